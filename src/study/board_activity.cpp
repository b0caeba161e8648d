#include "study/board_activity.hpp"

#include "study/quantiles.hpp"

namespace repere::study {

DelaySummary delays_between(const std::vector<Milestones>& cases, Milestone from, Milestone to) {
  DelaySummary summary;
  std::vector<double> days;
  for (const Milestones& one : cases) {
    const auto& begin = one[static_cast<std::size_t>(from)];
    const auto& end = one[static_cast<std::size_t>(to)];
    ++summary.cases;
    if (!begin || !end)
      ++summary.unknown;
    else if (*end < *begin)
      ++summary.negative;
    else
      days.push_back(days_between(*begin, *end));
  }
  if (days.empty()) return summary;
    summary.least = quantile_of(days, 0);
  summary.quarter = quantile_of(days, 0.25);
  summary.median = quantile_of(days, 0.5);
  summary.three_quarters = quantile_of(days, 0.75);
  summary.nine_tenths = quantile_of(days, 0.9);
  summary.most = quantile_of(days, 1);
  return summary;
}

Activity activity_of(const std::vector<board::Presentation>& presentations, const std::vector<board::Signature>& signatures, int meetings) {
  Activity activity;
  activity.meetings = meetings;
  double minutes = 0;
  int measured = 0;
  for (const board::Presentation& one : presentations) {
    ++activity.cases;
    activity.decisions += one.stage == board::Stage::signed_decision ? 1 : 0;
    activity.advice += one.stage == board::Stage::signed_advice ? 1 : 0;
    activity.registered += one.stage == board::Stage::registered ? 1 : 0;
    activity.carried_over += one.stage == board::Stage::carried_over ? 1 : 0;
    activity.withdrawn += one.stage == board::Stage::withdrawn ? 1 : 0;
    if (!one.began || !one.ended || *one.ended < *one.began) continue;
    minutes += std::chrono::duration<double, std::ratio<60>>(*one.ended - *one.began).count();
    ++measured;
  }
  for (const board::Signature& one : signatures) activity.with_quorum += one.quorum ? 1 : 0;
  if (measured > 0) activity.minutes_a_case = minutes / measured;
  return activity;
}

}  // namespace repere::study
