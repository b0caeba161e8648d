#include "statistics/fine_gray.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using reference::close;

// i <- 0:59; t <- (i*37)%%23+1; c <- (i*i*7+i%/%2)%%3; g <- (i*11)%%7%%3; x <- cbind(i%%5, (i%%7<3)*1)
struct Sixty {
  std::vector<double> time, x1, x2;
  std::vector<std::uint8_t> cause;
  std::vector<std::uint32_t> group;
  Sixty() {
    for (std::uint32_t i = 0; i < 60; ++i) {
      time.push_back((i * 37) % 23 + 1);
      cause.push_back(static_cast<std::uint8_t>((i * i * 7 + i / 2) % 3));
      group.push_back((i * 11) % 7 % 3);
      x1.push_back(i % 5);
      x2.push_back(i % 7 < 3 ? 1 : 0);
    }
  }
  CompetingRisks data() const { return {time, cause, 2, {}}; }
  FineGrayModel model(std::uint32_t of = 1) const { return {of, {{"x1", x1}, {"x2", x2}}, {}}; }
};

void expect_close(const Matrix& ours, const std::vector<double>& theirs) {
  for (std::size_t i = 0; i < theirs.size(); ++i)
    EXPECT_TRUE(close(ours.values()[i], theirs[i], 1e-10, "covariance"));
}

TEST(FineGray, gives_the_answers_of_cmprsk) {
  // R 4.2.2, cmprsk 2.2-11: crr(t, c, x, gtol = 1e-15, maxiter = 60) and predict(.., rbind(c(1, 0), c(4, 1)))
  const auto fit = fit_fine_gray(Sixty().data(), Sixty().model()).value();
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(fit.events, 20U);
  EXPECT_EQ(fit.competing, 10U);
  EXPECT_TRUE(close(fit.coefficient[0], -0.14184262731369238, 1e-11, "x1"));
  EXPECT_TRUE(close(fit.coefficient[1], 0.28958083415185593, 1e-11, "x2"));
  expect_close(fit.covariance,
               {0.0273113997773652868, 0.0045981549680349267, 0.0045981549680349267, 0.1905684158783643722});
  EXPECT_TRUE(close(fit.loglik_null, -67.877233031847567, 1e-13, "without covariates"));
  EXPECT_TRUE(close(fit.loglik, -67.267004393587911, 1e-13, "log likelihood"));
  EXPECT_EQ(fit.time.size(), 18U);
  EXPECT_TRUE(close(fit.baseline_jump[0], 0.019994831313482113, 1e-11, "baseline"));
  const std::vector<double> profile = {4, 1};
  const auto incidence = predicted_incidence(fit, profile);
  EXPECT_TRUE(close(incidence[0], 0.015031095436687791, 1e-11, "first"));
  EXPECT_TRUE(close(incidence[9], 0.203168470996260675, 1e-11, "tenth"));
}

TEST(FineGray, gives_each_group_its_own_censoring) {
  // R 4.2.2, cmprsk 2.2-11: crr(t, c, x, cengroup = g, failcode = 2, gtol = 1e-15, maxiter = 60)
  const Sixty sixty;
  FineGrayModel model = sixty.model(2);
  model.censoring = {sixty.group, 3};
  const auto fit = fit_fine_gray(sixty.data(), model).value();
  EXPECT_TRUE(close(fit.coefficient[0], -0.099927891158166166, 1e-11, "x1"));
  EXPECT_TRUE(close(fit.coefficient[1], 0.656763703244339192, 1e-11, "x2"));
  expect_close(fit.covariance,
               {0.049631109957030711, 0.029899320752402037, 0.029899320752402037, 0.399892368315921620});
  EXPECT_TRUE(close(fit.loglik, -35.238403354972789, 1e-13, "log likelihood"));
}

// survival 3.8-6 in R 4.2.2: w <- 1+i%%4/2; e <- (i*5)%%t; d <- data.frame(t, c, x1, x2, w, e, id = i); f <- finegray(..);
// fit <- coxph(Surv(fgstart, fgstop, fgstatus) ~ x1 + x2, f, weights = fgwt, cluster = id, ties = "breslow",
//   control = coxph.control(eps = 1e-14, iter.max = 60)): coef(fit), fit$var, fit$naive.var, fit$loglik
struct WeightedSixty : Sixty {
  std::vector<double> weight, entry;
  WeightedSixty() {
    for (std::uint32_t i = 0; i < 60; ++i) {
      weight.push_back(1 + i % 4 / 2.0);
      entry.push_back((i * 5) % static_cast<std::uint32_t>(time[i]));
    }
  }
};

void expect_answer(const CompetingRisks& data, const FineGrayModel& model, const std::vector<double>& coefficient,
                   const std::vector<double>& covariance, const std::vector<double>& naive,
                   const std::vector<double>& loglik) {
  const auto fit = fit_fine_gray(data, model).value();
  EXPECT_TRUE(fit.censoring_known);
  for (std::size_t j = 0; j < 2; ++j) EXPECT_TRUE(close(fit.coefficient[j], coefficient[j], 1e-11, "coefficient"));
  expect_close(fit.covariance, covariance);
  expect_close(fit.inverse_information, naive);
  EXPECT_TRUE(close(fit.loglik_null, loglik[0], 1e-13, "without covariates"));
  EXPECT_TRUE(close(fit.loglik, loglik[1], 1e-13, "log likelihood"));
}

TEST(FineGray, takes_case_weights_as_survival_s_finegray_does) {
  // finegray(Surv(t, factor(c)) ~ ., d, weights = w)
  const WeightedSixty sixty;
  expect_answer({sixty.time, sixty.cause, 2, {}, sixty.weight}, sixty.model(),
                {-0.15086261795449560, 0.40368391020007988},
                {0.02551503062849624914, 0.00092244551869750512, 0.00092244551869750512, 0.17856881406370764265},
                {0.013268399212860695, 0.003392385065461332, 0.003392385065461332, 0.101959358272332504},
                {-158.17890418127746, -156.36925781481449});
}

TEST(FineGray, takes_delayed_entry_as_survival_s_finegray_does) {
  // finegray(Surv(e, t, factor(c)) ~ ., d, id = id)
  const WeightedSixty sixty;
  expect_answer({sixty.time, sixty.cause, 2, sixty.entry}, sixty.model(),
                {-0.057293699367808794, -0.066238427948848169},
                {0.037572390058142835, -0.002124970389429064, -0.002124970389429064, 0.263682042396234939},
                {0.0268120236971356417, 0.0037571806015711255, 0.0037571806015711255, 0.2011829500159118267},
                {-62.394065403889414, -62.324404543486679});
}

TEST(FineGray, takes_delayed_entry_and_weights_together) {
  // finegray(Surv(e, t, factor(c)) ~ ., d, id = id, weights = w)
  const WeightedSixty sixty;
  expect_answer({sixty.time, sixty.cause, 2, sixty.entry, sixty.weight}, sixty.model(),
                {-0.114386515798233265, -0.069638834726014134},
                {0.0370129583884004354, -0.0055762110088670661, -0.0055762110088670661, 0.2239449951201612221},
                {0.0140293907189588014, 0.0032044409663941138, 0.0032044409663941138, 0.1031527424791914282},
                {-144.14969704313455, -143.67321002451436});
}

TEST(FineGray, is_worked_out_by_hand_with_delayed_entry) {
  // At 1 an event; at 2 a competing one; 3 enters at 2, an event at 3; 5 is censored at 4. Backwards in time, of the two
  // under observation just after 2 one has just come: who was seen before 2 stands for half of those who would be there,
  // so that the row with the competing event counts 2 at 3.
  const std::vector<double> time = {1, 2, 3, 4}, entry = {0, 0, 2, 0}, x = {0, 1, 0, 1};
  const std::vector<std::uint8_t> cause = {1, 2, 1, 0};
  const auto fit = fit_fine_gray({time, cause, 2, entry}, {1, {{"x", x}}, {}}).value();
  EXPECT_NEAR(fit.loglik_null, -std::log(3.0) - std::log(1.0 + 1.0 + 2.0), 1e-15);
}

TEST(FineGray, forgets_whom_nobody_stands_for_any_more) {
  // All who were there are gone at 3, by censoring; the two who come at 4 are compared with each other alone.
  const std::vector<double> time = {1, 2, 3, 5, 6}, entry = {0, 0, 0, 4, 4}, x = {0, 1, 0, 1, 0};
  const std::vector<std::uint8_t> cause = {1, 2, 0, 1, 1};
  const auto fit = fit_fine_gray({time, cause, 2, entry}, {1, {{"x", x}}, {}}).value();
  EXPECT_NEAR(fit.loglik_null, -std::log(3.0) - std::log(2.0), 1e-15);
}

TEST(FineGray, refuses_infinite_weights_of_late_entry) {
  // Nobody who came before 3 is left at 3, but by events: the one with the competing event would count without bound.
  const std::vector<double> time = {1, 2, 5, 6}, entry = {0, 0, 3, 3}, x = {0, 1, 0, 1};
  const std::vector<std::uint8_t> cause = {1, 2, 1, 1};
  const auto fit = fit_fine_gray({time, cause, 2, entry}, {1, {{"x", x}}, {}});
  ASSERT_FALSE(fit);
  EXPECT_NE(fit.error().message.find("the weight of late entry cannot be estimated"), std::string::npos);
}

TEST(FineGray, takes_times_of_0_as_cmprsk_does) {
  // R 4.2.2, cmprsk 2.2-11: crr(t, c, x, gtol = 1e-13, maxiter = 50)
  const std::vector<double> time = {0, 0, 0, 1, 2, 2, 3}, x = {1, 2, 3, 1, 0, 4, 2};
  const std::vector<std::uint8_t> cause = {1, 0, 2, 1, 2, 0, 1};
  const auto fit = fit_fine_gray({time, cause, 2, {}}, {1, {{"x", x}}, {}}).value();
  EXPECT_NEAR(fit.coefficient[0], -0.328826253218669, 1e-10);
  EXPECT_NEAR(fit.std_error[0], 0.3594778105143519, 1e-10);
}

TEST(FineGray, without_competing_events_is_breslow_s_cox_model) {
  const Sixty sixty;
  std::vector<std::uint8_t> event;
  for (const auto cause : sixty.cause) event.push_back(cause == 1);
  const auto fit = fit_fine_gray({sixty.time, event, 1, {}}, sixty.model()).value();
  CoxOptions breslow;
  breslow.ties = Ties::breslow;
  const auto cox = fit_cox({sixty.time, event, {}, {}}, {sixty.model().covariates, {}, {}}, breslow).value();
  for (std::size_t j = 0; j < 2; ++j)
    EXPECT_TRUE(close(fit.coefficient[j], cox.coefficient[j], 1e-11, "coefficient"));
  EXPECT_TRUE(close(fit.loglik, cox.loglik, 1e-13, "log likelihood"));
  EXPECT_TRUE(close(fit.inverse_information(0, 1), cox.covariance(0, 1), 1e-10, "inverse information"));
}

TEST(FineGray, is_worked_out_by_hand) {
  // Competing at 1 (x = 1), event at 2 (x = 0), censored at 3 (x = 0), event at 4 (x = 1). Nobody is censored before 3,
  // and at 4 the share not censored is 1/2. At 2 all are at risk, at 4 the last row and half of the first:
  // log L = -log(2 + 2e) + b - log(e + e/2): of b only -log(1 + e) counts, so that b would be minus infinite.
  const std::vector<double> time = {1, 2, 3, 4}, x = {1, 0, 0, 1};
  const std::vector<std::uint8_t> cause = {2, 1, 0, 1};
  const auto fit = fit_fine_gray({time, cause, 2, {}}, {1, {{"x", x}}, {}}).value();
  EXPECT_NEAR(fit.loglik_null, -std::log(4.0) - std::log(1.5), 1e-15);
  EXPECT_EQ(fit.perhaps_infinite, (std::vector<std::size_t>{0}));
  ASSERT_FALSE(fit.warnings.empty());
  EXPECT_NE(fit.warnings.back().find("may be infinite"), std::string::npos);
}

TEST(FineGray, leaves_out_constant_and_collinear_covariates) {
  const Sixty sixty;
  std::vector<double> twice, constant(60, 7.0);
  for (const double value : sixty.x1) twice.push_back(2 * value + 1);
  FineGrayModel model = sixty.model();
  model.covariates.push_back({"twice", twice});
  model.covariates.push_back({"constant", constant});
  const auto fit = fit_fine_gray(sixty.data(), model).value();
  const auto plain = fit_fine_gray(sixty.data(), sixty.model()).value();
  EXPECT_EQ(fit.without_coefficient, (std::vector<std::size_t>{2, 3}));
  EXPECT_TRUE(std::isnan(fit.coefficient[2]));
  EXPECT_EQ(fit.covariance(3, 3), 0);
  EXPECT_TRUE(close(fit.coefficient[0], plain.coefficient[0], 1e-10, "x1"));
  EXPECT_TRUE(close(fit.std_error[1], plain.std_error[1], 1e-10, "x2"));
  EXPECT_TRUE(close(fit.baseline_jump[3], plain.baseline_jump[3], 1e-10, "baseline"));
  EXPECT_EQ(fit.wald.df, 2);
}

TEST(FineGray, without_an_event_of_the_cause_estimates_nothing) {
  const std::vector<double> time = {1, 2}, x = {0, 1};
  const std::vector<std::uint8_t> cause = {2, 0};
  const auto fit = fit_fine_gray({time, cause, 2, {}}, {1, {{"x", x}}, {}}).value();
  EXPECT_TRUE(std::isnan(fit.coefficient[0]));
  EXPECT_EQ(fit.warnings.size(), 1U);
  EXPECT_EQ(fit.wald.chi2, 0);  // on nothing, as a Cox model without events
  EXPECT_EQ(fit.wald.p, 1);
  EXPECT_TRUE(fit.time.empty());
  const std::vector<std::uint8_t> event = {1};
  EXPECT_TRUE(std::isnan(
      fit_fine_gray({std::vector<double>{0}, event, 1, {}}, {1, {{"x", std::vector<double>{3}}}, {}})
          .value()
          .coefficient[0]));
}

TEST(FineGray, does_not_depend_on_the_order_of_rows_or_the_kind_of_times) {
  const Sixty sixty;
  Sixty turned;
  std::vector<double> fractions;
  for (auto* column : {&turned.time, &turned.x1, &turned.x2}) std::reverse(column->begin(), column->end());
  std::reverse(turned.cause.begin(), turned.cause.end());
  for (const double time : turned.time) fractions.push_back(time / 7);
  const auto fit = fit_fine_gray(sixty.data(), sixty.model()).value();
  const auto other = fit_fine_gray({fractions, turned.cause, 2, {}}, turned.model()).value();
  for (std::size_t j = 0; j < 2; ++j) {
    EXPECT_TRUE(close(other.coefficient[j], fit.coefficient[j], 1e-11, "coefficient"));
    EXPECT_TRUE(close(other.std_error[j], fit.std_error[j], 1e-11, "standard error"));
  }
}

TEST(FineGray, refuses_what_it_cannot_take) {
  const Sixty sixty;
  EXPECT_FALSE(fit_fine_gray(sixty.data(), sixty.model(3)));
  EXPECT_FALSE(fit_fine_gray(sixty.data(), {1, {}, {}}));
  CompetingRisks weighted = sixty.data();
  std::vector<double> weight(60, 1.0);
  weight[7] = 0;
  weighted.weight = weight;
  EXPECT_EQ(fit_fine_gray(weighted, sixty.model()).error().message,
            "row 8: the weight is 0, which this method does not take; leave the row out");
  const std::vector<double> short_column(3, 1.0);
  EXPECT_FALSE(fit_fine_gray(sixty.data(), {1, {{"x", short_column}}, {}}));
}

// The models that crr fitted to the shared data sets. crr stops on its own gradient: some of its digits end before ours.
void compare(const reference::Table& table, const std::string& time, const std::string& cause,
             const boost::json::value& answer, std::uint32_t failcode) {
  const auto times = table.numbers(time);
  std::vector<std::uint8_t> causes;
  for (const double value : table.numbers(cause)) causes.push_back(static_cast<std::uint8_t>(value));
  std::vector<std::vector<double>> columns;
  FineGrayModel model{failcode, {}, {}};
  for (const auto& name : answer.at("covariates").as_array())
    columns.push_back(table.numbers(std::string(name.as_string())));
  for (std::size_t j = 0; j < columns.size(); ++j)
    model.covariates.push_back({"x" + std::to_string(j), columns[j]});
  const auto fit = fit_fine_gray({times, causes, 2, {}}, model).value();
  const auto coefficient = reference::doubles(answer.at("coef")), error = reference::doubles(answer.at("se"));
  for (std::size_t j = 0; j < coefficient.size(); ++j) {
    EXPECT_TRUE(close(fit.coefficient[j], coefficient[j], 1e-8, "coefficient"));
    EXPECT_TRUE(close(fit.std_error[j], error[j], 1e-8, "standard error"));
  }
  EXPECT_TRUE(close(fit.loglik_null, answer.at("loglik_null").as_double(), 1e-12, "without covariates"));
  EXPECT_TRUE(close(fit.loglik, answer.at("loglik").as_double(), 1e-12, "log likelihood"));
}

TEST(FineGray, agrees_with_crr_on_the_colon_trial) {
  const std::string folder = reference::folder_of("colon");
  if (folder.empty()) GTEST_SKIP() << "the shared reference answers are not beside the repository";
  const reference::Table table(folder + "data_competing.csv");
  const auto answers = reference::json_file(folder + "competing_rx.json");
  compare(table, "cr_time", "cr_cause", answers.at("fine_gray").at("recurrence"), 1);
  compare(table, "cr_time", "cr_cause", answers.at("fine_gray").at("death_without_recurrence"), 2);
}

void derive(reference::Table& table) {
  std::vector<double> age10, grade3;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    age10.push_back(table.number(row, "age") / 10);
    grade3.push_back(table.number(row, "grade") == 3 ? 1 : 0);
  }
  table.add("age10", age10);
  table.add("grade3", grade3);
}

TEST(FineGray, agrees_with_crr_on_the_synthetic_cohorts) {
  const std::string small = reference::folder_of("cohort_5000"), large = reference::folder_of("cohort_43975");
  if (small.empty() || large.empty())
    GTEST_SKIP() << "the shared reference answers are not beside the repository";
  reference::Table table(small + "data.csv");
  derive(table);
  const auto answers = reference::json_file(small + "competing_reference_centre.json").at("fine_gray");
  compare(table, "pfs_days", "pfs_cause", answers.at("relapse"), 1);
  compare(table, "pfs_days", "pfs_cause", answers.at("death_without_relapse"), 2);
  table = reference::Table(large + "data.csv");
  derive(table);
  compare(table, "pfs_days", "pfs_cause", reference::json_file(large + "finegray_relapse_p4.json"), 1);
}

}  // namespace
}  // namespace repere::statistics
