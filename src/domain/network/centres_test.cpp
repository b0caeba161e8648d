#include "domain/network/centres.hpp"

#include <gmock/gmock.h>

namespace repere {
namespace {

using testing::HasSubstr;

PartialDate date(std::string_view text) { return PartialDate::parse(text).value(); }

RolePeriod period(CentreRole role, std::string_view from, std::string_view until) {
  RolePeriod made;
  made.role = role;
  if (!from.empty()) made.from = date(from);
  if (!until.empty()) made.until = date(until);
  return made;
}

Centre centre(std::string code, std::vector<RolePeriod> roles) {
  Centre made;
  made.code = std::move(code);
  made.name = "Centre synthétique 07";
  made.roles = std::move(roles);
  made.fictitious = true;
  return made;
}

Network network_of(std::vector<RolePeriod> roles, std::string_view when) {
  const auto centres = Centres::make({}, {centre("S-07", std::move(roles))});
  return centres->network_of(centres->find("S-07"), date(when));
}

constexpr auto competence = CentreRole::competence;
constexpr auto coordinator = CentreRole::coordinator;

TEST(network_of, a_role_without_dates_holds_for_every_date) {
  EXPECT_EQ(network_of({period(competence, "", "")}, "1999"), Network::inside);
  EXPECT_EQ(network_of({period(coordinator, "", "")}, "2050-01-01"), Network::inside);
  EXPECT_EQ(network_of({period(CentreRole::outside, "", "")}, "2015"), Network::outside);
}

TEST(network_of, both_ends_of_a_period_belong_to_it) {
  const std::vector<RolePeriod> roles = {period(competence, "2014-03-01", "2019-06-30")};
  EXPECT_EQ(network_of(roles, "2014-02-28"), Network::outside);
  EXPECT_EQ(network_of(roles, "2014-03-01"), Network::inside);
  EXPECT_EQ(network_of(roles, "2019-06-30"), Network::inside);
  EXPECT_EQ(network_of(roles, "2019-07-01"), Network::outside);
}

TEST(network_of, a_date_that_lies_partly_in_a_period_is_unknown) {
  const std::vector<RolePeriod> roles = {period(competence, "2014-03-15", "")};
  EXPECT_EQ(network_of(roles, "2014"), Network::unknown);
  EXPECT_EQ(network_of(roles, "2014-03"), Network::unknown);
  EXPECT_EQ(network_of(roles, "2014-04"), Network::inside);
  EXPECT_EQ(network_of(roles, "2013"), Network::outside);
}

TEST(network_of, an_end_known_to_the_year_leaves_that_year_unknown) {
  const std::vector<RolePeriod> roles = {period(competence, "2014", "2019")};
  EXPECT_EQ(network_of(roles, "2014-06-01"), Network::unknown);
  EXPECT_EQ(network_of(roles, "2014-12-31"), Network::inside);
  EXPECT_EQ(network_of(roles, "2016"), Network::inside);
  EXPECT_EQ(network_of(roles, "2019-06-01"), Network::unknown);
  EXPECT_EQ(network_of(roles, "2020"), Network::outside);
  EXPECT_EQ(network_of({period(competence, "2014", "2014")}, "2014-06-01"), Network::unknown);
}

TEST(network_of, periods_that_follow_each_other_cover_a_date_together) {
  const std::vector<RolePeriod> roles = {period(coordinator, "2015-07-01", ""),
                                         period(competence, "2010-01-01", "2015-06-30")};
  EXPECT_EQ(network_of(roles, "2015"), Network::inside);
  EXPECT_EQ(network_of({roles[0], period(competence, "2010-01-01", "2015-06-29")}, "2015"), Network::unknown);
  EXPECT_EQ(network_of({period(competence, "", "2009-12-31"), period(CentreRole::outside, "2010-01-01", "")},
                       "2012"),
            Network::outside);
}

TEST(network_of, is_unknown_without_a_centre_or_without_a_role) {
  EXPECT_EQ(Centres().network_of({}, date("2015")), Network::unknown);
  EXPECT_EQ(network_of({}, "2015"), Network::unknown);
}

TEST(centres, always_have_the_unnamed_hospital_outside) {
  const Centres centres;
  const CentreIndex outside = centres.find(Centres::outside_code);
  ASSERT_TRUE(outside);
  EXPECT_EQ(centres.network_of(outside, date("2015")), Network::outside);
  EXPECT_FALSE(centres.find(Centres::unknown_code));
}

TEST(centres, take_more_and_leave_out_an_identical_one) {
  const Centre synthetic = centre("S-07", {period(competence, "2014", "")});
  const auto centres = Centres::make({}, {synthetic});
  const auto more = centres->with({synthetic, centre("S-08", {})});
  ASSERT_TRUE(more) << more.error().message;
  EXPECT_EQ(more->size(), 3U);
  EXPECT_EQ(more->find("S-07"), centres->find("S-07"));
  EXPECT_TRUE(more->find("S-08"));
  EXPECT_EQ(centres->size(), 2U);
}

TEST(centres, refuse_a_code_that_is_there_with_other_content) {
  const auto centres = Centres::make({}, {centre("S-07", {})});
  const auto more = centres->with({centre("S-07", {period(competence, "", "")})});
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().kind, ErrorKind::conflict);
  EXPECT_THAT(more.error().message, HasSubstr("'S-07' is there already with other content"));
  EXPECT_FALSE(centres->with({centre("OUTSIDE", {})}));
}

TEST(centres, refuse_what_is_wrong) {
  EXPECT_THAT(Centres::make({}, {centre("S", {}), centre("S", {})}).error().message, HasSubstr("twice"));
  EXPECT_THAT(Centres::make({}, {centre("", {})}).error().message, HasSubstr("no code"));
  EXPECT_THAT(Centres::make({}, {centre("UNKNOWN", {})}).error().message, HasSubstr("not known"));
  EXPECT_THAT(Centres::make({}, {centre("OUTSIDE", {})}).error().message, HasSubstr("reserved"));
  EXPECT_THAT(Centres::make({}, {centre("S", {period(competence, "2019", "2014")})}).error().message,
              HasSubstr("ends (2014) before it begins (2019)"));
}

}  // namespace
}  // namespace repere
