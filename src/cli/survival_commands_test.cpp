#include "cli/survival_commands_run.hpp"

#include <cmath>

namespace repere::cli {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(SurvivalCommands, km_prints_the_contract_s_keys_in_its_order) {
  const auto path = file("t,e,g\n1,1,b\n2,0,b\n3,1,a\n5,1,a\n");
  const Answer answer = km(path, {"--group", "g", "--at", "1,9", "--quantiles", "0.5", "--format", "json"});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_THAT(keys_of(json), ElementsAre("groups", "left_out"));
  const auto& a = json.at("groups").at(0).as_object();
  EXPECT_THAT(keys_of(a), ElementsAre("group", "n", "events", "median", "median_lower", "median_upper",
                                      "time", "n_risk", "n_event", "n_censor", "survival", "std_error",
                                      "lower", "upper", "cumulative_hazard", "at", "quantiles"));
  EXPECT_EQ(a.at("group"), "g=a");
  EXPECT_EQ(a.at("n"), 2);
  EXPECT_EQ(a.at("median"), 4);
  EXPECT_TRUE(a.at("median_upper").is_null());
  EXPECT_TRUE(a.at("std_error").at(1).is_null());
  EXPECT_EQ(a.at("at").at(1).at("n_risk"), 0);
  EXPECT_EQ(a.at("at").at(1).at("survival"), 0);
  EXPECT_THAT(keys_of(a.at("quantiles").at(0).as_object()), ElementsAre("p", "time", "lower", "upper"));
}

TEST_F(SurvivalCommands, km_orders_levels_by_number_or_by_text_and_keeps_their_spelling) {
  const auto names = [&](const std::string& cells) {
    std::vector<std::string> result;
    const auto json = km(cells, {"--group", "g", "--format", "json"}).json();
    for (const auto& group : json.at("groups").as_array()) result.emplace_back(group.at("group").as_string());
    return result;
  };
  EXPECT_THAT(names(file("t,e,g\n1,1,10\n1,1,9\n1,1,-1\n1,1,9.0\n")), ElementsAre("g=-1", "g=9", "g=10"));
  EXPECT_THAT(names(file("t,e,g\n1,1,10\n1,1,9\n1,1,x\n")), ElementsAre("g=10", "g=9", "g=x"));
  EXPECT_THAT(names(file("t,e,g\n1,1,\"a, \"\"b\"\"\"\n")), ElementsAre("g=a, \"b\""));
  EXPECT_EQ(km(file("t,e\n1,1\n"), {"--format", "json"}).json().at("groups").at(0).at("group"), "all");
}

TEST_F(SurvivalCommands, km_counts_the_rows_it_leaves_out) {
  const auto path = file("t,e,g,other\n1,1,a,\n,1,a,\n3,,a,\n4,0,,\n5,0,a,\n");
  EXPECT_EQ(km(path, {"--group", "g", "--format", "json"}).json().at("left_out"), 3);
  EXPECT_EQ(km(path, {"--format", "json"}).json().at("left_out"), 2);
  EXPECT_THAT(km(path, {"--group", "g"}).out, HasSubstr("left out because a named column is empty: 3"));
}

TEST_F(SurvivalCommands, km_takes_entries_weights_levels_and_scales) {
  const auto path = file("t,e,s,w\n3,1,0,2\n4,0,1,1\n5,1,3,1\n");
  const auto entry = km(path, {"--entry", "s", "--format", "json"}).json().at("groups").at(0);
  EXPECT_EQ(entry.at("n_risk").at(0), 2);
  const auto weights = km(path, {"--weights", "w", "--format", "json"}).json().at("groups").at(0);
  EXPECT_EQ(weights.at("n_risk").at(0), 4);
  EXPECT_EQ(weights.at("n"), 3);
  EXPECT_EQ(weights.at("events"), 3);
  const auto lower = [&](const std::string& conf, const std::string& level) {
    return km(path, {"--conf", conf, "--level", level, "--format", "json"})
        .json()
        .at("groups")
        .at(0)
        .at("lower")
        .at(0)
        .as_double();
  };
  EXPECT_LT(lower("log", "0.95"), lower("log", "0.9"));
  EXPECT_NE(lower("log-log", "0.95"), lower("plain", "0.95"));
}

TEST_F(SurvivalCommands, km_prints_one_table_as_csv) {
  const auto path = file("t,e,g\n1,1,\"x,y\"\n2,0,\"x,y\"\n");
  EXPECT_EQ(km(path, {"--group", "g", "--format", "csv", "--at", "1"}).out,
            "group,time,n_risk,survival,std_error,lower,upper\n\"g=x,y\",1,2,0.5,0.3535533905932738,0."
            "12504882662995317,1\n");
  EXPECT_THAT(km(path, {"--format", "csv"}).out, HasSubstr("\nall,2,1,0,1,0.5,"));
  EXPECT_EQ(km(path, {"--format", "csv", "--quantiles", "0.9"}).out,
            "group,p,time,lower,upper\nall,0.9,,,\n");
}

TEST_F(SurvivalCommands, km_turned_round_measures_the_follow_up) {
  const auto path = file("t,e\n1,1\n2,0\n3,0\n4,1\n");
  const auto group = km(path, {"--reverse", "--format", "json"}).json().at("groups").at(0).as_object();
  EXPECT_EQ(group.at("events"), 2);
  EXPECT_EQ(group.at("median"), 3);
  EXPECT_THAT(km(path, {"--reverse"}).out, HasSubstr("median follow-up"));
}

TEST_F(SurvivalCommands, km_compares_each_group_with_the_first) {
  const auto path = file("t,e,g\n1,1,a\n2,0,a\n3,1,a\n1,1,b\n1,1,b\n4,0,b\n2,0,c\n");
  const auto json = km(path, {"--group", "g", "--difference", "1,2", "--format", "json"}).json();
  EXPECT_THAT(keys_of(json), ElementsAre("groups", "differences", "left_out"));
  const auto& differences = json.at("differences").as_array();
  ASSERT_EQ(differences.size(), 4U);
  EXPECT_THAT(keys_of(differences[0].as_object()),
              ElementsAre("time", "group", "reference", "estimate", "std_error", "lower", "upper", "p"));
  EXPECT_EQ(differences[0].at("group"), "g=b");
  EXPECT_EQ(differences[0].at("reference"), "g=a");
  EXPECT_NEAR(differences[0].at("estimate").as_double(), -1.0 / 3, 1e-15);
  EXPECT_NEAR(differences[0].at("std_error").as_double(), std::sqrt(4.0 / 27), 1e-15);
  EXPECT_EQ(differences[3].at("time"), 2);
  EXPECT_THAT(km(path, {"--group", "g", "--difference", "1", "--format", "csv"}).out,
              HasSubstr("group,reference,time,estimate,std_error,lower,upper,p\ng=b,g=a,1,"));
  EXPECT_EQ(km(path, {"--difference", "1"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--group", "g", "--difference", "x"}).exit_code, 2);
}

TEST_F(SurvivalCommands, km_gives_survival_on_condition_of_being_alive) {
  const auto path = file("t,e,g\n1,1,a\n2,0,a\n3,1,a\n5,0,a\n1,1,b\n");
  const auto groups = km(path, {"--group", "g", "--conditional", "2", "--at", "1,3,4", "--format", "json"})
                          .json()
                          .at("groups");
  const auto& conditional = groups.at(0).at("conditional").as_object();
  EXPECT_EQ(conditional.at("time"), 2);
  EXPECT_TRUE(conditional.at("at").at(0).at("survival").is_null());  // before it nothing is conditional on it
  EXPECT_EQ(conditional.at("at").at(1).at("n_risk"), 2);
  EXPECT_EQ(conditional.at("at").at(2).at("survival").as_double(), 0.5);
  EXPECT_TRUE(groups.at(1).at("conditional").at("at").at(1).at("survival").is_null());  // nobody was alive
  EXPECT_EQ(km(path, {"--conditional", "2"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--conditional", "-1", "--at", "3"}).exit_code, 2);
  EXPECT_THAT(km(path, {"--conditional", "2", "--at", "3"}).out, HasSubstr("of those alive at 2"));
}

TEST_F(SurvivalCommands, km_starts_at_a_landmark) {
  const auto path = file("t,e,s\n1,1,0\n2,0,0\n3,1,0\n5,0,1\n6,1,4\n");
  const auto json = km(path, {"--entry", "s", "--landmark", "2", "--format", "json"}).json();
  EXPECT_THAT(keys_of(json), ElementsAre("groups", "landmark", "left_out"));
  EXPECT_EQ(json.at("landmark").at("left_out"), 3);
  EXPECT_EQ(json.at("groups").at(0).at("n"), 2);
  EXPECT_EQ(json.at("groups").at(0).at("survival").at(0), 0.5);
  EXPECT_THAT(km(path, {"--landmark", "2"}).out, HasSubstr("not at risk at 2, left out: 2"));
  const Answer late = km(path, {"--landmark", "6"});
  EXPECT_EQ(late.exit_code, 1);
  EXPECT_THAT(late.err, HasSubstr("no row is at risk at the landmark"));
}

TEST_F(SurvivalCommands, km_gives_limits_of_the_cumulative_hazard) {
  const auto path = file("t,e\n1,1\n2,0\n3,1\n");
  const auto json = km(path, {"--nelson-aalen", "--at", "1", "--format", "json"}).json().at("groups").at(0);
  EXPECT_EQ(json.at("cumulative_hazard_lower").at(0), 0);
  EXPECT_NEAR(json.at("cumulative_hazard_upper").at(0).as_double(), (1 + 1.959963984540054) / 3, 1e-15);
  EXPECT_EQ(json.at("at").at(0).at("cumulative_hazard_upper"), json.at("cumulative_hazard_upper").at(0));
  const auto log = km(path, {"--nelson-aalen", "log", "--format", "json"}).json().at("groups").at(0);
  EXPECT_NEAR(log.at("cumulative_hazard_lower").at(0).as_double(), std::exp(-1.959963984540054) / 3, 1e-15);
  EXPECT_THAT(km(path, {"--nelson-aalen", "--format", "csv"}).out,
              HasSubstr(",cumulative_hazard_std_error,cumulative_hazard_lower,cumulative_hazard_upper\n"));
  EXPECT_EQ(km(path, {"--nelson-aalen", "logit"}).exit_code, 2);
}

TEST_F(SurvivalCommands, rmst_prints_the_contract_s_keys) {
  const auto path = file("t,e,g\n1,1,a\n2,0,a\n3,1,a\n1,1,b\n4,1,b\n4,1,\n");
  const std::vector<std::string> words{"rmst", "--data", path, "--time", "t", "--event", "e", "--tau", "3"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    return run(more);
  };
  const auto json = with({"--group", "g", "--format", "json"}).json();
  EXPECT_THAT(keys_of(json), ElementsAre("tau", "groups", "difference", "ratio", "warnings", "left_out"));
  EXPECT_EQ(json.at("tau"), 3);
  EXPECT_EQ(json.at("left_out"), 1);
  EXPECT_THAT(keys_of(json.at("groups").at(0).as_object()),
              ElementsAre("group", "rmst", "std_error", "lower", "upper", "n", "events"));
  EXPECT_NEAR(json.at("groups").at(0).at("rmst").as_double(), 1 + 4.0 / 3, 1e-15);
  EXPECT_THAT(keys_of(json.at("difference").as_object()),
              ElementsAre("estimate", "std_error", "p", "lower", "upper"));
  EXPECT_NEAR(json.at("difference").at("estimate").as_double(), 2 - 7.0 / 3, 1e-15);
  EXPECT_NEAR(json.at("ratio").at("estimate").as_double(), 6.0 / 7, 1e-15);
  const auto one = with({"--format", "json"}).json();
  EXPECT_EQ(one.at("groups").at(0).at("group"), "all");
  EXPECT_TRUE(one.at("difference").is_null());
  EXPECT_THAT(with({"--group", "g"}).out, HasSubstr("ratio (second / first)"));
  EXPECT_THAT(with({"--group", "g", "--format", "csv"}).out, HasSubstr("\ndifference,,,-0.3333333333333"));
}

TEST_F(SurvivalCommands, rmst_says_when_nobody_is_followed_to_tau) {
  const auto path = file("t,e\n1,1\n2,0\n");
  const auto rmst = [&](const std::string& tau, const std::string& format) {
    return run({"rmst", "--data", path, "--time", "t", "--event", "e", "--tau", tau, "--format", format});
  };
  EXPECT_EQ(rmst("2", "json").json().at("warnings").as_array().size(), 0U);
  EXPECT_EQ(rmst("3", "json").json().at("warnings").as_array().size(), 1U);
  EXPECT_THAT(rmst("3", "text").err, HasSubstr("nobody is followed up to tau"));
  EXPECT_EQ(rmst("0", "json").exit_code, 2);
  EXPECT_EQ(rmst("x", "json").exit_code, 2);
}

TEST_F(SurvivalCommands, logrank_tests_for_trend_and_each_pair) {
  const auto path = file("t,e,g\n1,1,a\n5,1,a\n2,1,b\n6,0,b\n3,1,c\n4,1,c\n");
  const auto logrank = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "g"});
    return run(more);
  };
  const auto json = logrank({"--trend", "--pairwise", "--format", "json"}).json();
  EXPECT_THAT(keys_of(json),
              ElementsAre("chi2", "df", "p", "groups", "variance", "trend", "pairs", "warnings", "left_out"));
  EXPECT_THAT(keys_of(json.at("trend").as_object()), ElementsAre("scores", "z", "chi2", "df", "p"));
  EXPECT_EQ(json.at("trend").at("scores").at(2), 3);
  ASSERT_EQ(json.at("pairs").as_array().size(), 3U);
  EXPECT_EQ(json.at("pairs").at(1).at("second"), "g=c");
  EXPECT_THAT(keys_of(json.at("pairs").at(0).as_object()),
              ElementsAre("first", "second", "chi2", "df", "p", "p_holm"));
  const auto scored = logrank({"--trend", "1,2,4", "--format", "json"}).json();
  EXPECT_NE(scored.at("trend").at("chi2"), json.at("trend").at("chi2"));
  EXPECT_EQ(logrank({"--trend", "1,2"}).exit_code, 1);
  EXPECT_EQ(logrank({"--trend", "1,x,2"}).exit_code, 2);
  EXPECT_THAT(logrank({"--trend", "--pairwise"}).out, HasSubstr("p (Holm)"));
  EXPECT_THAT(logrank({"--pairwise", "--format", "csv"}).out,
              HasSubstr("first,second,chi2,df,p,p_holm\ng=a,g=b,"));
}

TEST_F(SurvivalCommands, logrank_prints_the_contract_s_keys) {
  const auto path = file("t,e,g,s,r\n1,1,a,1,0\n3,1,a,2,0\n2,1,b,1,0\n3,1,b,2,0\n4,0,b,,1\n");
  const auto json =
      run({"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "g", "--format", "json"})
          .json();
  EXPECT_THAT(keys_of(json), ElementsAre("chi2", "df", "p", "groups", "variance", "warnings", "left_out"));
  EXPECT_THAT(keys_of(json.at("groups").at(0).as_object()),
              ElementsAre("group", "n", "observed", "expected"));
  EXPECT_EQ(json.at("df"), 1);
  const auto strata = run({"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "g",
                           "--strata", "s,r", "--rho", "1", "--format", "json"});
  EXPECT_EQ(strata.json().at("left_out"), 1);
  EXPECT_THAT(run({"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "g"}).out,
              HasSubstr("chi-squared"));
}

TEST_F(SurvivalCommands, logrank_says_when_there_is_nothing_to_test) {
  const auto path = file("t,e,g\n1,0,a\n2,0,b\n");
  const Answer answer =
      run({"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "g", "--format", "json"});
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.json().at("chi2"), 0);
  EXPECT_TRUE(answer.json().at("p").is_null());
  EXPECT_EQ(answer.json().at("warnings").as_array().size(), 1U);
  const auto one = run({"logrank", "--data", path, "--time", "t", "--event", "e", "--group", "e"});
  EXPECT_EQ(one.exit_code, 1);
  EXPECT_THAT(one.err, HasSubstr("only one group"));
}

TEST_F(SurvivalCommands, cox_prints_the_contract_s_keys_in_its_order) {
  const auto path = file("t,e,x,y\n4,1,1,0\n3,0,2,1\n5,1,3,1\n1,1,4,0\n2,0,5,1\n6,1,6,0\n");
  const Answer answer = cox(path, {"--covariates", "x,y", "--format", "json"});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_THAT(keys_of(json), ElementsAre("n", "events", "ties", "coefficients", "covariance",
                                         "robust_covariance", "loglik_null", "loglik", "tests", "concordance",
                                         "zph", "iterations", "warnings", "left_out"));
  EXPECT_THAT(keys_of(json.at("coefficients").at(0).as_object()),
              ElementsAre("name", "coef", "hr", "se", "robust_se", "z", "p", "hr_lower", "hr_upper"));
  EXPECT_THAT(keys_of(json.at("tests").as_object()), ElementsAre("lr", "wald", "score", "robust_score"));
  EXPECT_THAT(keys_of(json.at("tests").at("lr").as_object()), ElementsAre("chi2", "df", "p"));
  EXPECT_THAT(keys_of(json.at("concordance").as_object()),
              ElementsAre("value", "se", "concordant", "discordant", "tied_x", "tied_y", "tied_xy"));
  EXPECT_TRUE(json.at("robust_covariance").is_null());
  EXPECT_TRUE(json.at("coefficients").at(0).at("robust_se").is_null());
  EXPECT_EQ(json.at("covariance").as_array().size(), 2U);
}

TEST_F(SurvivalCommands, cox_gives_null_and_a_warning_for_a_constant_covariate) {
  const auto path = file("t,e,x,c\n4,1,1,3\n3,0,2,3\n5,1,3,3\n1,1,4,3\n");
  const Answer answer = cox(path, {"--covariates", "c,x", "--format", "json"});
  EXPECT_EQ(answer.exit_code, 0);
  const boost::json::object constant = answer.json().at("coefficients").at(0).as_object();
  for (const char* key : {"coef", "hr", "se", "z", "p", "hr_lower", "hr_upper"})
    EXPECT_TRUE(constant.at(key).is_null()) << key;
  EXPECT_THAT(std::string(answer.json().at("warnings").at(0).as_string()),
              HasSubstr("same value in every row"));
  const Answer text = cox(path, {"--covariates", "c,x"});
  EXPECT_THAT(text.err, HasSubstr("warning: c has the same value"));
}

TEST_F(SurvivalCommands, cox_takes_ties_strata_offset_and_weights) {
  const auto path =
      file("t,e,x,o,w,s\n1,1,1,0,1,a\n1,1,2,0,2,b\n2,1,0,1,1,a\n3,0,1,0,1,b\n4,1,3,0,1,a\n4,1,1,0,3,b\n");
  const auto coefficient = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--covariates", "x", "--format", "json"});
    const Answer answer = cox(path, more);
    EXPECT_EQ(answer.exit_code, 0) << answer.err;
    return answer.json().at("coefficients").at(0).at("coef").as_double();
  };
  const double plain = coefficient({});
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{{"--ties", "breslow"},
                                                                                    {"--ties", "exact"},
                                                                                    {"--ridge", "1"},
                                                                                    {"--firth"},
                                                                                    {"--strata", "s"},
                                                                                    {"--offset", "o"},
                                                                                    {"--weights", "w"}})
    EXPECT_NE(coefficient(more), plain) << more[0];
}

TEST_F(SurvivalCommands, wrong_usage_ends_with_2) {
  const auto path = file("t,e,g\n1,1,a\n2,0,b\n");
  EXPECT_EQ(run({"km", "--data", path, "--time", "t"}).exit_code, 2);
  EXPECT_EQ(run({"nothing"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--conf", "wald"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--level", "95"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--at", "1,x"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--quantiles", "50"}).exit_code, 2);
  EXPECT_EQ(km(path, {"--format", "xml"}).exit_code, 2);
  EXPECT_EQ(cox(path, {}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "a,,b"}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "g", "--ties", "none"}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "g", "--ridge", "-1"}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "g", "--ridge-unscaled"}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "g", "--ridge", "1", "--firth"}).exit_code, 2);
  EXPECT_EQ(cox(path, {"--covariates", "g", "--ties", "exact", "--firth"}).exit_code, 2);
  EXPECT_EQ(run({"logrank", "--data", path, "--time", "t", "--event", "e"}).exit_code, 2);
}

TEST_F(SurvivalCommands, a_wrong_file_is_refused_with_its_place_and_a_remedy) {
  struct Wrong {
    std::string text, place;
  };
  const std::vector<Wrong> wrong = {
      {"", "the file is empty"},
      {"t,e,s,w,x\n", "there is no row under the header"},
      {"t,e,s,w\n1,1,0,1\n", "there is no column 'x'"},
      {"t,e,s,w,x\n1,1,0,1,2\nabc,1,0,1,2\n", "line 3, column 't': not a number"},
      {"t,e,s,w,x\n1,1,0,1,2\n\"3\n\",1,0,1,2\n", "line 3, column 't': not a number"},
      {"t,e,s,w,x\n1,2,0,1,2\n", "line 2, column 'e': the event is neither 0 nor 1"},
      {"t,e,s,w,x\n1,yes,0,1,2\n", "line 2, column 'e': the event is neither 0 nor 1"},
      {"t,e,s,w,x\n-1,1,0,1,2\n", "line 2, column 't': a negative time"},
      {"t,e,s,w,x\n1e999,1,0,1,2\n", "line 2, column 't': not a number"},
      {"t,e,s,w,x\nnan,1,0,1,2\n", "line 2, column 't': not a number"},
      {"t,e,s,w,x\n1,1,1,1,2\n", "line 2, column 's': the entry is not before"},
      {"t,e,s,w,x\n1,1,2,1,2\n", "line 2, column 's': the entry is not before"},
      {"t,e,s,w,x\n1,1,0,0,2\n", "line 2, column 'w': a weight that is not above 0"},
      {"t,e,s,w,x\n1,1,0,1,male\n", "line 2, column 'x': not a number"},
      {"t,e,s,w,x\n1,1,0,1,\n", "no row has a value in every column"},
      {"t,e,s,w,x\n,1,0,1,male\n", "line 2, column 'x': not a number"},
      {"t,e,s,w,x\n1,1,0,1\n", "line 2: 4 fields where the header has 5"},
      {"t,e,s,w,x\n1,1,0,1,\"2\n", "f.csv line 2"},
      {"t,e,s,w,x\n1,1,0,1," + std::string("\0", 1) + "\n", "a NUL byte"},
      {"t,e,s,w,x\n1,1,0,1,\xFF\n", "not UTF-8"},
      {"t,e,s,w,x\n1,1,0,1," + std::string(3'000'000, '1') + "\n", "f.csv line 2"},
      {"t,t,s,w,x\n1,1,0,1,1\n", "stands twice"},
  };
  for (const auto& [text, place] : wrong) {
    const Answer answer =
        cox(file(text), {"--entry", "s", "--weights", "w", "--covariates", "x", "--format", "json"});
    EXPECT_EQ(answer.exit_code, 1) << text.substr(0, 60);
    EXPECT_THAT(answer.err, HasSubstr(place)) << text.substr(0, 60);
    EXPECT_EQ(answer.out, "");
  }
  const Answer missing = km("/nowhere/f.csv");
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.err, HasSubstr("f.csv"));
}

}  // namespace
}  // namespace repere::cli
