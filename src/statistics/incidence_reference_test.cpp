// Cumulative incidence and Gray's test that R computed for the shared data sets.
#include <gtest/gtest.h>

#include "statistics/aalen_johansen.hpp"
#include "statistics/gray_test.hpp"
#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

struct Case {
  std::string folder, data, time, cause, group;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.folder << "/" << c.group; }

class IncidenceReference : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    folder_ = folder_of(GetParam().folder);
    if (folder_.empty() || !std::filesystem::exists(folder_ + "cuminc_" + GetParam().group + ".csv"))
      GTEST_SKIP() << "the shared reference answers are not beside the repository";
    const Table table(folder_ + GetParam().data);
    time_ = table.numbers(GetParam().time);
    for (const double cause : table.numbers(GetParam().cause))
      cause_.push_back(static_cast<std::uint8_t>(cause));
    groups_ = levels_of(table.texts(GetParam().group));
  }
  CompetingRisks data() const { return {time_, cause_, 2, {}}; }
  std::size_t group_of(const std::string& name) const {
    const auto found = std::find(groups_.names.begin(), groups_.names.end(), name);
    return static_cast<std::size_t>(found - groups_.names.begin());
  }

  std::string folder_;
  std::vector<double> time_;
  std::vector<std::uint8_t> cause_;
  Levels groups_;
};

TEST_P(IncidenceReference, curves_agree_with_cuminc) {
  const auto curves = aalen_johansen(data(), groups_.view()).value();
  const Table table(folder_ + "cuminc_" + GetParam().group + ".csv");
  std::size_t compared = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    // A step has two rows of one time; the second is where it leads.
    if (row + 1 < table.rows() && table.text(row, "curve") == table.text(row + 1, "curve") &&
        table.number(row, "time") == table.number(row + 1, "time"))
      continue;
    const std::string& curve = table.text(row, "curve");
    const std::size_t blank = curve.rfind(' ');
    const auto at = incidence_at(curves[group_of(curve.substr(0, blank))],
                                 std::stoul(curve.substr(blank + 1)) - 1, table.number(row, "time"));
    EXPECT_TRUE(close(at.estimate, table.number(row, "est"), 1e-12, curve + " estimate"));
    EXPECT_TRUE(close(at.std_error * at.std_error, table.number(row, "var"), 1e-11, curve + " variance"));
    ++compared;
  }
  EXPECT_GT(compared, 400U);
}

TEST_P(IncidenceReference, curves_agree_with_survfit) {
  const auto curves = aalen_johansen(data(), groups_.view()).value();
  const Table table(folder_ + "aalen_johansen_" + GetParam().group + ".csv");
  std::vector<std::size_t> next(curves.size(), 0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t group = group_of(table.text(row, "group"));
    const IncidenceCurve& curve = curves[group];
    const std::size_t m = next[group]++;
    ASSERT_LT(m, curve.time.size());
    const auto same = [&](double ours, const char* column) {
      EXPECT_TRUE(close(ours, table.number(row, column), 1e-11,
                        std::string(column) + " at row " + std::to_string(row)));
    };
    EXPECT_EQ(curve.time[m], table.number(row, "time"));
    EXPECT_EQ(curve.at_risk[m], table.number(row, "n_risk"));
    EXPECT_EQ(curve.cause[0].events[m], table.number(row, "n_event_1"));
    EXPECT_EQ(curve.cause[1].events[m], table.number(row, "n_event_2"));
    EXPECT_EQ(curve.censored[m], table.number(row, "n_censor"));
    same(curve.event_free[m], "p_event_free");
    same(curve.event_free_std_error[m], "se_event_free");
    for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
      same(curve.cause[k].estimate[m], k == 0 ? "cif_1" : "cif_2");
      same(curve.cause[k].jackknife_std_error[m], k == 0 ? "se_cif_1" : "se_cif_2");
    }
  }
}

TEST_P(IncidenceReference, tests_agree_with_cuminc) {
  const auto tests = gray_test(data(), groups_.view()).value();
  const auto answers = json_file(folder_ + "competing_" + GetParam().group + ".json");
  const auto& gray = answers.at("gray_test");
  const auto stat = doubles(gray.at("stat")), p = doubles(gray.at("pv")), df = doubles(gray.at("df"));
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_TRUE(close(tests[k].test.chi2, stat[k], 1e-11, "chi-squared"));
    EXPECT_EQ(tests[k].test.df, df[k]);
    EXPECT_NEAR(tests[k].test.p, p[k], 1e-13);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shared, IncidenceReference,
    ::testing::Values(Case{"cohort_5000", "data.csv", "pfs_days", "pfs_cause", "reference_centre"},
                      Case{"cohort_43975", "data.csv", "pfs_days", "pfs_cause", "reference_centre"},
                      Case{"cohort_43975", "data.csv", "pfs_days", "pfs_cause", "period"},
                      Case{"colon", "data_competing.csv", "cr_time", "cr_cause", "rx"}));

}  // namespace
}  // namespace repere::statistics
