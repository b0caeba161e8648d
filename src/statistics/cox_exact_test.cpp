// Ties of which each possible set of dead counts.
#include <gtest/gtest.h>

#include <cmath>

#include "statistics/cox.hpp"

namespace repere::statistics {
namespace {

Result<CoxFit> try_exact(const std::vector<double>& time, const std::vector<std::uint8_t>& event,
                         const std::vector<std::vector<double>>& x, const std::vector<double>& entry = {},
                         const std::vector<std::uint32_t>& stratum = {},
                         const std::vector<double>& offset = {}) {
  CoxModel model{{}, {stratum, 50}, offset};
  for (std::size_t j = 0; j < x.size(); ++j) model.covariates.push_back({"x" + std::to_string(j + 1), x[j]});
  CoxOptions options;
  options.ties = Ties::exact;
  return fit_cox({time, event, entry, {}}, model, options);
}

TEST(CoxExact, counts_the_sets_of_two_dead_by_hand) {
  // Two of {1, 1, 0, 0} die at time 1: one of them has x = 1. Of the six pairs one has both, four have one,
  // one has none: L = e^b / (e^2b + 4 e^b + 1), whose maximum is at b = 0; with x = 1 for both: no maximum.
  const auto fit = try_exact({1, 1, 2, 2}, {1, 1, 0, 0}, {{1, 0, 1, 0}}).value();
  EXPECT_NEAR(fit.coefficient[0], 0, 1e-15);
  EXPECT_NEAR(fit.loglik, -std::log(6.0), 1e-14);
  EXPECT_NEAR(fit.std_error[0], std::sqrt(3.0), 1e-14);  // the variance of 0, 1, 1, 1, 1, 2 is 1/3
}

TEST(CoxExact, is_the_conditional_likelihood_of_matched_pairs) {
  // McNemar: with n10 pairs of exposed case and n01 of exposed control, b = log(n10 / n01) and its variance
  // 1 / n10 + 1 / n01.
  std::vector<double> time, exposed;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> pair;
  const auto add = [&](double of_case, double of_control, std::uint32_t copies) {
    for (std::uint32_t i = 0; i < copies; ++i) {
      const std::uint32_t number = pair.empty() ? 0 : pair.back() + 1;
      time.insert(time.end(), {1, 1});
      event.insert(event.end(), {1, 0});
      exposed.insert(exposed.end(), {of_case, of_control});
      pair.insert(pair.end(), {number, number});
    }
  };
  add(1, 0, 12);
  add(0, 1, 5);
  add(1, 1, 4);
  const auto fit = try_exact(time, event, {exposed}, {}, pair).value();
  EXPECT_NEAR(fit.coefficient[0], std::log(12.0 / 5), 1e-14);
  EXPECT_NEAR(fit.std_error[0], std::sqrt(1.0 / 12 + 1.0 / 5), 1e-14);
}

TEST(CoxExact, is_the_plain_likelihood_without_ties) {
  const std::vector<double> time{1, 2, 3, 4, 5, 6}, x{3, 1, 4, 1, 5, 9};
  const std::vector<std::uint8_t> event{1, 1, 0, 1, 1, 0};
  const auto exact = try_exact(time, event, {x}).value();
  const auto efron = fit_cox({time, event, {}, {}}, {{{"x", x}}, {}, {}}).value();
  EXPECT_NEAR(exact.coefficient[0], efron.coefficient[0], 1e-13);
  EXPECT_NEAR(exact.loglik, efron.loglik, 1e-13);
  EXPECT_NEAR(exact.std_error[0], efron.std_error[0], 1e-13);
}

TEST(CoxExact, does_not_overflow_with_hundreds_of_dead_at_once) {
  // 400 of 2000 die at time 1, x is 1 for half: C(2000, 400) is beyond 1e400. With the covariate alone the
  // likelihood is that of a 2 x 2 table with fixed margins.
  std::vector<double> time, x;
  std::vector<std::uint8_t> event;
  for (int i = 0; i < 2000; ++i) {
    const bool exposed = i < 1000, dies = exposed ? i % 1000 < 250 : i % 1000 < 150;
    time.push_back(dies ? 1 : 2);
    event.push_back(dies);
    x.push_back(exposed);
  }
  const auto fit = try_exact(time, event, {x}).value();
  const auto log_choose = [](double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  };
  EXPECT_NEAR(fit.loglik_null, -log_choose(2000, 400), 1e-8);
  double most = -INFINITY, total = 0, mean = 0;
  std::vector<double> term;
  for (int k = 0; k <= 400; ++k)
    term.push_back(log_choose(1000, k) + log_choose(1000, 400 - k) + fit.coefficient[0] * k),
        most = std::max(most, term.back());
  for (int k = 0; k <= 400; ++k) {
    const double chance = std::exp(term[static_cast<std::size_t>(k)] - most);
    total += chance, mean += chance * k;
  }
  EXPECT_NEAR(mean / total, 250, 1e-7);  // at the maximum the expected number is the observed one
}

TEST(CoxExact, takes_delayed_entry_and_offsets) {
  // R survival 3.8-6: coxph(Surv(entry, time, event) ~ x + offset(o), ties = "exact")
  const std::vector<double> entry{0, 0, 1, 2, 0, 3, 0, 2}, time{2, 2, 3, 4, 4, 4, 6, 7},
      x{0.5, 1, 2, 0, 1, 3, 1, 0}, offset{0.1, -0.2, 0, 0.3, 0, 0.5, -0.1, 0};
  const std::vector<std::uint8_t> event{1, 1, 0, 1, 1, 0, 1, 0};
  const auto fit = try_exact(time, event, {x}, entry, {}, offset).value();
  EXPECT_NEAR(fit.coefficient[0], -0.61586701757294904, 1e-9);
  EXPECT_NEAR(fit.std_error[0], 0.74429828678933085, 1e-9);
  EXPECT_NEAR(fit.loglik_null, -5.3954669916258728, 1e-12);
  EXPECT_NEAR(fit.loglik, -4.9926354130974495, 1e-12);
}

TEST(CoxExact, gives_no_coefficient_to_what_is_the_same_for_all_at_risk) {
  const auto fit = try_exact({1, 1, 2, 1, 1, 3}, {1, 1, 0, 1, 1, 1},
                             {{0.1, 0.1, 0.1, 0.7, 0.7, 0.7}, {1, 0, 2, 1, 0, 2}}, {}, {0, 0, 0, 1, 1, 1})
                       .value();
  EXPECT_TRUE(std::isnan(fit.coefficient[0]));
  EXPECT_FALSE(std::isnan(fit.coefficient[1]));
}

}  // namespace
}  // namespace repere::statistics
