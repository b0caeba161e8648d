#include "study/endpoint.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::RelapseKind;
using registry::State;
using testing::Cases;
using testing::date;
using testing::day;

EndpointDefinition overall_survival() { return {.id = "os", .events = {EndpointEvent::death}}; }

// "120 event", "300 censored", or why the case is left out.
std::string outcome(const Cases& cases, const EndpointDefinition& endpoint, std::size_t row = 0) {
  const Cohort cohort = cases.cohort();
  const EndpointTimes times = endpoint_times(cohort, endpoint);
  switch (times.why[row]) {
    case LeftOut::none:
      break;
    case LeftOut::no_origin:
      return "no origin";
    case LeftOut::no_news:
      return "no news";
    case LeftOut::event_without_date:
      return "event without date";
    case LeftOut::partial_date:
      return "partial date";
    case LeftOut::negative:
      return "negative";
  }
  return std::to_string(times.days[row]) + (times.event[row] ? " event" : " censored");
}

TEST(OverallSurvival, ends_at_death_or_at_the_last_news) {
  Cases cases;
  cases.tumour("2014-03-10");
  EXPECT_EQ(outcome(cases, overall_survival()), "no news");
  cases.news(date("2014-03-20"));
  cases.news(date("2014-06-18"));
  cases.news(date("2014-04-01"));
  EXPECT_EQ(outcome(cases, overall_survival()), "100 censored");
  cases.news(date("2015-03-10"), State::dead_of_other_cause);
  EXPECT_EQ(outcome(cases, overall_survival()), "365 event");
}

TEST(OverallSurvival, is_exact_in_day_counts_whatever_the_diagnosis) {
  for (const char* diagnosis : {static_cast<const char*>(nullptr), "2011", "2011-05", "2011-05-09"}) {
    Cases cases;
    cases.tumour(diagnosis);
    cases.news(day(77), State::dead_of_disease);
    EndpointDefinition strict = overall_survival();
    strict.partial_dates = PartialDates::leave_out;
    EXPECT_EQ(outcome(cases, strict), "77 event");
  }
}

TEST(OverallSurvival, leaves_out_what_cannot_be_placed) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.news(day(50));
  cases.news({}, State::dead_of_disease);
  EXPECT_EQ(outcome(cases, overall_survival()), "event without date");
  cases.tumour(nullptr);
  cases.news(date("2015-01-01"));
  EXPECT_EQ(outcome(cases, overall_survival(), 1), "no news");
  cases.tumour("2014-03-10");
  cases.news(date("2014-03-09"), State::dead_of_disease);
  EXPECT_EQ(outcome(cases, overall_survival(), 2), "negative");
}

TEST(OverallSurvival, counts_the_day_of_diagnosis_as_day_0) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.news(date("2014-03-10"), State::dead_of_disease);
  EXPECT_EQ(outcome(cases, overall_survival()), "0 event");
}

TEST(OverallSurvival, ignores_news_that_did_not_take_place) {
  Cases cases;
  cases.tumour();
  cases.news(day(10));
  cases.news(day(90), State::dead_of_disease).status = registry::ActStatus::unknown;
  EXPECT_EQ(outcome(cases, overall_survival()), "10 censored");
}

TEST(Duration, takes_partial_dates_as_the_rule_says) {
  const auto days = [](PartialDates rule) {
    return duration_between(date("2014-03"), date("2015"), {}, rule);
  };
  EXPECT_EQ(days(PartialDates::middle).days, 473);  // 15 March 2014 to 1 July 2015
  EXPECT_EQ(days(PartialDates::first).days, 306);   // 1 March 2014 to 1 January 2015
  EXPECT_EQ(days(PartialDates::last).days, 640);    // 31 March 2014 to 31 December 2015
  EXPECT_EQ(days(PartialDates::leave_out).why, LeftOut::partial_date);
  EXPECT_TRUE(days(PartialDates::middle).inexact);
}

TEST(Duration, that_a_rule_makes_negative_is_the_middle_of_those_allowed) {
  // A death on 10 March of the year of diagnosis: 0 to 68 days, not minus 113.
  const Duration days =
      duration_between(day(0), date("2014-03-10"), PartialDate::of_year(2014), PartialDates::middle);
  EXPECT_EQ(days.why, LeftOut::none);
  EXPECT_EQ(days.days, 34);
}

TEST(Duration, that_is_surely_negative_is_refused_by_every_rule) {
  for (const auto rule :
       {PartialDates::middle, PartialDates::first, PartialDates::last, PartialDates::leave_out}) {
    EXPECT_EQ(duration_between(date("2015"), date("2014-12"), {}, rule).why, LeftOut::negative);
    EXPECT_EQ(duration_between(date("2015"), {}, {}, rule).why, LeftOut::event_without_date);
  }
}

TEST(Relapse, free_survival_ends_at_the_first_of_its_events) {
  Cases cases;
  cases.tumour();
  cases.relapse(day(200), RelapseKind::metastatic);
  cases.relapse(day(150), RelapseKind::local);
  cases.news(day(400), State::dead_of_disease);
  const auto with = [](std::vector<EndpointEvent> events) {
    return EndpointDefinition{.id = "x", .events = std::move(events)};
  };
  EXPECT_EQ(outcome(cases, with({EndpointEvent::any_relapse, EndpointEvent::death})), "150 event");
  EXPECT_EQ(outcome(cases, with({EndpointEvent::metastatic_relapse, EndpointEvent::death})), "200 event");
  EXPECT_EQ(outcome(cases, with({EndpointEvent::regional_relapse, EndpointEvent::death})), "400 event");
  EXPECT_EQ(outcome(cases, with({EndpointEvent::regional_relapse})), "400 censored");
  EXPECT_EQ(outcome(cases, with({EndpointEvent::death_of_disease})), "400 event");
}

TEST(LocalRelapse, censors_at_death_and_does_not_take_a_relapse_of_unknown_kind) {
  const EndpointDefinition local{.id = "lrfs", .events = {EndpointEvent::local_relapse}};
  Cases cases;
  cases.tumour();
  cases.relapse(day(20), std::nullopt);
  cases.news(day(300), State::dead_of_other_cause);
  cases.news(day(400));  // a contradiction: death ends the observation
  EXPECT_EQ(outcome(cases, local), "300 censored");
  EXPECT_EQ(outcome(cases, {.id = "pfs", .events = {EndpointEvent::any_relapse}}), "20 event");
}

TEST(DeathOfDisease, does_not_take_a_death_of_unknown_cause) {
  const EndpointDefinition specific{.id = "dss", .events = {EndpointEvent::death_of_disease}};
  Cases cases;
  cases.tumour();
  cases.news(day(300), State::dead_unknown_cause);
  EXPECT_EQ(outcome(cases, specific), "300 censored");
}

TEST(FromFirstSurgery, the_clock_starts_there) {
  const EndpointDefinition local{
      .id = "lrfs", .origin = Origin::first_surgery, .events = {EndpointEvent::local_relapse}};
  Cases cases;
  cases.tumour("2014");
  EXPECT_EQ(outcome(cases, local), "no origin");
  cases.surgery(day(30));
  cases.news(day(100));
  EXPECT_EQ(outcome(cases, local), "70 censored");
  cases.relapse(day(90), RelapseKind::local);
  EXPECT_EQ(outcome(cases, local), "60 event");
  cases.registry.relapses[0].when = day(20);
  EXPECT_EQ(outcome(cases, local), "negative");
}

TEST(MaxDays, cuts_the_follow_up) {
  EndpointDefinition endpoint = overall_survival();
  endpoint.max_days = 365;
  Cases cases;
  cases.tumour();
  cases.news(day(365), State::dead_of_disease);
  cases.tumour();
  cases.news(day(366), State::dead_of_disease);
  EXPECT_EQ(outcome(cases, endpoint, 0), "365 event");
  EXPECT_EQ(outcome(cases, endpoint, 1), "365 censored");
}

TEST(EndpointWords, say_origin_events_censoring_dates_and_whose_convention) {
  EndpointDefinition endpoint{.id = "lrfs",
                              .origin = Origin::first_surgery,
                              .events = {EndpointEvent::local_relapse},
                              .max_days = 1826};
  const Text ours = words_of(endpoint);
  for (const char* part : {"From the first surgery of the primary tumour to the first of: local relapse.",
                           "censored at death or last news", "cut at 1826 days", "taken in its middle",
                           "Convention of this program"})
    EXPECT_NE(ours.en.find(part), std::string::npos) << part << "\n" << ours.en;
  EXPECT_NE(ours.fr.find("De la première chirurgie"), std::string::npos);
  endpoint.source = "Blay 2017";
  EXPECT_NE(words_of(endpoint).fr.find("Source : Blay 2017"), std::string::npos);
  EXPECT_EQ(words_of(endpoint).fr.find("Convention"), std::string::npos);
}

}  // namespace
}  // namespace repere::study
