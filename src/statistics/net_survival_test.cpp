#include "statistics/net_survival.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using reference::close;
using Values = std::vector<double>;

double day(int year, unsigned month, unsigned of_month) {
  const std::chrono::sys_days date =
      std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month};
  return static_cast<double>(date.time_since_epoch().count());
}

// A synthetic population: hazards rise with age and fall with the years; women's are 0.7 of men's.
PopulationTable synthetic_table() {
  std::vector<PopulationCell> cells;
  const int ages[] = {0, 50, 60, 70, 80}, years[] = {2000, 2005, 2010};
  const double by_year[] = {1, 0.9, 0.8}, by_sex[] = {1, 0.7};
  for (std::uint32_t i = 0; i < 5; ++i)
    for (std::uint32_t j = 0; j < 3; ++j)
      for (std::uint32_t k = 0; k < 2; ++k)
        cells.push_back({years[j], ages[i], k, (i + 1) * 1e-5 * by_year[j] * by_sex[k]});
  return PopulationTable::build(cells, {"male", "female"}).value();
}

PopulationTable constant_table(double hazard) {
  return PopulationTable::build(std::vector<PopulationCell>{{2000, 0, 0, hazard}}, {"all"}).value();
}

struct Patients {
  Values time, age, diagnosed;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> kind;
  NetSurvivalData view() const { return {{time, event, {}, {}}, age, diagnosed, kind}; }
};

Patients alike(Values time, std::vector<std::uint8_t> event) {
  Patients patients{std::move(time), {}, {}, std::move(event), {}};
  patients.age.assign(patients.time.size(), 20000);
  patients.diagnosed.assign(patients.time.size(), day(2001, 1, 1));
  patients.kind.assign(patients.time.size(), 0);
  return patients;
}

// Ages past the table, years before and past it, ties, and a time that is not whole.
Patients eight() {
  Patients patients;
  patients.time = {100, 400, 400, 900, 1500, 1500.5, 2200, 3000};
  patients.event = {1, 1, 0, 1, 0, 1, 0, 1};
  for (const double age : {49.9, 59.0, 69.5, 82.0, 30.0, 66.0, 79.0, 55.0})
    patients.age.push_back(age * days_of_a_year);
  patients.kind = {0, 1, 0, 0, 1, 1, 0, 1};
  patients.diagnosed = {day(1999, 6, 1), day(2003, 2, 3), day(2004, 12, 30), day(2008, 1, 1),
                        day(2009, 7, 1), day(2001, 3, 4), day(2004, 5, 6),   day(2012, 10, 10)};
  return patients;
}

void expect_close(const Values& ours, const Values& theirs, double tolerance, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  for (std::size_t i = 0; i < ours.size(); ++i)
    EXPECT_TRUE(close(ours[i], theirs[i], tolerance, what + " " + std::to_string(i)));
}

Values relative_errors(const NetSurvivalCurve& curve) {
  Values result;
  for (std::size_t j = 0; j < curve.time.size(); ++j)
    result.push_back(curve.std_error[j] / curve.survival[j]);
  return result;
}

TEST(NetSurvival, against_a_constant_hazard_by_hand) {
  // Everyone has the same expected survival: the weights cancel, and each interval loses hazard times its length.
  const auto curve = net_survival(alike({10, 20, 30}, {1, 0, 1}).view(), constant_table(1e-3))->front();
  EXPECT_NEAR(curve.survival[0], 1 - (1.0 / 3 - 0.01), 1e-15);
  EXPECT_NEAR(curve.survival[1], curve.survival[0] * 1.01, 1e-15);
  EXPECT_NEAR(curve.survival[2], curve.survival[1] * 0.01, 1e-15);
  EXPECT_NEAR(curve.std_error[0], curve.survival[0] / 3, 1e-15);
  EXPECT_EQ(curve.at_risk, (Values{3, 2, 1}));
  EXPECT_EQ(curve.censored, (Values{0, 1, 0}));
}

TEST(NetSurvival, against_nobody_dying_is_kaplan_meier) {
  for (const auto method : {NetMethod::pohar_perme, NetMethod::ederer2, NetMethod::ederer1}) {
    NetSurvivalOptions options;
    options.method = method;
    const auto curve =
        net_survival(alike({10, 20, 30, 30}, {1, 0, 1, 0}).view(), constant_table(0), {}, options)->front();
    expect_close(curve.survival, {0.75, 0.75, 0.375}, 1e-15, "survival");
  }
}

// R 4.2, relsurv 2.2-9: rs.surv(Surv(time, cens) ~ 1, d, ratetable, method, rmap = list(age, sex, year)), precision 1
TEST(NetSurvival, agrees_with_relsurv_for_pohar_perme) {
  const auto curve = net_survival(eight().view(), synthetic_table())->front();
  expect_close(curve.survival,
               {0.87729729298707859, 0.75873336730014007, 0.61408300513706182, 0.621791228690038,
                0.4158801221567851, 0.42431447973246395, 0.0057027866076044126},
               1e-11, "survival");
  expect_close(relative_errors(curve),
               {0.12492107675415262, 0.18936221262140762, 0.27794729235759746, 0.27794729235759746,
                0.43235328280766094, 0.43235328280766094, 1.0894628773641446},
               1e-12, "error of the logarithm");
  expect_close(curve.lower,
               {0.68677389051676574, 0.52348443860019034, 0.35615407205864069, 0.36062466509535573,
                0.17821669329319081, 0.18183106011936764, 0.00067411600527961149},
               1e-11, "lower");
  expect_close(curve.upper,
               {1.1206753065456951, 1.0997009274888498, 1.0588056315584553, 1.0720961972294285,
                0.97048302720220381, 0.99016514336130401, 0.048243588398977022},
               1e-11, "upper");
  EXPECT_EQ(curve.at_risk, (Values{8, 7, 5, 4, 3, 2, 1}));
}

TEST(NetSurvival, agrees_with_relsurv_for_ederer) {
  NetSurvivalOptions options;
  options.method = NetMethod::ederer2;
  expect_close(net_survival(eight().view(), synthetic_table(), {}, options)->front().survival,
               {0.87726075000000003, 0.75833624991426452, 0.61623237837908074, 0.62389116087052765,
                0.41593590470376762, 0.42440768721077382, 0.0057040393161128973},
               1e-11, "Ederer II");
  options.method = NetMethod::ederer1;
  expect_close(net_survival(eight().view(), synthetic_table(), {}, options)->front().survival,
               {0.87698018376882492, 0.75706948623087544, 0.61332503272071037, 0.6224119531141179,
                0.41494648484010327, 0.42222925628905567, 0},
               1e-12, "Ederer I");
}

TEST(NetSurvival, is_exactly_integrated_by_hand) {
  // Two patients of hazards a and b: between times the mean hazard integrates to log((e^at + e^bt) / 2).
  const double a = 1e-3, b = 4e-3;
  const auto table =
      PopulationTable::build(std::vector<PopulationCell>{{2000, 0, 0, a}, {2000, 0, 1, b}}, {"a", "b"})
          .value();
  auto patients = alike({50, 80}, {0, 0});
  patients.kind = {0, 1};
  NetSurvivalOptions exact;
  exact.precision = 0;
  const auto curve = net_survival(patients.view(), table, {}, exact)->front();
  EXPECT_NEAR(curve.survival[0], 1 + std::log((std::exp(50 * a) + std::exp(50 * b)) / 2), 1e-14);
  EXPECT_NEAR(curve.survival[1] / curve.survival[0], 1 + 30 * b, 1e-14);
  exact.method = NetMethod::ederer2;
  EXPECT_NEAR(net_survival(patients.view(), table, {}, exact)->front().survival[0], 1 + 50 * (a + b) / 2,
              1e-14);
}

TEST(NetSurvival, comes_near_the_exact_integral_as_steps_shrink) {
  const auto survival = [](double precision) {
    NetSurvivalOptions options;
    options.precision = precision;
    return net_survival(eight().view(), synthetic_table(), {}, options)->front().survival[5];
  };
  const double exact = survival(0);
  EXPECT_NEAR(survival(1), exact, 1e-3);
  EXPECT_LT(std::abs(survival(1) - exact), 3e-4);
}

TEST(NetSurvival, leaves_out_whoever_has_no_time_at_risk) {
  const auto curve = net_survival(alike({0, 0, 10}, {1, 0, 1}).view(), constant_table(1e-3))->front();
  EXPECT_EQ(curve.rows, 1U);
  EXPECT_EQ(curve.at_time_zero, 2U);
  EXPECT_EQ(curve.total_events, 1U);
  const auto nobody = net_survival(alike({0}, {1}).view(), constant_table(1e-3))->front();
  EXPECT_TRUE(nobody.time.empty());
  EXPECT_TRUE(std::isnan(net_survival_at(nobody, 5).survival));
}

TEST(NetSurvival, without_deaths_rises) {
  const auto curve = net_survival(alike({100, 200}, {0, 0}).view(), constant_table(1e-3))->front();
  EXPECT_NEAR(curve.survival[1], 1.1 * 1.1, 1e-14);
  EXPECT_EQ(curve.std_error[1], 0);
}

TEST(NetSurvival, at_a_time_is_the_last_value) {
  const auto curve = net_survival(alike({10, 20}, {1, 0}).view(), constant_table(1e-3))->front();
  EXPECT_EQ(net_survival_at(curve, 5).survival, 1);
  EXPECT_EQ(net_survival_at(curve, 5).at_risk, 2);
  EXPECT_EQ(net_survival_at(curve, 10).survival, curve.survival[0]);
  EXPECT_EQ(net_survival_at(curve, 99).survival, curve.survival[1]);
  EXPECT_EQ(net_survival_at(curve, 99).at_risk, 0);
}

TEST(NetSurvival, of_groups_is_that_of_each_alone) {
  const auto patients = eight();
  const std::vector<std::uint32_t> group{0, 1, 0, 1, 0, 1, 0, 1};
  const auto both = net_survival(patients.view(), synthetic_table(), {group, 2}).value();
  Patients second;
  for (std::size_t row = 1; row < 8; row += 2) {
    second.time.push_back(patients.time[row]);
    second.event.push_back(patients.event[row]);
    second.age.push_back(patients.age[row]);
    second.kind.push_back(patients.kind[row]);
    second.diagnosed.push_back(patients.diagnosed[row]);
  }
  EXPECT_EQ(both[1].survival, net_survival(second.view(), synthetic_table())->front().survival);
}

TEST(NetSurvival, gives_the_same_digits_on_any_number_of_threads) {
  std::mt19937 random(11);
  Patients patients;
  for (int i = 0; i < 3000; ++i) {
    patients.time.push_back(1 + static_cast<double>(random() % 2000));
    patients.event.push_back(static_cast<std::uint8_t>(random() % 2));
    patients.age.push_back(static_cast<double>(10000 + random() % 25000));
    patients.kind.push_back(random() % 2);
    patients.diagnosed.push_back(static_cast<double>(10000 + random() % 6000));
  }
  NetSurvivalOptions one, two;
  two.threads = 2;
  EXPECT_EQ(net_survival(patients.view(), synthetic_table(), {}, one)->front().survival,
            net_survival(patients.view(), synthetic_table(), {}, two)->front().survival);
}

TEST(NetSurvival, refuses_what_it_cannot_use) {
  const auto table = constant_table(1e-3);
  auto patients = alike({10}, {1});
  patients.kind = {1};
  EXPECT_FALSE(net_survival(patients.view(), table));
  patients = alike({10}, {1});
  patients.age = {-1};
  EXPECT_FALSE(net_survival(patients.view(), table));
  patients = alike({10}, {1});
  patients.age = {};
  EXPECT_FALSE(net_survival(patients.view(), table));
  patients = alike({-10}, {1});
  EXPECT_FALSE(net_survival(patients.view(), table));
  patients = alike({10}, {1});
  EXPECT_FALSE(net_survival(patients.view(), table, {}, {.limits = LimitScale::logit}));
  EXPECT_FALSE(net_survival(patients.view(), table, {}, {.level = 95}));
  EXPECT_FALSE(net_survival(patients.view(), table, {}, {.precision = -1}));
  const auto too_fine = net_survival(patients.view(), table, {}, {.precision = 1e-9});
  ASSERT_FALSE(too_fine);
  EXPECT_EQ(too_fine.error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace repere::statistics
