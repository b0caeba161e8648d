#include "study/pathway.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::SurgeryKind;
using testing::Cases;
using testing::date;
using testing::day;

const registry::Surgery* first_of(const Cases& cases) {
  return first_surgery_of(cases.registry.surgeries, cases.registry.tumours.at(0).diagnosis);
}

TEST(FirstSurgery, is_the_earliest_whatever_the_order_of_rows) {
  Cases cases;
  cases.tumour();
  cases.surgery(date("2014-05-02"), SurgeryKind::resection);
  cases.surgery(date("2014-04-02"), SurgeryKind::debulking);
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[1]);
}

TEST(FirstSurgery, compares_a_date_with_a_day_through_the_origin) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.surgery(date("2014-04-02"));
  cases.surgery(day(10));
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[1]);
}

TEST(FirstSurgery, is_not_one_of_a_relapse_or_a_metastasis) {
  Cases cases;
  cases.tumour();
  for (const auto kind : {SurgeryKind::local_relapse, SurgeryKind::metastasis, SurgeryKind::other})
    cases.surgery(day(1), kind);
  EXPECT_EQ(first_of(cases), nullptr);
  cases.surgery(day(5), std::nullopt);
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[3]);
}

TEST(FirstSurgery, is_one_that_was_done) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(1)).status = ActStatus::not_done;
  cases.surgery(day(2)).status = ActStatus::unknown;
  cases.surgery(day(3));
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[2]);
}

TEST(FirstSurgery, puts_a_re_excision_after_a_resection_where_dates_leave_it_open) {
  Cases cases;
  cases.tumour();
  cases.surgery(date("2014-04"), SurgeryKind::re_excision);
  cases.surgery(date("2014-04"), SurgeryKind::resection);
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[1]);
  cases.registry.surgeries[1].when = {};
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[1]);
  cases.registry.surgeries[1].when = date("2014-05");  // surely later: then the dates decide
  EXPECT_EQ(first_of(cases), &cases.registry.surgeries[0]);
}

TEST(ActsOf, refuses_rows_that_are_not_sorted) {
  Cases cases;
  cases.tumour();
  cases.tumour();
  cases.surgery(day(1));
  cases.surgery(day(1)).tumour = 0;
  EXPECT_FALSE(Pathway::of(cases.registry));
  cases.registry.sort_by_tumour();
  EXPECT_TRUE(Pathway::of(cases.registry));
  cases.registry.surgeries[1].tumour = 7;
  EXPECT_FALSE(Pathway::of(cases.registry));
}

TEST(NetworkAt, follows_the_roles_of_the_day) {
  const Cases cases;
  const auto side = [&](const char* centre, registry::When when, std::optional<PartialDate> origin = {}) {
    return network_at(cases.registry.centres, cases.centre(centre), when, origin);
  };
  EXPECT_EQ(side("IN2014", date("2013-12-31")), Network::outside);
  EXPECT_EQ(side("IN2014", date("2014")), Network::inside);
  EXPECT_EQ(side("IN2014", day(30), PartialDate::parse("2013-12-15").value()), Network::inside);
  EXPECT_EQ(side("IN2014", day(10), PartialDate::parse("2013-12-15").value()), Network::outside);
  EXPECT_EQ(side("IN2014", day(31), PartialDate::of_month(2013, 12)), Network::inside);
  EXPECT_EQ(side("IN2014", day(10), PartialDate::of_month(2013, 12)), Network::unknown);
  EXPECT_EQ(side("IN2014", {}), Network::unknown);
  EXPECT_EQ(side("IN2014", day(10)), Network::unknown);
}

TEST(NetworkAt, needs_no_date_where_the_role_never_changed) {
  const Cases cases;
  EXPECT_EQ(network_at(cases.registry.centres, cases.centre("IN"), {}, {}), Network::inside);
  EXPECT_EQ(network_at(cases.registry.centres, cases.centre("OUTSIDE"), day(3), {}), Network::outside);
  EXPECT_EQ(network_at(cases.registry.centres, CentreIndex{}, date("2014"), {}), Network::unknown);
}

TEST(AllOf, is_no_before_not_recorded_before_unknown) {
  using enum AnswerCode;
  EXPECT_EQ(all_of(yes, yes), yes);
  EXPECT_EQ(all_of(no, unknown), no);
  EXPECT_EQ(all_of(not_recorded, no), no);
  EXPECT_EQ(all_of(unknown, not_recorded), not_recorded);
  EXPECT_EQ(all_of(yes, not_asked), not_asked);
}

TEST(DelayBetween, is_cut_at_0_and_refused_when_surely_negative) {
  EXPECT_EQ(delay_between(date("2014-03"), date("2014-03-10"), {}), (registry::DayRange{0, 9}));
  EXPECT_FALSE(delay_between(date("2014-04"), date("2014-03-10"), {}));
  EXPECT_FALSE(delay_between({}, date("2014-03-10"), {}));
  EXPECT_EQ(delay_between(day(-4), day(3), {}), (registry::DayRange{7, 7}));
}

}  // namespace
}  // namespace repere::study
