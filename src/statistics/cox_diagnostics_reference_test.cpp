// What R computed after the Cox models of the reference data sets: robust variance, tests of proportional
// hazards, residuals, baseline hazards, predicted curves.
#include <gtest/gtest.h>

#include <cmath>

#include "statistics/cox_baseline.hpp"
#include "statistics/cox_predict.hpp"
#include "statistics/cox_proportionality.hpp"
#include "statistics/cox_reference_input.hpp"
#include "statistics/cox_residuals.hpp"
#include "statistics/cox_robust.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

// |a - b| relative to b, or to a ten-thousandth of what its column holds at most: a residual near 0 is a
// difference of larger numbers.
void expect_columns_close(const std::vector<double>& ours, const std::vector<double>& theirs,
                          double tolerance, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  double largest = 0;
  for (const double value : theirs) largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < ours.size(); ++i)
    ASSERT_LE(std::abs(ours[i] - theirs[i]), tolerance * std::max(std::abs(theirs[i]), 1e-4 * largest))
        << what << " " << i << ": " << ours[i] << " against " << theirs[i];
}

class CoxDiagnostics : public ::testing::TestWithParam<CoxCase> {
 protected:
  void SetUp() override {
    folder_ = folder_of(GetParam().folder);
    if (folder_.empty()) GTEST_SKIP() << "the shared reference answers are not on this machine";
  }
  // Calls test(answer, suffix of the files, input, model, fit) for each kind of ties.
  template <class Test>
  void for_ties(Test test) {
    for (const std::string ties : {"efron", "breslow"}) {
      const std::string suffix = GetParam().model + "_" + ties;
      SCOPED_TRACE(suffix);
      const auto answer = json_file(folder_ + "cox_" + suffix + ".json");
      CoxInput input = cox_input(GetParam(), folder_, std::string(answer.at("formula").as_string()));
      if (std::filesystem::exists(folder_ + "basehaz_" + suffix + ".csv"))
        order_strata(input, Table(folder_ + "basehaz_" + suffix + ".csv"));
      CoxOptions options;
      options.ties = ties == "efron" ? Ties::efron : Ties::breslow;
      options.keep_rows = true;
      const auto fit = fit_cox(input.rows.view(), input.model(), options);
      ASSERT_TRUE(fit) << fit.error().message;
      test(answer.as_object(), suffix, input, input.model(), *fit);
    }
  }
  // R's order of a factor's levels is the data set's own; the files of baseline hazards show it.
  static void order_strata(CoxInput& input, const Table& baseline) {
    std::map<std::string, std::uint32_t> place;
    std::vector<std::string> names;
    for (const auto& text : baseline.texts("strata")) {
      const std::string level = text.substr(text.find('=') + 1);
      if (place.emplace(level, static_cast<std::uint32_t>(place.size())).second) names.push_back(level);
    }
    if (names.size() < 2) return;
    for (auto& code : input.strata.code) code = place.at(input.strata.names[code]);
    input.strata.names = names;
  }
  std::string folder_;
};

void compare_robust(const boost::json::object& answer, const CoxFit& fit, const Codes& clusters) {
  const auto ours = cox_robust(fit, clusters);
  ASSERT_TRUE(ours) << ours.error().message;
  const auto error = doubles(answer.at("se"));
  for (std::size_t j = 0; j < error.size(); ++j) {
    EXPECT_TRUE(close(ours->std_error[j], error[j], 1e-9, "robust se"));
    const auto covariance = doubles(answer.at("var").as_array()[j]);
    for (std::size_t k = 0; k < error.size(); ++k)
      EXPECT_NEAR(ours->covariance(j, k), covariance[k], 1e-9 * error[j] * error[k]);
  }
  EXPECT_TRUE(close(ours->wald.chi2, answer.at("wald_test").to_number<double>(), 1e-8, "robust Wald"));
  EXPECT_TRUE(
      close(ours->score.chi2, answer.at("robust_score_test").to_number<double>(), 1e-8, "robust score"));
}

TEST_P(CoxDiagnostics, robust_variances_agree_with_r) {
  for_ties([](const boost::json::object& answer, const std::string&, const CoxInput& input, CoxModel model,
              const CoxFit& fit) {
    if (answer.contains("robust_by_row")) compare_robust(answer.at("robust_by_row").as_object(), fit, {});
    if (!answer.contains("robust_cluster")) return;
    const auto& robust = answer.at("robust_cluster").as_object();
    const Levels clusters = levels_of(input.table.texts(std::string(robust.at("cluster").as_string())));
    EXPECT_EQ(clusters.names.size(), robust.at("n_clusters").to_number<std::size_t>());
    compare_robust(robust, fit, clusters.view());
    model.clusters = clusters.view();
    CoxOptions options;
    options.ties = fit.ties;
    const Concordance ours = fit_cox(input.rows.view(), model, options)->concordance;
    EXPECT_TRUE(close(ours.std_error, doubles(robust.at("concordance_in_coxph"))[6], 1e-9, "se of c"));
  });
}

TEST_P(CoxDiagnostics, tests_of_proportional_hazards_agree_with_r) {
  const std::map<std::string, TimeTransform> transforms{{"km", TimeTransform::km},
                                                        {"identity", TimeTransform::identity},
                                                        {"rank", TimeTransform::rank},
                                                        {"log", TimeTransform::log}};
  for_ties([&](const boost::json::object& answer, const std::string&, const CoxInput& input, CoxModel,
               const CoxFit& fit) {
    for (const auto& [name, transform] : transforms) {
      SCOPED_TRACE(name);
      const auto ours = cox_proportionality(input.rows.view(), fit, transform);
      ASSERT_TRUE(ours) << ours.error().message;
      const auto& theirs = answer.at("cox_zph").at(name);
      const auto chi2 = doubles(theirs.at("chisq")), p = doubles(theirs.at("p"));
      ASSERT_EQ(chi2.size(), ours->terms.size() + 1);
      for (std::size_t j = 0; j < chi2.size(); ++j) {
        const ChiSquaredTest& test = j < ours->terms.size() ? ours->terms[j] : ours->global;
        EXPECT_TRUE(close(test.chi2, chi2[j], 1e-8, "chi2"));
        EXPECT_TRUE(close(test.p, p[j], 1e-8, "p"));
        EXPECT_EQ(test.df, doubles(theirs.at("df"))[j]);
      }
      EXPECT_TRUE(ours->warnings.empty());
    }
  });
}

std::vector<double> column_of(const CoxResiduals& residuals, std::size_t column) {
  std::vector<double> result;
  for (std::size_t i = column; i < residuals.values.size(); i += residuals.columns)
    result.push_back(residuals.values[i]);
  return result;
}

TEST_P(CoxDiagnostics, residuals_agree_with_r) {
  for_ties([&](const boost::json::object&, const std::string& suffix, const CoxInput& input, CoxModel,
               const CoxFit& fit) {
    if (!std::filesystem::exists(folder_ + "residuals_" + suffix + ".csv")) return;
    const Table theirs(folder_ + "residuals_" + suffix + ".csv");
    const auto residuals = [&](CoxResidualKind kind) {
      return cox_residuals(input.rows.view(), fit, kind).value();
    };
    if (GetParam().data == "data.csv") {
      EXPECT_EQ(input.table.numbers("row"), theirs.numbers("row"));
    }
    expect_columns_close(residuals(CoxResidualKind::martingale).values, theirs.numbers("martingale"), 1e-9,
                         "martingale");
    expect_columns_close(residuals(CoxResidualKind::deviance).values, theirs.numbers("deviance"), 1e-8,
                         "deviance");
    const auto score = residuals(CoxResidualKind::score), dfbeta = residuals(CoxResidualKind::dfbeta);
    for (std::size_t j = 0; j < input.names.size(); ++j) {
      expect_columns_close(column_of(score, j), theirs.numbers("score_" + input.names[j]), 1e-9, "score");
      expect_columns_close(column_of(dfbeta, j), theirs.numbers("dfbeta_" + input.names[j]), 1e-9, "dfbeta");
    }
    const Table of_events(folder_ + "schoenfeld_" + suffix + ".csv");
    const auto schoenfeld = residuals(CoxResidualKind::schoenfeld);
    expect_columns_close(schoenfeld.time, of_events.numbers("time"), 0, "event times");
    for (std::size_t j = 0; j < input.names.size(); ++j)
      expect_columns_close(column_of(schoenfeld, j), of_events.numbers(input.names[j]), 1e-9, "Schoenfeld");
  });
}

TEST_P(CoxDiagnostics, baseline_hazards_agree_with_r) {
  for_ties([&](const boost::json::object&, const std::string& suffix, const CoxInput& input,
               const CoxModel& model, const CoxFit& fit) {
    if (!std::filesystem::exists(folder_ + "basehaz_" + suffix + ".csv")) return;
    const Table theirs(folder_ + "basehaz_" + suffix + ".csv");
    const auto ours = cox_baselines(input.rows.view(), model, fit);
    ASSERT_TRUE(ours) << ours.error().message;
    std::vector<double> time, hazard;
    for (const auto& stratum : ours->strata) {
      time.insert(time.end(), stratum.time.begin(), stratum.time.end());
      hazard.insert(hazard.end(), stratum.hazard_at_zero.begin(), stratum.hazard_at_zero.end());
    }
    ASSERT_EQ(time, theirs.numbers("time"));
    const auto expected = theirs.numbers("cumulative_hazard_at_zero");
    for (std::size_t m = 0; m < time.size(); ++m)
      ASSERT_TRUE(close(hazard[m], expected[m], 1e-9, "baseline hazard"));
  });
}

TEST_P(CoxDiagnostics, predicted_curves_agree_with_r) {
  for_ties([&](const boost::json::object&, const std::string& suffix, const CoxInput& input,
               const CoxModel& model, const CoxFit& fit) {
    if (!std::filesystem::exists(folder_ + "predicted_" + suffix + ".csv")) return;
    const Table profiles(folder_ + "predicted_" + GetParam().model + "_profiles.csv");
    std::vector<CoxSubject> asked(profiles.rows());
    for (std::size_t i = 0; i < asked.size(); ++i)
      for (const auto& name : input.names) asked[i].x.push_back(profiles.number(i, name));
    const auto ours = cox_predict(input.rows.view(), model, fit, asked, {LimitScale::log_log, 0.95, nullptr});
    ASSERT_TRUE(ours) << ours.error().message;
    const Table theirs(folder_ + "predicted_" + suffix + ".csv");
    std::size_t row = 0;
    for (const auto& curve : *ours)
      for (std::size_t m = 0; m < curve.time.size(); ++m, ++row) {
        ASSERT_EQ(static_cast<double>(curve.profile + 1), theirs.number(row, "profile"));
        ASSERT_EQ(curve.time[m], theirs.number(row, "time"));
        ASSERT_TRUE(close(curve.survival[m], theirs.number(row, "surv"), 1e-10, "survival"));
        ASSERT_TRUE(close(curve.cumulative_hazard_std_error[m], theirs.number(row, "std_err_cumhaz"), 1e-9,
                          "standard error"));
        ASSERT_TRUE(close(curve.lower[m], theirs.number(row, "lower_loglog"), 1e-9, "lower"));
        ASSERT_TRUE(close(curve.upper[m], theirs.number(row, "upper_loglog"), 1e-9, "upper"));
      }
    EXPECT_EQ(row, theirs.rows());
  });
}

INSTANTIATE_TEST_SUITE_P(Cox, CoxDiagnostics, ::testing::ValuesIn(cox_cases()),
                         [](const auto& test) { return test.param.folder + "_" + test.param.model; });

}  // namespace
}  // namespace repere::statistics
