#include "statistics/logistic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using reference::close;
using Values = std::vector<double>;
using Outcomes = std::vector<std::uint8_t>;

// Death within a year of the patients of survival's `lung` (whoever was censored before counts as alive: an exercise).
struct Lung {
  Lung() {
    const reference::Table all(std::string(REPERE_SOURCE_DIR) + "/tests/reference/lung/data.csv");
    const auto table = all.where([&](std::size_t row) {
      for (const char* name : {"age", "sex", "ph.ecog", "wt.loss"})
        if (all.text(row, name).empty()) return false;
      return true;
    });
    for (std::size_t row = 0; row < table.rows(); ++row)
      outcome.push_back(table.number(row, "event") == 1 && table.number(row, "time") < 365);
    for (const char* name : {"age", "sex", "ph.ecog", "wt.loss"}) {
      names.emplace_back(name);
      columns.push_back(table.numbers(name));
    }
  }
  LogisticModel model() const {
    LogisticModel result;
    result.outcome = outcome;
    for (std::size_t j = 0; j < names.size(); ++j) result.covariates.push_back({names[j], columns[j]});
    return result;
  }
  Outcomes outcome;
  std::vector<std::string> names;
  std::vector<Values> columns;
};

void expect_close(const Values& ours, const Values& theirs, double tolerance, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  for (std::size_t i = 0; i < ours.size(); ++i)
    EXPECT_TRUE(close(ours[i], theirs[i], tolerance, what + " " + std::to_string(i)));
}

// So many rows of each kind: exposed with outcome 1, 0, not exposed with 1, 0.
struct Fourfold {
  Fourfold(int a, int b, int c, int d) {
    const auto add = [&](int count, double x, int y) {
      for (int i = 0; i < count; ++i) {
        exposed.push_back(x);
        outcome.push_back(static_cast<std::uint8_t>(y));
      }
    };
    add(a, 1, 1);
    add(b, 1, 0);
    add(c, 0, 1);
    add(d, 0, 0);
  }
  LogisticModel model() const {
    LogisticModel result;
    result.outcome = outcome;
    result.covariates = {{"exposed", exposed}};
    return result;
  }
  Values exposed;
  Outcomes outcome;
};

TEST(Logistic, of_a_fourfold_table_is_the_cross_product_by_hand) {
  const auto fit = fit_logistic(Fourfold(12, 5, 7, 9).model()).value();
  EXPECT_NEAR(fit.coefficient[0], std::log(7.0 / 9), 1e-14);
  EXPECT_NEAR(fit.coefficient[1], std::log(12.0 * 9 / (5 * 7)), 1e-14);
  EXPECT_NEAR(fit.std_error[1], std::sqrt(1 / 12.0 + 1 / 5.0 + 1 / 7.0 + 1 / 9.0), 1e-14);
  // Pearson's chi-squared without correction is the score test: 33 (108 - 35)^2 / (17 16 19 14)
  EXPECT_NEAR(fit.score.chi2, 33.0 * 73 * 73 / (17.0 * 16 * 19 * 14), 1e-12);
  EXPECT_TRUE(fit.warnings.empty());
}

// R 4.2: glm(y ~ age + sex + ph.ecog + wt.loss, binomial, control = glm.control(epsilon = 1e-15)), y = death before 365;
// the score test by its formula
TEST(Logistic, agrees_with_R_on_lung) {
  const Lung lung;
  const auto fit = fit_logistic(lung.model()).value();
  ASSERT_EQ(fit.rows, 213U);
  expect_close(fit.coefficient,
               {0.12109004575634217171, 0.00836235431766070049, -0.95937918222252238643,
                0.78996430882996759859, -0.00052490851005436412},
               1e-11, "coefficient");
  expect_close(fit.std_error,
               {1.135616320088428166, 0.016285985941164687, 0.304478621959147822, 0.221962551261309510,
                0.011305187439325209},
               1e-11, "standard error");
  EXPECT_TRUE(close(fit.p[3], 0.00037227215675975469, 1e-10, "p"));
  EXPECT_TRUE(close(fit.deviance, 268.78486523137275, 1e-13, "deviance"));
  EXPECT_TRUE(close(fit.null_deviance, 295.23844400030373, 1e-13, "null deviance"));
  EXPECT_TRUE(close(fit.aic, 278.78486523137275, 1e-13, "aic"));
  EXPECT_TRUE(close(fit.score.chi2, 25.126858374831965, 1e-12, "score test"));
  EXPECT_TRUE(close(fit.wald.chi2, 22.662743880982489, 1e-11, "Wald test"));
  // survival::concordance(fit)
  EXPECT_TRUE(close(fit.discrimination.value, 0.68858024691358022, 1e-14, "concordance"));
  EXPECT_TRUE(close(fit.discrimination.std_error, 0.035837052831457522, 1e-12, "its error"));
  EXPECT_EQ(fit.discrimination.concordant, 7806);
  EXPECT_EQ(fit.discrimination.discordant, 3529);
  EXPECT_EQ(fit.discrimination.tied_x, 5);
  // By the formula, over cut(fitted, quantile(fitted, 0:10 / 10), include.lowest = TRUE)
  EXPECT_TRUE(close(fit.hosmer_lemeshow.chi2, 11.024394037551144, 1e-10, "Hosmer-Lemeshow"));
  EXPECT_EQ(fit.hosmer_lemeshow.df, 8);
}

TEST(Logistic, has_the_residuals_of_R) {
  const Lung lung;
  const auto model = lung.model();
  const auto fit = fit_logistic(model).value();
  const auto first = [&](LogisticResidual kind, std::size_t count) {
    auto values = logistic_residuals(model, fit, kind).value();
    values.resize(count);
    return values;
  };
  expect_close(first(LogisticResidual::deviance, 3),
               {-1.0620569304711651, -1.0217189792658805, 1.0040164600480967}, 1e-11, "deviance");
  expect_close(first(LogisticResidual::pearson, 3),
               {-0.87043574599255502, -0.82783993279634427, 0.80954923401989887}, 1e-11, "pearson");
  expect_close(first(LogisticResidual::leverage, 3),
               {0.021935272763944205, 0.019802654299241072, 0.011345194827983613}, 1e-10, "leverage");
  expect_close(first(LogisticResidual::cook, 3),
               {0.0034746516953199601, 0.0028250042197769652, 0.0015213849765781013}, 1e-10, "cook");
  expect_close(first(LogisticResidual::dfbeta_deviance, 5),
               {0.016822803169093948, -0.00102090116395735383, 0.011997877994097508, 0.025645655716277634,
                -0.00049978231564606944},
               1e-9, "dfbeta");
}

// R 4.2, HC0 by hand: V U'U V; confint(glm) stops at 1e-4
TEST(Logistic, has_a_dfbeta_near_what_leaving_the_row_out_moves) {
  const Lung lung;
  const auto model = lung.model();
  const auto fit = fit_logistic(model).value();
  const auto change = logistic_residuals(model, fit, LogisticResidual::dfbeta).value();
  Lung without = lung;
  without.outcome.erase(without.outcome.begin());
  for (auto& column : without.columns) column.erase(column.begin());
  const auto refit = fit_logistic(without.model()).value();
  for (std::size_t j = 0; j < 5; ++j)
    EXPECT_NEAR(change[j], fit.coefficient[j] - refit.coefficient[j], 0.02 * fit.std_error[j]);
}

TEST(Logistic, has_robust_errors_and_profile_limits) {
  const Lung lung;
  LogisticOptions options;
  options.robust = true;
  const auto robust = fit_logistic(lung.model(), options).value();
  expect_close(robust.std_error,
               {1.1639942903944025, 0.016505134376516718, 0.30642854013988419, 0.22022426991180832,
                0.011957034681143485},
               1e-11, "robust error");
  EXPECT_NE(robust.std_error[1], robust.model_error[1]);
  options.robust = false;
  options.profile_limits = true;
  const auto profile = fit_logistic(lung.model(), options).value();
  expect_close(profile.lower,
               {-2.114429893039143415, -0.023635457866000607, -1.566174372321592845, 0.364696361734427044,
                -0.022930932958637296},
               1e-3, "lower");
  expect_close(profile.upper,
               {2.359755821119948305, 0.040492066062751839, -0.369540350979065346, 1.238005255922854486,
                0.021781307525413206},
               1e-3, "upper");
}

TEST(Logistic, counts_a_weight_as_copies) {
  const Fourfold copies(12, 5, 7, 9);
  const Values exposed{1, 1, 0, 0}, weight{12, 5, 7, 9};
  const Outcomes outcome{1, 0, 1, 0};
  LogisticModel model;
  model.outcome = outcome;
  model.covariates = {{"exposed", exposed}};
  model.weight = weight;
  const auto fit = fit_logistic(model).value(), whole = fit_logistic(copies.model()).value();
  expect_close(fit.coefficient, whole.coefficient, 1e-13, "coefficient");
  expect_close(fit.std_error, whole.std_error, 1e-13, "error");
  EXPECT_TRUE(close(fit.deviance, whole.deviance, 1e-14, "deviance"));
  EXPECT_TRUE(close(fit.discrimination.value, whole.discrimination.value, 1e-14, "concordance"));
}

TEST(Logistic, takes_an_offset_off_the_intercept) {
  const Fourfold table(12, 5, 7, 9);
  const Values offset(table.outcome.size(), 2);
  auto model = table.model();
  model.offset = offset;
  const auto fit = fit_logistic(model).value(), without = fit_logistic(table.model()).value();
  EXPECT_NEAR(fit.coefficient[0], without.coefficient[0] - 2, 1e-13);
  EXPECT_NEAR(fit.coefficient[1], without.coefficient[1], 1e-13);
  EXPECT_NEAR(fit.null_deviance, without.null_deviance, 1e-12);
}

TEST(Logistic, adds_rows_of_a_cluster_before_squaring) {
  const Fourfold table(12, 5, 7, 9);
  std::vector<std::uint32_t> each(table.outcome.size()), pairs(each.size());
  for (std::uint32_t i = 0; i < each.size(); ++i) {
    each[i] = i;
    pairs[i] = i / 2;
  }
  LogisticOptions robust;
  robust.robust = true;
  auto model = table.model();
  const auto alone = fit_logistic(model, robust).value();
  model.clusters = {each, static_cast<std::uint32_t>(each.size())};
  expect_close(fit_logistic(model, robust)->std_error, alone.std_error, 1e-13, "each its own");
  model.clusters = {pairs, static_cast<std::uint32_t>(each.size() / 2 + 1)};
  EXPECT_GT(fit_logistic(model, robust)->std_error[1], alone.std_error[1]);
}

TEST(Logistic, says_when_the_outcomes_are_separated) {
  const auto fit = fit_logistic(Fourfold(5, 0, 6, 4).model()).value();
  ASSERT_EQ(fit.warnings.size(), 1U);
  EXPECT_NE(fit.warnings[0].find("'exposed' may be infinite"), std::string::npos);
  EXPECT_GT(fit.coefficient[1], 10);
  // The likelihood ratio test stands: 11 ln(11/15) + 4 ln(4/15) against 6 ln(.6) + 4 ln(.4)
  const double lr =
      2 * (6 * std::log(0.6) + 4 * std::log(0.4) - 11 * std::log(11.0 / 15) - 4 * std::log(4.0 / 15));
  EXPECT_NEAR(fit.likelihood_ratio.chi2, lr, 1e-6);
  const Values x{1, 2, 3, 4, 5, 6};
  const Outcomes y{0, 0, 0, 1, 1, 1};
  LogisticModel complete;
  complete.outcome = y;
  complete.covariates = {{"x", x}};
  EXPECT_FALSE(fit_logistic(complete)->warnings.empty());
}

TEST(Logistic, leaves_out_constant_and_collinear_covariates) {
  const Fourfold table(12, 5, 7, 9);
  Values constant(table.outcome.size(), 0.1), twice = table.exposed;
  for (double& value : twice) value = 3 - 2 * value;
  LogisticModel model;
  model.outcome = table.outcome;
  model.covariates = {{"constant", constant}, {"exposed", table.exposed}, {"twice", twice}};
  const auto fit = fit_logistic(model).value();
  EXPECT_TRUE(std::isnan(fit.coefficient[1]) && std::isnan(fit.coefficient[3]));
  EXPECT_NEAR(fit.coefficient[2], std::log(12.0 * 9 / (5 * 7)), 1e-13);
  EXPECT_EQ(fit.covariance(1, 1), 0);
  EXPECT_EQ(fit.likelihood_ratio.df, 1);
  EXPECT_EQ(fit.warnings.size(), 2U);
}

// Heinze & Schemper 2002: in a fourfold table Firth's estimate is the cross product with one half added to each cell.
TEST(Firth, adds_one_half_to_each_cell_of_a_fourfold_table) {
  LogisticOptions firth;
  firth.firth = true;
  const auto fit = fit_logistic(Fourfold(5, 0, 6, 4).model(), firth).value();
  EXPECT_NEAR(fit.coefficient[0], std::log(6.5 / 4.5), 1e-11);
  EXPECT_NEAR(fit.coefficient[1], std::log(5.5 * 4.5 / (0.5 * 6.5)), 1e-11);
  EXPECT_TRUE(fit.warnings.empty());
  EXPECT_TRUE(std::isfinite(fit.lower[1]) && std::isfinite(fit.upper[1]));
  EXPECT_LT(fit.lower[1], fit.coefficient[1]);
}

// R 4.2, Firth's modified score and the profile by hand, each to 1e-12; y = fustat of survival's `ovarian`
TEST(Firth, agrees_with_R_by_hand_on_ovarian) {
  const reference::Table table(std::string(REPERE_SOURCE_DIR) + "/tests/reference/ovarian/data.csv");
  Outcomes outcome;
  for (const double value : table.numbers("fustat")) outcome.push_back(static_cast<std::uint8_t>(value));
  const Values age = table.numbers("age"), residual = table.numbers("resid.ds"), rx = table.numbers("rx");
  LogisticModel model;
  model.outcome = outcome;
  model.covariates = {{"age", age}, {"resid.ds", residual}, {"rx", rx}};
  LogisticOptions firth;
  firth.firth = true;
  const auto fit = fit_logistic(model, firth).value();
  expect_close(fit.coefficient,
               {-5.8232229722152091, 0.10059151522892294, 0.78602756110825733, -0.76666233371109294}, 1e-9,
               "coefficient");
  expect_close(fit.std_error,
               {3.2792580679787333, 0.055957462200162116, 0.91325372287535356, 0.93759687988337381}, 1e-9,
               "error");
  EXPECT_TRUE(close(fit.likelihood_ratio.chi2, 7.5520693897914732, 1e-9, "likelihood ratio"));
  EXPECT_TRUE(close(fit.loglik, -9.5912740041137017, 1e-11, "penalised likelihood"));
  EXPECT_TRUE(close(fit.loglik_null, -13.367308699009438, 1e-11, "of the null model"));
  const Values lower{fit.lower.begin() + 1, fit.lower.end()}, upper{fit.upper.begin() + 1, fit.upper.end()};
  expect_close(lower, {0.0088812303088376173, -0.90174854132967786, -2.7405526806312586}, 1e-7, "lower");
  expect_close(upper, {0.23370442766093341, 2.5486554847570293, 0.93620080320295773}, 1e-7, "upper");
  EXPECT_TRUE(close(fit.p[1], 0.029874566562210516, 1e-7, "p"));
}

TEST(Logistic, refuses_what_is_not_a_model) {
  const Fourfold table(2, 1, 1, 2);
  auto model = table.model();
  EXPECT_FALSE(fit_logistic(LogisticModel{}));
  const Outcomes odd{0, 1, 2, 0, 1, 1};
  model.outcome = odd;
  EXPECT_FALSE(fit_logistic(model));
  model = table.model();
  const Values short_one{1, 2}, zero(6, 0), nan(6, std::nan(""));
  model.covariates = {{"x", short_one}};
  EXPECT_FALSE(fit_logistic(model));
  model.covariates = {{"x", nan}};
  EXPECT_FALSE(fit_logistic(model));
  model = table.model();
  model.weight = zero;
  EXPECT_FALSE(fit_logistic(model));
  EXPECT_FALSE(fit_logistic(table.model(), {.level = 1}));
}

TEST(Logistic, of_one_row_or_one_outcome_is_defined) {
  const Values x{1, 2, 3};
  const Outcomes ones{1, 1, 1};
  LogisticModel model;
  model.outcome = ones;
  model.covariates = {{"x", x}};
  const auto fit = fit_logistic(model).value();
  EXPECT_FALSE(fit.warnings.empty());
  EXPECT_TRUE(std::isnan(fit.discrimination.value));
  const Values one{1};
  const Outcomes y{1};
  model.outcome = y;
  model.covariates = {{"x", one}};
  EXPECT_TRUE(std::isnan(fit_logistic(model)->coefficient[1]));
}

TEST(Logistic, gives_the_same_digits_on_any_number_of_threads) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  Values a(100000), b(100000);
  Outcomes y(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = normal(random);
    b[i] = static_cast<double>(random() % 2);
    y[i] = normal(random) < 0.3 * a[i] - 0.5 * b[i];
  }
  LogisticModel model;
  model.outcome = y;
  model.covariates = {{"a", a}, {"b", b}};
  const auto one = fit_logistic(model).value(), two = fit_logistic(model, {.threads = 2}).value();
  EXPECT_EQ(one.coefficient, two.coefficient);
  EXPECT_EQ(one.std_error, two.std_error);
}

}  // namespace
}  // namespace repere::statistics
