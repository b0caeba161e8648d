#include "cli/statistics_commands.hpp"

#include <chrono>

#include "cli/command_run.hpp"
#include "cli/survival_net.hpp"

namespace repere::cli {
namespace {

using testing::Answer;
using ::testing::HasSubstr;
using testing::run_command;

class FixedClock final : public workflows::Clock {
 public:
  Instant now() const override { return {}; }
};

class StatisticsCommands : public testing::CommandTest {
 protected:
  static Answer run(std::vector<std::string> words) {
    const FixedClock clock;
    Services services{"", clock, {}, {}, {}, {}, {}, {}};
    services.age_standards = [] {
      return Result<AgeStandards>(
          AgeStandards{{}, {{"icss1", {{15, 1}, {45, 2}, {55, 2}, {65, 2}, {75, 3}}}}});
    };
    return run_command(std::move(words), [&services](CLI::App& app, Console& console, Ending& ending) {
      add_statistics_commands(app, services, console, ending);
      add_survival_net(*app.add_subcommand("survival"), services, console, ending);
    });
  }
  static Answer statistics(std::vector<std::string> words) {
    words.insert(words.begin(), "statistics");
    return run(std::move(words));
  }
  static boost::json::object json(std::vector<std::string> words) {
    words.insert(words.end(), {"--format", "json"});
    const Answer result = statistics(std::move(words));
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.exit_code == 0 ? result.json() : boost::json::object();
  }
};

TEST_F(StatisticsCommands, proportion_counts_groups_and_rows_left_out) {
  const auto path = file("y,g\n1,b\n0,b\n1,a\n,a\n1,\n");
  const auto answer = json({"proportion", "--data", path, "--outcome", "y", "--group", "g"});
  EXPECT_EQ(answer.at("left_out"), 2);
  EXPECT_EQ(answer.at("groups").at(0).at("group"), "g=a");
  EXPECT_EQ(answer.at("groups").at(0).at("yes"), 1);
  EXPECT_EQ(answer.at("groups").at(1).at("of"), 2);
  EXPECT_EQ(answer.at("groups").at(1).at("proportion"), 0.5);
  EXPECT_TRUE(answer.contains("difference"));
}

TEST_F(StatisticsCommands, proportion_takes_numbers_instead_of_a_file) {
  const auto answer = json({"proportion", "--yes", "56,48", "--of", "70,80"});
  // Newcombe 1998, table II: 0.0524 to 0.3339
  EXPECT_NEAR(answer.at("difference").at("lower").as_double(), 0.0524, 5.01e-5);
  EXPECT_NEAR(answer.at("difference").at("upper").as_double(), 0.3339, 5.01e-5);
  EXPECT_EQ(statistics({"proportion", "--yes", "5", "--of", "4"}).exit_code, 1);
  EXPECT_EQ(statistics({"proportion", "--yes", "1.5", "--of", "4"}).exit_code, 2);
  EXPECT_EQ(statistics({"proportion", "--yes", "1"}).exit_code, 2);
  EXPECT_EQ(statistics({"proportion"}).exit_code, 2);
  EXPECT_EQ(statistics({"proportion", "--yes", "1", "--of", "2", "--level", "95"}).exit_code, 2);
  EXPECT_EQ(statistics({"proportion", "--yes", "1,1", "--of", "2,2", "--scores", "1"}).exit_code, 2);
}

TEST_F(StatisticsCommands, proportion_takes_the_levels_as_scores_of_a_trend) {
  const auto path = file("y,dose\n0,1\n0,1\n0,1\n1,1\n0,10\n1,10\n1,10\n1,10\n0,2\n1,2\n");
  const auto by_level = json({"proportion", "--data", path, "--outcome", "y", "--group", "dose"});
  const auto by_rank =
      json({"proportion", "--data", path, "--outcome", "y", "--group", "dose", "--scores", "1,2,3"});
  EXPECT_NE(by_level.at("trend").at("z"), by_rank.at("trend").at("z"));
}

TEST_F(StatisticsCommands, table_gives_chi_squared_and_fisher) {
  const auto answer = json({"table", "--counts", "3,1;1,3"});
  EXPECT_NEAR(answer.at("fisher").at("p").as_double(), 34.0 / 70, 1e-14);
  EXPECT_NEAR(answer.at("chi_squared").at("chi2").to_number<double>(), 2, 1e-14);
  EXPECT_NEAR(answer.at("chi_squared_yates").at("chi2").as_double(), 0.5, 1e-14);
  EXPECT_FALSE(answer.at("warnings").as_array().empty());
  const auto path = file("r,c\na,x\na,y\nb,x\nb,x\n");
  EXPECT_EQ(json({"table", "--data", path, "--rows", "r", "--columns", "c"}).at("cells").at(2).at("n"), 2);
  EXPECT_EQ(statistics({"table", "--counts", "1,2;3"}).exit_code, 2);
  EXPECT_EQ(statistics({"table"}).exit_code, 2);
  EXPECT_FALSE(json({"table", "--counts", "1,2;0,0"}).contains("fisher"));
}

TEST_F(StatisticsCommands, table_says_when_fisher_is_too_large) {
  const auto answer = json({"table", "--counts", "2000000,10000,3000;7000,9000,4000;5000,6000,8000"});
  EXPECT_TRUE(answer.at("fisher").at("p").is_null());
  EXPECT_THAT(std::string(answer.at("warnings").at(0).as_string()), HasSubstr("too many ways"));
}

TEST_F(StatisticsCommands, funnel_places_centres) {
  const auto path =
      file("centre,yes,of\nCentre synthétique 01,90,100\nCentre synthétique 02,50,100\nC3,0,0\n");
  const auto answer =
      json({"funnel", "--data", path, "--centre", "centre", "--yes", "yes", "--of", "of", "--target", "0.5"});
  EXPECT_EQ(answer.at("centres").as_array().size(), 2U);
  EXPECT_EQ(answer.at("centres").at(0).at("position"), "above 99.8");
  EXPECT_EQ(answer.at("centres").at(1).at("position"), "inside");
  EXPECT_EQ(answer.at("warnings").as_array().size(), 1U);
  EXPECT_EQ(statistics({"funnel", "--data", path, "--centre", "centre", "--yes", "yes"}).exit_code, 2);
  EXPECT_EQ(
      statistics({"funnel", "--data", path, "--centre", "centre", "--yes", "of", "--of", "yes"}).exit_code,
      1);
  EXPECT_EQ(statistics({"funnel", "--data", path, "--centre", "centre", "--yes", "yes", "--of", "of",
                        "--target", "2"})
                .exit_code,
            2);
}

TEST_F(StatisticsCommands, ranks_compare_groups) {
  const auto path = file("v,g\n3,a\n1,b\n2,b\n,b\n");
  const auto answer = json({"ranks", "--data", path, "--value", "v", "--group", "g"});
  EXPECT_EQ(answer.at("wilcoxon").at("w"), 2);
  EXPECT_NEAR(answer.at("wilcoxon").at("p").as_double(), 2.0 / 3, 1e-15);
  EXPECT_EQ(answer.at("wilcoxon").at("method"), "exact");
  EXPECT_TRUE(answer.at("groups").at(0).at("lower").is_null());
  EXPECT_EQ(
      json({"ranks", "--data", path, "--value", "v", "--group", "g", "--normal"}).at("wilcoxon").at("method"),
      "normal");
  EXPECT_FALSE(json({"ranks", "--data", path, "--value", "v"}).contains("kruskal_wallis"));
}

TEST_F(StatisticsCommands, rates_are_standardised) {
  const auto path = file("age,d,n,g\n0,10,1000,a\n50,5,100,a\n0,1,10,b\n");
  const auto standard = file("age,weight\n0,3\n50,1\n", "standard.csv");
  const auto answer = json({"rates", "--data", path, "--events", "d", "--population", "n", "--age", "age",
                            "--group", "g", "--standard", standard, "--per", "100"});
  EXPECT_NEAR(answer.at("groups").at(0).at("standardised").to_number<double>(), 2, 1e-14);
  EXPECT_TRUE(answer.at("groups").at(1).at("standardised").is_null());
  EXPECT_EQ(answer.at("warnings").as_array().size(), 1U);
  EXPECT_EQ(
      statistics({"rates", "--data", path, "--events", "d", "--population", "n", "--age", "age"}).exit_code,
      2);
  EXPECT_EQ(statistics({"rates", "--data", path, "--events", "n", "--population", "g"}).exit_code, 1);
}

TEST_F(StatisticsCommands, logistic_prints_coefficients_tests_and_residuals) {
  const auto path = file("y,x,w\n1,1,12\n0,1,5\n1,,1\n1,0,7\n0,0,9\n");
  const auto answer = json({"logistic", "--data", path, "--outcome", "y", "--covariates", "x", "--weights",
                            "w", "--residuals", "pearson"});
  EXPECT_NEAR(answer.at("coefficients").at(1).at("or").to_number<double>(), 12.0 * 9 / 35, 1e-12);
  EXPECT_EQ(answer.at("left_out"), 1);
  EXPECT_EQ(answer.at("residuals").at(2).at("row"), 4);  // the row of the file, not of those that are used
  EXPECT_EQ(answer.at("covariance").as_array().size(), 2U);
  EXPECT_TRUE(answer.at("robust_covariance").is_null());
  EXPECT_TRUE(answer.at("coefficients").at(1).at("robust_se").is_null());
  EXPECT_EQ(statistics({"logistic", "--data", path, "--outcome", "w", "--covariates", "x"}).exit_code, 1);
  EXPECT_EQ(statistics({"logistic", "--data", path, "--outcome", "y", "--covariates", "x,"}).exit_code, 2);
}

TEST_F(StatisticsCommands, logistic_says_that_outcomes_are_separated) {
  const auto path = file("y,x\n0,1\n0,2\n1,3\n1,4\n");
  const Answer plain = statistics({"logistic", "--data", path, "--outcome", "y", "--covariates", "x"});
  EXPECT_EQ(plain.exit_code, 0);
  EXPECT_THAT(plain.err, HasSubstr("may be infinite"));
  const auto firth = json({"logistic", "--data", path, "--outcome", "y", "--covariates", "x", "--firth"});
  EXPECT_TRUE(firth.at("warnings").as_array().empty());
  EXPECT_LT(firth.at("coefficients").at(1).at("coef").as_double(), 5);
}

class NetCommands : public StatisticsCommands {
 protected:
  // A synthetic table, one hazard for all.
  std::string table() const {
    std::string text = "year,sex,age,hazard\n";
    for (const char* sex : {"F", "M"})
      for (const char* age : {"0", "1", "2"}) text += std::string("2000,") + sex + "," + age + ",0.001\n";
    return file(text, "table.csv");
  }
  std::string patients() const {
    return file(
        "t,e,a,s,d,g\n10,1,50,F,2000-01-01,a\n20,0,80,M,2000-02,a\n30,1,20,M,2001,b\n0,1,30,F,2000-01-01,b\n,"
        "1,1,F,2000,a\n");
  }
  Answer net(std::vector<std::string> more, const std::string& data, const std::string& with) const {
    std::vector<std::string> words{"survival", "net", "--data", data, "--time", "t", "--event", "e",
                                   "--age",    "a",   "--sex",  "s",  "--year", "d", "--table", with};
    words.insert(words.end(), more.begin(), more.end());
    return run(std::move(words));
  }
};

TEST_F(NetCommands, net_prints_the_curve_and_what_it_had_to_assume) {
  const Answer answer = net({"--at", "10,99", "--format", "json"}, patients(), table());
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  const auto& all = json.at("groups").at(0).as_object();
  EXPECT_EQ(all.at("n"), 3);
  EXPECT_NEAR(all.at("survival").at(0).as_double(), 1 - (1.0 / 3 - 0.01), 1e-14);
  EXPECT_EQ(all.at("at").at(1).at("n_risk"), 0);
  EXPECT_EQ(json.at("left_out"), 1);
  std::string warnings;
  for (const auto& warning : json.at("warnings").as_array())
    warnings += std::string(warning.as_string()) + "\n";
  EXPECT_THAT(warnings, HasSubstr("2 dates are known to the month or the year only"));
  EXPECT_THAT(warnings, HasSubstr("1 patient is followed past the table's last year, 2000"));
  EXPECT_THAT(warnings, HasSubstr("4 patients are followed past the table's last age, 2"));
  EXPECT_THAT(warnings, HasSubstr("1 patient has a time of 0"));
}

TEST_F(NetCommands, net_standardises_by_age) {
  const auto standard = file("age,weight\n15,1\n60,1\n", "standard.csv");
  const Answer answer = net({"--at", "10", "--standard", standard, "--format", "json"}, patients(), table());
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto json = answer.json();
  const auto& all = json.at("groups").at(0).as_object();
  const double young = all.at("age_classes").at(0).at("at").at(0).at("survival").to_number<double>();
  const double old = all.at("age_classes").at(1).at("at").at(0).at("survival").to_number<double>();
  EXPECT_NEAR(all.at("standardised").at(0).at("survival").to_number<double>(), (young + old) / 2, 1e-15);
  EXPECT_EQ(net({"--at", "10", "--standard", "icss9"}, patients(), table()).exit_code, 1);
  EXPECT_EQ(net({"--standard", "icss1", "--format", "json"}, patients(), table()).exit_code, 2);
  // Nobody of 45 to 54 in icss1's classes but the one of 50; none of 55 to 74: null.
  const Answer icss = net({"--at", "10", "--standard", "icss1", "--format", "json"}, patients(), table());
  EXPECT_TRUE(icss.json().at("groups").at(0).at("standardised").at(0).at("survival").is_null());
}

TEST_F(NetCommands, net_refuses_a_table_that_is_not_whole) {
  const auto refused = [&](const std::string& text) {
    const Answer answer = net({}, patients(), file(text, "wrong.csv"));
    EXPECT_EQ(answer.exit_code, 1);
    return answer.err;
  };
  EXPECT_THAT(refused("year,sex,age\n2000,F,0\n"), HasSubstr("neither a column probability"));
  EXPECT_THAT(refused("year,sex,age,probability,hazard\n2000,F,0,0,0\n"), HasSubstr("both"));
  EXPECT_THAT(refused("year,age,hazard\n2000,0,0\n"), HasSubstr("there is no column 'sex'"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,0,1\n"), HasSubstr("line 2, column 'probability'"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,0,-1\n"), HasSubstr("line 2, column 'probability'"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,x,0\n"), HasSubstr("line 2, column 'age'"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,,0\n"), HasSubstr("an empty cell"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,0,0\n2000,F,0,0.1\n"), HasSubstr("is there twice"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,0,0\n2000,M,1,0\n"), HasSubstr("is missing"));
  EXPECT_THAT(refused("year,sex,age,probability\n2000,F,0,0\n"), HasSubstr("column 's'"));
  EXPECT_THAT(refused("year,sex,age,region,probability\n2000,F,0,r,0\n"),
              HasSubstr("there is no column 'region'"));
}

TEST_F(NetCommands, net_looks_a_stratum_up_in_both_files) {
  const auto data =
      file("t,e,a,s,d,region\n10,0,50,F,2000-01-01,north\n20,0,50,F,2000-01-01,south\n", "strata.csv");
  const auto by_region =
      file("year,sex,age,region,hazard\n2000,F,0,north,0.001\n2000,F,0,south,0.003\n", "regions.csv");
  const Answer answer = net({"--method", "ederer2", "--format", "json"}, data, by_region);
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_NEAR(answer.json().at("groups").at(0).at("survival").at(0).as_double(), 1.02, 1e-14);
}

TEST_F(NetCommands, net_refuses_dates_and_ages_that_are_none) {
  EXPECT_EQ(net({}, file("t,e,a,s,d\n10,1,50,F,01/02/2000\n", "x.csv"), table()).exit_code, 1);
  EXPECT_THAT(net({}, file("t,e,a,s,d\n10,1,18262,F,2000\n", "x.csv"), table()).err,
              HasSubstr("--age-unit days"));
  EXPECT_EQ(net({"--age-unit", "days"}, file("t,e,a,s,d\n10,1,18262,F,2000\n", "x.csv"), table()).exit_code,
            0);
  EXPECT_EQ(net({}, file("t,e,a,s,d\n10,1,-5,F,2000\n", "x.csv"), table()).exit_code, 1);
  EXPECT_EQ(net({"--precision", "0"}, patients(), table()).exit_code, 2);
  EXPECT_EQ(net({"--precision", "exact"}, patients(), table()).exit_code, 0);
  EXPECT_EQ(net({"--classes", "1,2"}, patients(), table()).exit_code, 2);
}

}  // namespace
}  // namespace repere::cli
