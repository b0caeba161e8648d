// What `survival cox` prints beside the fit.
#include "cli/survival_commands_run.hpp"

namespace repere::cli {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class SurvivalCox : public SurvivalCommands {
 protected:
  // Eight rows in two strata; the third row has an empty covariate.
  std::string sample() const {
    return file(
        "t,e,x,y,s,c,o\n4,1,1,0,1,a,0\n3,0,2,1,1,a,0\n9,1,,1,1,b,0\n5,1,3,1,2,b,0.5\n1,1,4,0,2,c,0\n"
        "2,0,5,1,1,c,0\n6,1,6,0,1,d,0\n7,1,2,1,2,d,0.5\n8,0,4,0,2,e,0\n");
  }
  static Answer cox_json(const std::string& path, std::vector<std::string> more) {
    more.insert(more.end(), {"--covariates", "x,y", "--format", "json"});
    return cox(path, more);
  }
  static std::vector<double> numbers(const boost::json::value& array) {
    std::vector<double> result;
    for (const auto& item : array.as_array())
      result.push_back(item.is_null() ? NAN : item.to_number<double>());
    return result;
  }
};

TEST_F(SurvivalCox, robust_values_replace_the_others_in_the_tests) {
  const auto plain = cox_json(sample(), {}).json();
  for (const std::vector<std::string>& how : {std::vector<std::string>{"--robust"}, {"--cluster", "c"}}) {
    const Answer answer = cox_json(sample(), how);
    ASSERT_EQ(answer.exit_code, 0) << answer.err;
    const auto json = answer.json();
    const auto& line = json.at("coefficients").at(0);
    EXPECT_EQ(line.at("se"), plain.at("coefficients").at(0).at("se"));
    EXPECT_NEAR(line.at("z").as_double(), line.at("coef").as_double() / line.at("robust_se").as_double(),
                1e-12);
    EXPECT_NE(json.at("tests").at("wald"), plain.at("tests").at("wald"));
    EXPECT_THAT(keys_of(json.at("tests").at("robust_score").as_object()), ElementsAre("chi2", "df", "p"));
    EXPECT_EQ(json.at("robust_covariance").as_array().size(), 2U);
    EXPECT_EQ(json.at("clusters").to_number<int>(), how.size() == 1 ? 8 : 5);
  }
  EXPECT_NE(cox_json(sample(), {"--cluster", "c"}).json().at("concordance").at("se"),
            plain.at("concordance").at("se"));
  EXPECT_THAT(cox(sample(), {"--covariates", "x", "--cluster", "c"}).out, HasSubstr("robust score"));
}

TEST_F(SurvivalCox, takes_names_that_hold_commas_and_quotes_as_the_file_has_them) {
  const auto path =
      file("t,e,\"size, mm\",\"a \"\"b\"\"\"\n4,1,1,0\n3,0,2,1\n5,1,3,1\n1,1,4,0\n2,0,5,1\n6,1,2,0\n");
  const Answer answer = cox(path, {"--covariates", "\"size, mm\",\"a \"\"b\"\"\"", "--format", "json"});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("coefficients").at(0).at("name"), "size, mm");
  EXPECT_EQ(answer.json().at("coefficients").at(1).at("name"), "a \"b\"");
  for (const std::string wrong : {"\"size, mm", "\"size, mm\" x", "\"\"", "x,"}) {
    const Answer refused = cox(path, {"--covariates", wrong});
    EXPECT_EQ(refused.exit_code, 2) << wrong;
    EXPECT_THAT(refused.err, HasSubstr("stands in quotes"));
  }
}

TEST_F(SurvivalCox, one_cluster_has_no_robust_variance_and_says_so) {
  const auto path = file("t,e,x,c\n4,1,1,a\n3,0,2,a\n5,1,3,a\n1,1,4,a\n");
  const Answer answer = cox(path, {"--covariates", "x", "--cluster", "c", "--format", "json"});
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_TRUE(answer.json().at("coefficients").at(0).at("robust_se").is_null());
  EXPECT_TRUE(answer.json().at("coefficients").at(0).at("p").is_null());
  EXPECT_TRUE(answer.json().at("tests").at("wald").at("chi2").is_null());
  EXPECT_THAT(std::string(answer.json().at("warnings").at(0).as_string()), HasSubstr("one cluster"));
}

TEST_F(SurvivalCox, zph_ends_with_the_row_global) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--zph"},
                                                {"--zph", "km"},
                                                {"--zph", "identity"},
                                                {"--zph", "rank"},
                                                {"--zph", "log"}}) {
    const Answer answer = cox_json(sample(), words);
    ASSERT_EQ(answer.exit_code, 0) << answer.err;
    const auto zph = answer.json().at("zph").as_array();
    ASSERT_EQ(zph.size(), 3U);
    EXPECT_THAT(keys_of(zph[0].as_object()), ElementsAre("name", "chi2", "df", "p"));
    EXPECT_EQ(zph[2].at("name"), "GLOBAL");
    EXPECT_EQ(zph[2].at("df").to_number<int>(), 2);
    EXPECT_EQ(std::string(answer.json().at("zph_transform").as_string()),
              words.size() == 1 ? "km" : words[1]);
  }
  EXPECT_THAT(cox(sample(), {"--covariates", "x", "--zph", "--format", "csv"}).out,
              StartsWith("name,chi2,df,p\nx,"));
  EXPECT_TRUE(cox_json(sample(), {}).json().at("zph").as_array().empty());
}

TEST_F(SurvivalCox, residuals_name_the_row_of_the_file) {
  for (const char* kind : {"martingale", "deviance", "score", "dfbeta", "dfbetas"}) {
    const auto residuals = cox_json(sample(), {"--residuals", kind}).json().at("residuals").as_object();
    EXPECT_THAT(keys_of(residuals), ElementsAre("kind", "rows", "names", "values"));
    EXPECT_THAT(numbers(residuals.at("rows")), ElementsAre(1, 2, 4, 5, 6, 7, 8, 9));
    EXPECT_EQ(residuals.at("values").as_array().size(), 8U);
    EXPECT_EQ(residuals.at("values").at(0).as_array().size(), residuals.at("names").as_array().size());
  }
  const Answer csv = cox(sample(), {"--covariates", "x,y", "--residuals", "martingale", "--format", "csv"});
  EXPECT_THAT(csv.out, StartsWith("row,martingale\n1,"));
  EXPECT_THAT(csv.out, HasSubstr("\n4,"));
}

TEST_F(SurvivalCox, schoenfeld_residuals_are_by_stratum_and_time) {
  for (const char* kind : {"schoenfeld", "scaledsch"}) {
    const auto residuals =
        cox_json(sample(), {"--strata", "s", "--residuals", kind}).json().at("residuals").as_object();
    EXPECT_THAT(keys_of(residuals), ElementsAre("kind", "rows", "time", "strata", "names", "values"));
    EXPECT_THAT(numbers(residuals.at("rows")), ElementsAre(1, 7, 5, 4, 8));
    EXPECT_THAT(numbers(residuals.at("time")), ElementsAre(4, 6, 1, 5, 7));
    EXPECT_EQ(residuals.at("strata").at(1), "s=1");
    EXPECT_EQ(residuals.at("strata").at(2), "s=2");
  }
}

TEST_F(SurvivalCox, baseline_hazards_stand_at_0_and_at_the_means) {
  const auto json = cox_json(sample(), {"--strata", "s", "--baseline"}).json();
  const auto& baseline = json.at("baseline").as_object();
  EXPECT_THAT(keys_of(baseline), ElementsAre("names", "means", "offset", "strata"));
  EXPECT_EQ(numbers(baseline.at("means"))[1], 0);  // y only holds 0 and 1
  const auto& stratum = baseline.at("strata").at(0).as_object();
  EXPECT_THAT(keys_of(stratum), ElementsAre("stratum", "time", "n_risk", "n_event", "n_censor",
                                            "cumulative_hazard_at_zero", "cumulative_hazard_at_means"));
  EXPECT_THAT(numbers(stratum.at("time")), ElementsAre(2, 3, 4, 6));
  EXPECT_THAT(numbers(stratum.at("n_risk")), ElementsAre(4, 3, 2, 1));
  const double log_ratio =
      numbers(baseline.at("means"))[0] * json.at("coefficients").at(0).at("coef").as_double();
  EXPECT_NEAR(numbers(stratum.at("cumulative_hazard_at_zero"))[3] * std::exp(log_ratio),
              numbers(stratum.at("cumulative_hazard_at_means"))[3], 1e-12);
  EXPECT_THAT(cox(sample(), {"--covariates", "x", "--baseline", "--format", "csv"}).out,
              StartsWith("stratum,time,n_risk,n_event,n_censor,cumulative_hazard_at_zero,"));
}

TEST_F(SurvivalCox, predicts_a_curve_for_each_profile_and_stratum) {
  const auto data = sample();
  const auto all = file("y,x\n0,1\n1,2\n", "all.csv"), chosen = file("x,y,s\n1,0,2.0\n", "chosen.csv");
  const auto predicted =
      cox_json(data, {"--strata", "s", "--predict", all}).json().at("predicted").as_array();
  ASSERT_EQ(predicted.size(), 4U);
  EXPECT_THAT(keys_of(predicted[0].as_object()),
              ElementsAre("profile", "stratum", "time", "n_risk", "n_event", "n_censor", "survival",
                          "std_error", "lower", "upper", "cumulative_hazard", "cumulative_hazard_std_error"));
  const auto one = cox_json(data, {"--strata", "s", "--predict", chosen}).json().at("predicted").as_array();
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].at("stratum"), "s=2");
  EXPECT_EQ(one[0].at("survival"), predicted[1].at("survival"));
  const auto plain =
      cox_json(data, {"--strata", "s", "--predict", chosen, "--conf", "plain", "--level", "0.9"});
  EXPECT_NE(plain.json().at("predicted").at(0).at("lower"), one[0].at("lower"));
  EXPECT_THAT(cox(data, {"--covariates", "x,y", "--predict", all, "--format", "csv"}).out,
              StartsWith("profile,stratum,time,"));
}

TEST_F(SurvivalCox, an_offset_moves_the_curve_of_a_profile) {
  const auto with = file("x,y,o\n1,0,1\n", "with.csv"), without = file("x,y\n1,0\n", "without.csv");
  const auto hazard = [&](const std::string& profiles) {
    const auto json = cox_json(sample(), {"--offset", "o", "--predict", profiles}).json();
    return numbers(json.at("predicted").at(0).at("cumulative_hazard"))[3];
  };
  EXPECT_NEAR(hazard(with), hazard(without) * std::exp(1.0), 1e-12);
}

TEST_F(SurvivalCox, wrong_profiles_are_refused_in_words) {
  const auto data = sample();
  const auto refused = [&](const std::string& profiles) {
    const Answer answer = cox_json(data, {"--strata", "s,c", "--predict", file(profiles, "p.csv")});
    EXPECT_EQ(answer.exit_code, 1);
    EXPECT_EQ(answer.out, "");
    return answer.err;
  };
  EXPECT_THAT(refused("x\n1\n"), HasSubstr("there is no column 'y'"));
  EXPECT_THAT(refused("x,y\n1,\n"), HasSubstr("no row has a value"));
  EXPECT_THAT(refused("x,y\n1,2\n1,\n"), HasSubstr("row 2 under the header has an empty cell"));
  EXPECT_THAT(refused("x,y,s\n1,1,1\n"), HasSubstr("some of the strata's columns"));
  EXPECT_THAT(refused("x,y,s,c\n1,1,1,z\n"), HasSubstr("stratum that the data do not have"));
  EXPECT_THAT(refused("x,y\nold,1\n"), HasSubstr("not a number"));
  EXPECT_EQ(cox_json(data, {"--predict", "/nowhere/p.csv"}).exit_code, 1);
}

TEST_F(SurvivalCox, words_that_do_not_go_together_are_wrong_usage) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--zph", "cubic"},
                                             {"--residuals", "partial"},
                                             {"--robust", "--cluster", "c"},
                                             {"--robust", "--ties", "exact"},
                                             {"--robust", "--firth"},
                                             {"--cluster", "c", "--ridge", "1"},
                                             {"--zph", "--firth"},
                                             {"--level", "95"},
                                             {"--conf", "wald"}}) {
    const Answer answer = cox_json(sample(), words);
    EXPECT_EQ(answer.exit_code, 2) << words[0];
    EXPECT_EQ(answer.out, "");
  }
}

TEST_F(SurvivalCox, exact_ties_give_what_is_defined_for_them) {
  EXPECT_EQ(cox_json(sample(), {"--ties", "exact", "--residuals", "martingale"}).exit_code, 0);
  EXPECT_EQ(cox_json(sample(), {"--ties", "exact", "--baseline", "--zph"}).exit_code, 0);
  const Answer answer = cox_json(sample(), {"--ties", "exact", "--residuals", "score"});
  EXPECT_EQ(answer.exit_code, 1);
  EXPECT_THAT(answer.err, HasSubstr("only martingale and deviance residuals"));
}

TEST_F(SurvivalCox, without_events_everything_has_an_answer) {
  const auto path = file("t,e,x\n1,0,1\n2,0,3\n");
  const Answer answer = cox(path, {"--covariates", "x", "--format", "json", "--robust", "--zph", "--baseline",
                                   "--residuals", "dfbeta", "--predict", file("x\n1\n", "p.csv")});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_TRUE(answer.json().at("zph").at(1).at("chi2").is_null());
  EXPECT_EQ(numbers(answer.json().at("predicted").at(0).at("survival")), (std::vector<double>{1, 1}));
  const Answer schoenfeld = cox(path, {"--covariates", "x", "--format", "json", "--residuals", "schoenfeld"});
  EXPECT_TRUE(schoenfeld.json().at("residuals").at("values").as_array().empty());
}

}  // namespace
}  // namespace repere::cli
