#include "statistics/cox.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace repere::statistics {
namespace {

using ::testing::HasSubstr;

struct Sample {
  std::vector<double> time;
  std::vector<std::uint8_t> event;
  std::vector<std::vector<double>> x;
  std::vector<double> entry = {};
  std::vector<double> weight = {};
  std::vector<std::uint32_t> stratum = {};
  std::vector<double> offset = {};

  CoxFit fit(Ties ties = Ties::efron) const { return try_fit(ties).value(); }
  Result<CoxFit> try_fit(Ties ties = Ties::efron) const {
    CoxModel model{{}, {stratum, 3}, offset};
    for (std::size_t j = 0; j < x.size(); ++j)
      model.covariates.push_back({"x" + std::to_string(j + 1), x[j]});
    CoxOptions options;
    options.ties = ties;
    return fit_cox({time, event, entry, weight}, model, options);
  }
};

// Freireich 1963; 1 is placebo.
Sample remission() {
  Sample sample{{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
                 1, 1, 2, 2, 3, 4, 4,  5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23},
                {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                {std::vector<double>(42, 0)}};
  std::fill(sample.x[0].begin() + 21, sample.x[0].end(), 1.0);
  return sample;
}

TEST(Cox, gives_the_published_coefficients_of_the_remission_trial) {
  const CoxFit efron = remission().fit(), breslow = remission().fit(Ties::breslow);
  EXPECT_NEAR(breslow.coefficient[0], 1.51, 5e-3);  // Breslow 1974
  EXPECT_NEAR(breslow.std_error[0], 0.41, 5e-3);
  EXPECT_NEAR(breslow.coefficient[0], 1.5091914125858783, 1e-14);
  EXPECT_NEAR(breslow.loglik_null, -93.98505047824518, 1e-12);
  EXPECT_NEAR(breslow.score.chi2, 15.930539564032711, 1e-12);
  EXPECT_NEAR(efron.coefficient[0], 1.5721251488290655, 1e-14);
  EXPECT_NEAR(efron.std_error[0], 0.4123967177094553, 1e-14);
  EXPECT_NEAR(efron.loglik, -85.0084245773716560, 1e-12);
}

TEST(Cox, maximises_a_likelihood_worked_out_by_hand) {
  // Events at 1 (x = 1) among {1, 0, 0} and at 2 (x = 0) among {0, 0}: e^b /
  // (e^b + 2) alone depends on b. With a third event of x = 0 first, b solves 1
  // = e^b/(e^b + 3) + e^b/(e^b + 2), so e^2b = 6.
  const CoxFit fit = Sample{{1, 2, 3, 4}, {1, 1, 0, 0}, {{0, 1, 0, 0}}}.fit();
  EXPECT_NEAR(fit.coefficient[0], 0.5 * std::log(6.0), 1e-14);
  const double e = std::sqrt(6.0);
  EXPECT_NEAR(fit.loglik, -std::log(e + 3) + std::log(e / (e + 2)), 1e-14);
  EXPECT_NEAR(fit.loglik_null, -std::log(4.0) - std::log(3.0), 1e-14);
  const double information = 3 * e / std::pow(e + 3, 2) + 2 * e / std::pow(e + 2, 2);
  EXPECT_NEAR(fit.std_error[0], 1 / std::sqrt(information), 1e-14);
  EXPECT_NEAR(fit.wald.chi2, std::pow(fit.coefficient[0] / fit.std_error[0], 2), 1e-13);
}

TEST(Cox, takes_weights_as_copies_under_breslow) {
  const Sample weighted{{1, 2, 3, 4, 5}, {1, 0, 1, 1, 0}, {{0.5, 1, 2, 0.1, 1.5}}, {}, {2, 1, 1, 3, 2}};
  const Sample copies{
      {1, 1, 2, 3, 4, 4, 4, 5, 5}, {1, 1, 0, 1, 1, 1, 1, 0, 0}, {{0.5, 0.5, 1, 2, 0.1, 0.1, 0.1, 1.5, 1.5}}};
  EXPECT_NEAR(weighted.fit(Ties::breslow).coefficient[0], copies.fit(Ties::breslow).coefficient[0], 1e-13);
  EXPECT_NEAR(weighted.fit(Ties::breslow).loglik, copies.fit(Ties::breslow).loglik, 1e-13);
}

TEST(Cox, does_not_mind_how_follow_up_is_cut_into_rows) {
  const Sample whole{{3, 5, 7, 9, 11}, {1, 0, 1, 1, 0}, {{1, 0, 2, 1, 0.5}}};
  const Sample cut{{2, 3, 5, 4, 7, 9, 6, 11},
                   {0, 1, 0, 0, 1, 1, 0, 0},
                   {{1, 1, 0, 2, 2, 1, 0.5, 0.5}},
                   {0, 2, 0, 0, 4, 0, 0, 6}};
  EXPECT_NEAR(cut.fit().coefficient[0], whole.fit().coefficient[0], 1e-13);
  EXPECT_NEAR(cut.fit().std_error[0], whole.fit().std_error[0], 1e-13);
  EXPECT_NEAR(cut.fit().concordance.concordant, whole.fit().concordance.concordant, 0);
}

TEST(Cox, does_not_mind_where_a_covariate_has_its_zero_or_its_unit) {
  const Sample plain{{1, 2, 3, 4, 5, 6}, {1, 1, 0, 1, 1, 0}, {{3, 1, 4, 1, 5, 9}}};
  const Sample moved{{1, 2, 3, 4, 5, 6},
                     {1, 1, 0, 1, 1, 0},
                     {{3e6 + 1e9, 1e6 + 1e9, 4e6 + 1e9, 1e6 + 1e9, 5e6 + 1e9, 9e6 + 1e9}}};
  EXPECT_NEAR(moved.fit().coefficient[0] * 1e6, plain.fit().coefficient[0], 1e-12);
  Sample with_offset = plain;
  with_offset.offset = {0, 0, 0, 0, 0, 0};
  for (auto& offset : with_offset.offset) offset += 700;
  EXPECT_NEAR(with_offset.fit().coefficient[0], plain.fit().coefficient[0], 1e-13);
  EXPECT_NEAR(with_offset.fit().loglik, plain.fit().loglik, 1e-12);
}

TEST(Cox, with_the_linear_predictor_as_offset_has_nothing_left_to_explain) {
  Sample sample{{1, 2, 3, 4, 5, 6}, {1, 1, 0, 1, 1, 0}, {{3, 1, 4, 1, 5, 9}}};
  const double coefficient = sample.fit().coefficient[0];
  for (const double x : sample.x[0]) sample.offset.push_back(coefficient * x);
  EXPECT_NEAR(sample.fit().coefficient[0], 0, 1e-13);
}

TEST(Cox, stays_exact_when_a_huge_risk_enters_late) {
  // Row 5 outweighs all others by 10^12 and enters after their events; the
  // first two events must not feel it.
  Sample sample{{1, 2, 3, 4, 20, 21}, {1, 1, 0, 0, 1, 0}, {{1, 0, 2, 1, 0, 0}}, {0, 0, 0, 0, 10, 10}};
  const double alone = sample.fit().coefficient[0];
  sample.offset = {0, 0, 0, 0, 30, 0};
  EXPECT_NEAR(sample.fit().coefficient[0], alone, 1e-13);
}

TEST(Cox, gives_no_coefficient_to_a_constant_or_collinear_covariate) {
  const CoxFit fit = Sample{{4, 3, 5, 1, 2, 6},
                            {1, 0, 1, 1, 0, 1},
                            {{1, 2, 3, 4, 5, 6}, {3, 5, 7, 9, 11, 13}, {3, 3, 3, 3, 3, 3}}}
                         .fit();
  EXPECT_NEAR(fit.coefficient[0], -0.42055834949853865,
              1e-9);  // R at its default tolerance
  EXPECT_TRUE(std::isnan(fit.coefficient[1]));
  EXPECT_TRUE(std::isnan(fit.coefficient[2]));
  EXPECT_TRUE(std::isnan(fit.std_error[1]));
  EXPECT_EQ(fit.covariance(1, 1), 0);
  EXPECT_EQ(fit.wald.df, 1);
  EXPECT_EQ(fit.score.df, 1);
  EXPECT_NEAR(fit.score.chi2, 1.1834319526627219, 1e-12);
  ASSERT_EQ(fit.warnings.size(), 2U);
  EXPECT_THAT(fit.warnings[0], HasSubstr("x2 is determined by the covariates before it"));
  EXPECT_THAT(fit.warnings[1], HasSubstr("x3 has the same value in every row"));
}

TEST(Cox, gives_no_coefficient_to_what_is_constant_in_each_stratum) {
  const CoxFit fit = Sample{
      {4, 3, 5, 1, 2, 6}, {1, 0, 1, 1, 1, 1}, {{0.1, 0.1, 0.1, 7, 7, 7}, {1, 0, 2, 1, 0, 2}}, {}, {},
      {0, 0, 0, 2, 2, 2}}.fit();
  EXPECT_TRUE(std::isnan(fit.coefficient[0]));
  EXPECT_FALSE(std::isnan(fit.coefficient[1]));
}

TEST(Cox, says_when_a_coefficient_is_infinite) {
  // All events have x = 0.
  const CoxFit fit =
      Sample{{1, 2, 3, 4, 5, 6, 7, 8}, {1, 1, 1, 1, 0, 0, 0, 0}, {{0, 0, 0, 0, 1, 1, 1, 1}}}.fit();
  ASSERT_EQ(fit.perhaps_infinite, std::vector<std::size_t>{0});
  EXPECT_THAT(fit.warnings.back(), HasSubstr("separation"));
  EXPECT_LT(fit.coefficient[0], -10);
  EXPECT_NEAR(fit.likelihood_ratio.chi2, 2 * std::log(8 * 7 * 6 * 5 / 24.0), 1e-6);
  // A healthy covariate beside it keeps its coefficient.
  const CoxFit two = Sample{{1, 2, 3, 4, 5, 6, 7, 8},
                            {1, 1, 1, 1, 0, 0, 0, 0},
                            {{0, 0, 0, 0, 1, 1, 1, 1}, {2, 1, 1, 2, 1, 2, 3, 1}}}
                         .fit();
  EXPECT_EQ(two.perhaps_infinite, std::vector<std::size_t>{0});
}

TEST(Cox, answers_when_there_is_no_event) {
  const CoxFit fit = Sample{{1, 2, 3}, {0, 0, 0}, {{1, 5, 2}}}.fit();
  EXPECT_TRUE(std::isnan(fit.coefficient[0]));
  EXPECT_EQ(fit.loglik, 0);
  EXPECT_EQ(fit.events, 0U);
  // R 4.2.2, survival 3.8-6: summary(coxph(..)) gives 0 on 0 df, p 1 for each of the three tests
  for (const auto& test : {fit.likelihood_ratio, fit.wald, fit.score}) {
    EXPECT_EQ(test.chi2, 0);
    EXPECT_EQ(test.df, 0);
    EXPECT_EQ(test.p, 1);
  }
  EXPECT_TRUE(std::isnan(fit.concordance.value));
  EXPECT_THAT(fit.warnings.front(), HasSubstr("there is no event"));
}

TEST(Cox, answers_for_one_row_and_for_a_single_event) {
  const CoxFit one_row = Sample{{5}, {1}, {{1.5}}}.fit();
  EXPECT_TRUE(std::isnan(one_row.coefficient[0]));
  EXPECT_EQ(one_row.loglik, 0);
  const CoxFit last_alone = Sample{{5, 6}, {0, 1}, {{1, 2}}}.fit();
  EXPECT_TRUE(std::isnan(last_alone.coefficient[0]));
  const CoxFit single = Sample{{1, 2, 3, 4}, {0, 1, 0, 0}, {{1, 2, 1, 4}}}.fit();
  EXPECT_TRUE(std::isfinite(single.coefficient[0]));
  EXPECT_TRUE(single.warnings.empty());
  const CoxFit at_0 = Sample{{0, 0, 1, 2}, {1, 0, 1, 0}, {{1, 2, 1, 4}}}.fit();
  EXPECT_EQ(at_0.events, 2U);
}

TEST(Cox, counts_pairs_for_the_concordance_by_hand) {
  // Scores fall with time but for rows 3 and 4, which are tied; 2 and 5 die
  // together.
  const CoxFit fit = Sample{{1, 2, 3, 4, 2, 5}, {1, 1, 1, 0, 1, 0}, {{5, 4, 2, 2, 3, 2.5}}}.fit();
  EXPECT_EQ(fit.concordance.concordant, 5 + 3 + 3);
  EXPECT_EQ(fit.concordance.discordant, 1);
  EXPECT_EQ(fit.concordance.tied_x, 1);
  EXPECT_EQ(fit.concordance.tied_y, 1);
  EXPECT_EQ(fit.concordance.tied_xy, 0);
  EXPECT_DOUBLE_EQ(fit.concordance.value, 11.5 / 13);
}

TEST(Cox, refuses_what_cannot_be_computed) {
  const auto message = [](const Sample& sample, Ties ties = Ties::efron) {
    const auto fit = sample.try_fit(ties);
    return fit ? std::string() : fit.error().message;
  };
  const Sample good{{1, 2}, {1, 0}, {{1, 2}}};
  EXPECT_EQ(message(good), "");
  EXPECT_EQ(message({{1, 2}, {1, 0}, {}}), "the model has no covariate");
  EXPECT_EQ(message({{1, 2}, {1, 0}, {{1}}}), "x1: not one value a row");
  EXPECT_EQ(message({{1, 2}, {1, 0}, {{1, NAN}}}), "row 2: x1 is not a finite number");
  EXPECT_EQ(message({{1, 2}, {1, 0}, {{1, INFINITY}}}), "row 2: x1 is not a finite number");
  EXPECT_THAT(message({{1, 2}, {1, 0}, {{1, 2}}, {}, {1, 0}}), HasSubstr("row 2: the weight is 0"));
  EXPECT_THAT(message({{1, 2}, {1, 0}, {{1, 2}}, {}, {}, {0, 3}}),
              HasSubstr("row 2: a code is out of range"));
  EXPECT_THAT(message({{1, 2}, {1, 0}, {{1, 2}}, {}, {1, 2}}, Ties::exact),
              HasSubstr("exact ties take no weights"));
}

}  // namespace
}  // namespace repere::statistics
