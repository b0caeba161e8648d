#include <cmath>

#include "cli/survival_commands_run.hpp"

namespace repere::cli {
namespace {

using testing::Answer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::keys_of;

class SurvivalCompeting : public testing::SurvivalCommands {
 protected:
  static Answer run(const std::string& command, const std::string& path,
                    const std::vector<std::string>& more) {
    std::vector<std::string> words = {command, "--data", path, "--time", "t", "--cause", "c"};
    words.insert(words.end(), more.begin(), more.end());
    return SurvivalCommands::run(std::move(words));
  }
};

const std::string six_rows = "t,c,g,x\n1,1,a,1\n2,0,a,2\n3,3,a,3\n4,1,b,4\n5,0,b,5\n6,3,b,2\n";

TEST_F(SurvivalCompeting, cuminc_prints_the_contract_s_keys) {
  const Answer answer = run("cuminc", file(six_rows), {"--group", "g", "--at", "3,9", "--format", "json"});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_THAT(keys_of(json), ElementsAre("groups", "gray", "event_free", "warnings", "left_out"));
  ASSERT_EQ(json.at("groups").as_array().size(), 4U);
  const auto& first = json.at("groups").at(0).as_object();
  EXPECT_EQ(first.at("group"), "g=a");
  EXPECT_EQ(first.at("cause"), 1);
  EXPECT_EQ(json.at("groups").at(1).at("cause"), 3);  // as the file has it
  EXPECT_EQ(first.at("time").as_array().size(), 3U);
  EXPECT_NEAR(first.at("estimate").at(0).as_double(), 1.0 / 3, 1e-15);
  EXPECT_NEAR(first.at("std_error").at(0).as_double(), 1.0 / 3, 1e-15);
  EXPECT_THAT(keys_of(first.at("at").at(0).as_object()),
              ElementsAre("time", "estimate", "std_error", "lower", "upper", "std_error_survfit",
                          "lower_survfit", "upper_survfit"));
  EXPECT_EQ(first.at("at").at(0).at("estimate"), first.at("at").at(1).at("estimate"));
  EXPECT_THAT(keys_of(json.at("gray").at(0).as_object()), ElementsAre("cause", "chi2", "df", "p"));
  EXPECT_EQ(json.at("gray").at(1).at("cause"), 3);
  EXPECT_EQ(json.at("left_out"), 0);
}

TEST_F(SurvivalCompeting, cuminc_without_groups_has_no_test) {
  const auto json = run("cuminc", file(six_rows), {"--format", "json"}).json();
  EXPECT_EQ(json.at("groups").at(0).at("group"), "all");
  EXPECT_TRUE(json.at("gray").as_array().empty());
}

TEST_F(SurvivalCompeting, cuminc_says_why_there_is_no_test) {
  const auto none = run("cuminc", file("t,c,g\n1,0,a\n2,0,b\n"), {"--group", "g", "--format", "json"}).json();
  EXPECT_TRUE(none.at("groups").as_array().empty());
  EXPECT_THAT(std::string(none.at("warnings").at(0).as_string()), HasSubstr("no event of any cause"));
  const auto late = run("cuminc", file("t,c,g,e\n1,1,a,0\n2,1,b,1\n"), {"--group", "g", "--entry", "e"});
  EXPECT_EQ(late.exit_code, 0);
  EXPECT_THAT(late.err, HasSubstr("not defined with delayed entry"));
}

TEST_F(SurvivalCompeting, cuminc_takes_weights_and_says_what_it_leaves_out) {
  const auto path = file("t,c,g,w\n1,1,a,2\n2,0,a,1\n3,1,b,1\n4,0,b,1\n", "weighted.csv");
  const Answer whole = run("cuminc", path, {"--group", "g", "--weights", "w", "--format", "json"});
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  const auto json = whole.json();
  EXPECT_NEAR(json.at("groups").at(0).at("estimate").at(0).as_double(), 2.0 / 3, 1e-15);
  EXPECT_FALSE(json.at("groups").at(0).at("std_error").at(0).is_null());
  EXPECT_TRUE(json.at("gray").as_array().empty());
  EXPECT_THAT(std::string(json.at("warnings").at(0).as_string()), HasSubstr("case weights"));
  const auto fraction = file("t,c,w\n1,1,0.5\n2,0,1\n3,0,0\n", "fraction.csv");
  const auto part = run("cuminc", fraction, {"--weights", "w", "--format", "json"}).json();
  EXPECT_TRUE(part.at("groups").at(0).at("std_error").at(0).is_null());
  EXPECT_TRUE(part.at("groups").at(0).at("lower").at(0).is_null());
  EXPECT_FALSE(part.at("groups").at(0).at("lower_survfit").at(0).is_null());
  EXPECT_THAT(std::string(part.at("warnings").at(0).as_string()), HasSubstr("Aalen's error is not defined"));
  const Answer negative = run("cuminc", file("t,c,w\n1,1,-1\n", "negative.csv"), {"--weights", "w"});
  EXPECT_EQ(negative.exit_code, 1);
  EXPECT_THAT(negative.err, HasSubstr("a negative weight"));
}

TEST_F(SurvivalCompeting, cuminc_prints_one_table_as_csv) {
  const Answer at =
      run("cuminc", file("t,c\n1,1\n2,0\n"), {"--format", "csv", "--at", "1", "--conf", "plain"});
  EXPECT_THAT(
      at.out,
      HasSubstr("group,cause,time,estimate,std_error,lower,upper,std_error_survfit,lower_survfit,"
                        "upper_survfit\nall,1,1,0.5,0.5,0,1,"));
  EXPECT_THAT(run("cuminc", file("t,c\n1,1\n2,0\n"), {"--format", "csv"}).out,
              HasSubstr("\nall,1,2,1,0,0.5,0.5,"));
}

TEST_F(SurvivalCompeting, finegray_prints_its_keys_and_predicts) {
  const auto profiles = file("x\n0\n2\n", "profiles.csv");
  const Answer answer =
      run("finegray", file(six_rows),
          {"--covariates", "x", "--baseline", "--predict", profiles, "--at", "0,5", "--format", "json"});
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_THAT(keys_of(json), ElementsAre("n", "events", "competing", "failcode", "coefficients", "covariance",
                                         "inverse_information", "censoring", "loglik_null", "loglik", "tests", "baseline",
                                         "predicted", "iterations", "warnings", "left_out"));
  EXPECT_THAT(keys_of(json.at("coefficients").at(0).as_object()),
              ElementsAre("name", "coef", "shr", "se", "z", "p", "shr_lower", "shr_upper"));
  EXPECT_EQ(json.at("events"), 2);
  EXPECT_EQ(json.at("competing"), 2);
  EXPECT_EQ(json.at("predicted").at(0).at("at").at(0).at("estimate"), 0);
  const double hazard = json.at("baseline").at("cumulative_hazard").at(1).to_number<double>();
  EXPECT_NEAR(json.at("predicted").at(0).at("estimate").at(1).to_number<double>(), 1 - std::exp(-hazard),
              1e-15);
}

TEST_F(SurvivalCompeting, finegray_takes_delayed_entry_and_weights) {
  const auto path =
      file("t,c,x,e,w\n1,1,1,0,1\n2,2,3,0,2\n3,1,2,2,1\n4,0,1,0,1.5\n5,1,4,1,1\n6,0,2,1,1\n", "late.csv");
  const auto plain = run("finegray", path, {"--covariates", "x", "--format", "json"}).json();
  EXPECT_EQ(plain.at("censoring"), "estimated");
  const auto late =
      run("finegray", path, {"--covariates", "x", "--entry", "e", "--weights", "w", "--format", "json"}).json();
  EXPECT_EQ(late.at("censoring"), "known");
  EXPECT_NE(late.at("loglik_null"), plain.at("loglik_null"));
  EXPECT_THAT(run("finegray", path, {"--covariates", "x", "--entry", "e"}).out, HasSubstr("taken as known"));
  const Answer zero = run("finegray", file("t,c,x,w\n1,1,1,1\n2,1,2,0\n", "zero.csv"),
                          {"--covariates", "x", "--weights", "w"});
  EXPECT_EQ(zero.exit_code, 1);
  EXPECT_THAT(zero.err, HasSubstr("a weight that is not above 0"));
}

TEST_F(SurvivalCompeting, finegray_gives_null_and_a_warning_where_nothing_can_be_estimated) {
  const Answer constant = run("finegray", file("t,c,x\n1,1,4\n2,2,4\n3,1,4\n"), {"--covariates", "x"});
  EXPECT_EQ(constant.exit_code, 0);
  EXPECT_THAT(constant.err, HasSubstr("x has the same value in every row"));
  const Answer none =
      run("finegray", file(six_rows), {"--covariates", "x", "--failcode", "2", "--format", "json"});
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_TRUE(none.json().at("coefficients").at(0).at("coef").is_null());
}

TEST_F(SurvivalCompeting, wrong_words_and_wrong_files_are_refused) {
  const auto path = file(six_rows);
  EXPECT_EQ(run("cuminc", path, {"--at", "1,x"}).exit_code, 2);
  EXPECT_EQ(run("cuminc", path, {"--level", "95"}).exit_code, 2);
  EXPECT_EQ(run("cuminc", path, {"--conf", "wald"}).exit_code, 2);
  EXPECT_EQ(run("finegray", path, {}).exit_code, 2);
  EXPECT_EQ(run("finegray", path, {"--covariates", "x", "--failcode", "0"}).exit_code, 2);
  EXPECT_EQ(run("finegray", path, {"--covariates", "x", "--at", "1"}).exit_code, 2);
  const Answer part = run("cuminc", file("t,c\n1,1\n2,1.5\n", "part.csv"), {});
  EXPECT_EQ(part.exit_code, 1);
  EXPECT_THAT(part.err, HasSubstr("line 3, column 'c': the cause is not a whole number"));
  const Answer empty =
      run("finegray", path, {"--covariates", "x", "--predict", file("x\n1\n\"\"\n", "p.csv")});
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.err, HasSubstr("has no value in a covariate"));
}

}  // namespace
}  // namespace repere::cli
