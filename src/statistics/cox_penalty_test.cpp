// Ridge and Firth's correction.
#include <gmock/gmock.h>

#include <cmath>

#include "statistics/cox.hpp"

namespace repere::statistics {
namespace {

using ::testing::HasSubstr;

Result<CoxFit> try_fit(const std::vector<double>& time, const std::vector<std::uint8_t>& event,
                       const std::vector<double>& x, const CoxOptions& options) {
  return fit_cox({time, event, {}, {}}, {{{"x", x}}, {}, {}}, options);
}

CoxOptions with_ridge(double theta, bool standardised = true) {
  CoxOptions options;
  options.ridge = Ridge{theta, standardised};
  return options;
}

CoxOptions with_firth(Ties ties = Ties::efron) {
  CoxOptions options;
  options.ties = ties;
  options.firth = true;
  return options;
}

TEST(CoxRidge, agrees_with_r_on_the_remission_trial) {
  // Freireich 1963; R survival 3.8-6: coxph(Surv(time, event) ~ ridge(placebo, theta = 2, scale = ...))
  const std::vector<double> time{6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16, 17, 19, 20,
                                 22, 23, 25, 32, 32, 34, 35, 1,  1,  2,  2,  3,  4,  4,
                                 5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
  const std::vector<std::uint8_t> event{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                                        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  std::vector<double> placebo(42, 0);
  std::fill(placebo.begin() + 21, placebo.end(), 1.0);
  const CoxFit fit = try_fit(time, event, placebo, with_ridge(2)).value();
  EXPECT_NEAR(fit.coefficient[0], 1.4486799447281669, 1e-12);
  EXPECT_NEAR(fit.std_error[0], 0.38777030782200556, 1e-12);
  EXPECT_NEAR(fit.loglik_null, -93.184269996847746, 1e-11);
  EXPECT_NEAR(fit.loglik, -85.053894975980256, 1e-11);
  EXPECT_NEAR(fit.likelihood_ratio.df, 0.9229833647757113, 1e-12);
  const CoxFit unscaled = try_fit(time, event, placebo, with_ridge(2, false)).value();
  EXPECT_NEAR(unscaled.coefficient[0], 1.1913956943959452, 1e-12);
  EXPECT_NEAR(unscaled.likelihood_ratio.df, 0.76732685423860492, 1e-12);
  const CoxFit none = try_fit(time, event, placebo, with_ridge(0)).value();
  EXPECT_NEAR(none.coefficient[0], 1.5721251488290655, 1e-12);
}

TEST(CoxFirth, maximises_a_penalised_likelihood_worked_out_by_hand) {
  // Events at 1 (x = 1 of {1, 1, 0}), at 2 (x = 1 of {1, 0}) and at 3: the likelihood alone rises for ever.
  const CoxFit fit = try_fit({1, 2, 3}, {1, 1, 1}, {1, 1, 0}, with_firth()).value();
  const auto penalised = [](double b) {
    const double e = std::exp(b);
    const double information = 2 * e / std::pow(2 * e + 1, 2) + e / std::pow(e + 1, 2);
    return 2 * b - std::log(2 * e + 1) - std::log(e + 1) + std::log(information) / 2;
  };
  const double b = fit.coefficient[0];
  EXPECT_NEAR((penalised(b + 1e-4) - penalised(b - 1e-4)) / 2e-4, 0, 1e-9);
  EXPECT_NEAR(fit.loglik, penalised(b), 1e-13);
  EXPECT_NEAR(fit.loglik_null, penalised(0), 1e-13);
  const double drop = 3.8414588206941236 / 2;  // the 95 % quantile of chi-squared
  EXPECT_NEAR(penalised(fit.profile->lower[0]), penalised(b) - drop, 1e-11);
  EXPECT_NEAR(penalised(fit.profile->upper[0]), penalised(b) - drop, 1e-11);
  EXPECT_NEAR(fit.profile->test[0].chi2, 2 * (penalised(b) - penalised(0)), 1e-12);
  EXPECT_TRUE(fit.warnings.empty());
}

TEST(CoxFirth, agrees_with_coxphf_under_separation) {
  // coxphf 1.13.4: coxphf(Surv(t, e) ~ x); it stops at about eight digits.
  const CoxFit fit = try_fit({1, 2, 3, 4, 5, 6, 7, 8}, {1, 1, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1, 1, 1},
                             with_firth(Ties::breslow))
                         .value();
  EXPECT_NEAR(fit.coefficient[0], -2.9481990992031135, 1e-7);
  EXPECT_NEAR(fit.std_error[0], 1.7209833607870317, 1e-7);
  EXPECT_NEAR(fit.profile->lower[0], -7.8565700035261754, 1e-6);
  EXPECT_NEAR(fit.profile->upper[0], -0.62494466456216791, 1e-6);
  EXPECT_NEAR(fit.profile->test[0].p, 0.0095087292624180808, 1e-8);
  EXPECT_NEAR(fit.likelihood_ratio.chi2, 6.724689314220142, 1e-8);
}

TEST(CoxFirth, does_not_mind_the_unit_of_a_covariate) {
  const std::vector<double> time{4, 3, 5, 1, 2, 6, 7};
  const std::vector<std::uint8_t> event{1, 0, 1, 1, 0, 1, 1};
  const std::vector<double> x{1, 2.5, 0.3, 4, 5, 2, 1};
  std::vector<double> thousandth = x;
  for (double& value : thousandth) value *= 1000;
  const CoxFit plain = try_fit(time, event, x, with_firth()).value();
  const CoxFit other = try_fit(time, event, thousandth, with_firth()).value();
  EXPECT_NEAR(other.coefficient[0] * 1000, plain.coefficient[0], 1e-10);
  EXPECT_NEAR(other.profile->upper[0] * 1000, plain.profile->upper[0], 1e-9);
  EXPECT_NEAR(other.likelihood_ratio.chi2, plain.likelihood_ratio.chi2, 1e-10);
}

TEST(CoxPenalties, refuse_what_does_not_go_together) {
  const auto message = [](CoxOptions options) {
    const auto fit = try_fit({1, 2}, {1, 0}, {1, 2}, options);
    return fit ? std::string() : fit.error().message;
  };
  EXPECT_THAT(message(with_ridge(-1)), HasSubstr("theta"));
  EXPECT_THAT(message(with_ridge(NAN)), HasSubstr("theta"));
  CoxOptions both = with_ridge(1);
  both.firth = true;
  EXPECT_THAT(message(both), HasSubstr("do not go together"));
  EXPECT_THAT(message(with_firth(Ties::exact)), HasSubstr("exact ties take no penalty"));
}

}  // namespace
}  // namespace repere::statistics
