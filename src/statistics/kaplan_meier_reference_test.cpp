// Every curve, landmark and quantile that R computed for the reference data
// sets.
#include <gtest/gtest.h>

#include "statistics/kaplan_meier.hpp"
#include "statistics/reference_answers.hpp"
#include "statistics/rmst.hpp"
#include "statistics/survival_quantiles.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

struct Case {
  std::string folder, file, time, event, group, entry = "", data = "data.csv";
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.folder << "/" << c.file; }

const std::map<std::string, LimitScale> scales = {{"plain", LimitScale::plain},
                                                  {"log", LimitScale::log},
                                                  {"loglog", LimitScale::log_log},
                                                  {"logit", LimitScale::logit},
                                                  {"arcsin", LimitScale::arcsin}};

class Reference : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    folder_ = folder_of(GetParam().folder);
    if (folder_.empty()) GTEST_SKIP() << "the shared reference answers are not on this machine";
    Table table(folder_ + GetParam().data);
    const std::string group = GetParam().group;
    if (!group.empty()) table = table.where([&](std::size_t row) { return !table.text(row, group).empty(); });
    rows_ = follow_up(table, GetParam().time, GetParam().event, GetParam().entry);
    levels_ = levels_of(group.empty() ? std::vector<std::string>(table.rows(), "all") : table.texts(group));
    for (auto& name : levels_.names) name = group.empty() ? "all" : group + "=" + name;
  }
  std::vector<SurvivalCurve> curves(LimitScale scale) const {
    return kaplan_meier(rows_.view(), levels_.view(), {scale, 0.95, CurveVariance::automatic}).value();
  }
  std::size_t group_of(const std::string& name) const {
    const auto found = std::find(levels_.names.begin(), levels_.names.end(), name);
    EXPECT_NE(found, levels_.names.end()) << name;
    return static_cast<std::size_t>(found - levels_.names.begin());
  }
  bool exists(const std::string& kind) const {
    return std::filesystem::exists(folder_ + kind + GetParam().file + ".csv");
  }
  std::string folder_;
  Rows rows_;
  Levels levels_;
};

TEST_P(Reference, curves_agree_with_r) {
  if (!exists("km_")) GTEST_SKIP() << "no curve was kept for this group";
  const Table answer(folder_ + "km_" + GetParam().file + ".csv");
  for (const auto& [name, scale] : scales) {
    const auto ours = curves(scale);
    std::vector<std::size_t> next(ours.size(), 0);
    for (std::size_t row = 0; row < answer.rows(); ++row) {
      const std::size_t group = group_of(answer.text(row, "group"));
      const SurvivalCurve& curve = ours[group];
      const std::size_t m = next[group]++;
      ASSERT_LT(m, curve.time.size());
      const auto same = [&](double value, const std::string& column, double tolerance = 1e-12) {
        EXPECT_TRUE(
            close(value, answer.number(row, column), tolerance, column + " line " + std::to_string(row + 2)));
      };
      same(curve.time[m], "time", 0);
      same(curve.at_risk[m], "n_risk", 0);
      same(curve.events[m], "n_event", 0);
      same(curve.censored[m], "n_censor", 0);
      same(curve.survival[m], "surv");
      same(curve.std_error[m], "std_err_surv");
      same(curve.cumulative_hazard[m], "cumhaz_nelson_aalen");
      same(curve.cumulative_hazard_std_error[m], "std_err_nelson_aalen");
      same(curve.lower[m], "lower_" + name);
      same(curve.upper[m], "upper_" + name);
    }
    for (std::size_t group = 0; group < ours.size(); ++group) EXPECT_EQ(next[group], ours[group].time.size());
  }
}

TEST_P(Reference, survival_at_given_times_agrees_with_r) {
  if (!exists("landmarks_")) GTEST_SKIP() << "no landmarks were kept for this group";
  const Table answer(folder_ + "landmarks_" + GetParam().file + ".csv");
  std::map<std::string, std::vector<SurvivalCurve>> ours;
  for (const auto& [name, scale] : scales) ours[name] = curves(scale);
  for (std::size_t row = 0; row < answer.rows(); ++row) {
    const auto& curve = ours.at(answer.text(row, "conf_type"))[group_of(answer.text(row, "group"))];
    const SurvivalAt at = survival_at(curve, answer.number(row, "time"));
    const std::string line = " line " + std::to_string(row + 2);
    EXPECT_EQ(at.at_risk, answer.number(row, "n_risk")) << line;
    EXPECT_TRUE(close(at.survival, answer.number(row, "surv"), 1e-12, "surv" + line));
    EXPECT_TRUE(close(at.std_error, answer.number(row, "std_err_surv"), 1e-12, "std_err" + line));
    EXPECT_TRUE(close(at.lower, answer.number(row, "lower"), 1e-12, "lower" + line));
    EXPECT_TRUE(close(at.upper, answer.number(row, "upper"), 1e-12, "upper" + line));
  }
}

TEST_P(Reference, quantiles_agree_with_r) {
  if (!exists("quantiles_")) GTEST_SKIP() << "no quantiles were kept for this group";
  const Table answer(folder_ + "quantiles_" + GetParam().file + ".csv");
  std::map<std::string, std::vector<SurvivalCurve>> ours;
  for (const auto& [name, scale] : scales) ours[name] = curves(scale);
  for (std::size_t row = 0; row < answer.rows(); ++row) {
    const auto& curve = ours.at(answer.text(row, "conf_type"))[group_of(answer.text(row, "group"))];
    const SurvivalQuantile quantile = survival_quantile(curve, answer.number(row, "prob"));
    const std::string line = " line " + std::to_string(row + 2);
    EXPECT_TRUE(close(quantile.time, answer.number(row, "quantile"), 0, "quantile" + line));
    EXPECT_TRUE(close(quantile.lower, answer.number(row, "lower"), 0, "lower" + line));
    EXPECT_TRUE(close(quantile.upper, answer.number(row, "upper"), 0, "upper" + line));
  }
}

TEST_P(Reference, restricted_means_agree_with_r) {
  if (!exists("rmst_")) GTEST_SKIP() << "no restricted means were kept for this group";
  const Table answer(folder_ + "rmst_" + GetParam().file + ".csv");
  const auto ours = curves(LimitScale::log);
  for (std::size_t row = 0; row < answer.rows(); ++row) {
    const auto& curve = ours[group_of(answer.text(row, "group"))];
    const Estimate mean = restricted_mean(curve, answer.number(row, "tau"));
    const std::string line = " line " + std::to_string(row + 2);
    EXPECT_EQ(static_cast<double>(curve.rows), answer.number(row, "n")) << line;
    EXPECT_EQ(curve.total_events, answer.number(row, "events")) << line;
    EXPECT_TRUE(close(mean.value, answer.number(row, "rmst"), 1e-12, "rmst" + line));
    EXPECT_TRUE(close(mean.std_error, answer.number(row, "se"), 1e-12, "se" + line));
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  return info.param.folder + "_" + info.param.file;
}

INSTANTIATE_TEST_SUITE_P(
    KaplanMeier, Reference,
    ::testing::Values(
        Case{"lung", "overall", "time", "event", ""}, Case{"lung", "sex", "time", "event", "sex"},
        Case{"lung", "phecog", "time", "event", "ph.ecog"}, Case{"veteran", "overall", "time", "event", ""},
        Case{"veteran", "trt", "time", "event", "trt"},
        Case{"veteran", "celltype", "time", "event", "celltype"},
        Case{"ovarian", "overall", "futime", "fustat", ""}, Case{"ovarian", "rx", "futime", "fustat", "rx"},
        Case{"colon", "death_overall", "time", "status", "", "", "data_death.csv"},
        Case{"colon", "death_rx", "time", "status", "rx", "", "data_death.csv"},
        Case{"heart", "overall_counting", "stop", "event", "", "start"},
        Case{"heart", "transplant_counting", "stop", "event", "transplant", "start"},
        Case{"cohort_43975", "overall", "os_days", "os_event", ""},
        Case{"cohort_43975", "period", "os_days", "os_event", "period"},
        Case{"cohort_43975", "grade", "os_days", "os_event", "grade"},
        Case{"cohort_43975", "metastatic", "os_days", "os_event", "metastatic"},
        Case{"cohort_43975", "reference_centre", "os_days", "os_event", "reference_centre"},
        Case{"cohort_43975", "centre_id", "os_days", "os_event", "centre_id"},
        Case{"cohort_43975", "histology", "os_days", "os_event", "histology"},
        Case{"cohort_43975", "pfs_overall", "pfs_days", "pfs_event", ""},
        Case{"cohort_43975", "pfs_reference_centre", "pfs_days", "pfs_event", "reference_centre"}),
    name_of_case);

}  // namespace
}  // namespace repere::statistics
