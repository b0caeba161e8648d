#include "domain/board/follow_up.hpp"

#include <algorithm>
#include <cmath>

namespace repere::board {

using registry::Registry;

namespace {

// By when a modality should have begun, in days from the meeting, before it counts as overdue. Our convention.
int days_allowed(std::string_view urgency) { return urgency == "within_48_hours" ? 2 : urgency == "within_two_weeks" ? 14 : 60; }

// The first act of a kind on or after the meeting: its day, and where.
struct Act {
  PartialDate date;
  CentreIndex centre;
};
template <class Row, class Fits>
std::optional<Act> first_after(const std::vector<Row>& rows, std::uint32_t tumour, const std::optional<PartialDate>& origin,
                               Day decided, const Fits& fits) {
  std::optional<Act> first;
  for (const Row& row : rows) {
    if (row.tumour != tumour || row.status != registry::ActStatus::done || !fits(row)) continue;
    std::optional<PartialDate> date;
    if (row.when.kind() == registry::When::Kind::date) date = row.when.date();
    if (row.when.kind() == registry::When::Kind::day && origin && origin->exact())
      date = PartialDate::of_day(origin->first() + std::chrono::days(row.when.day()));
    if (!date || date->last() < decided) continue;
    if (!first || *date < first->date) first = Act{*date, row.centre};
  }
  return first;
}

std::optional<Act> act_for(const Registry& rows, std::uint32_t tumour, std::string_view modality, Day decided) {
  const auto& origin = rows.tumours.at(tumour).diagnosis;
  const auto any = [](const auto&) { return true; };
  if (modality == "surgery") return first_after(rows.surgeries, tumour, origin, decided, any);
  if (modality == "radiotherapy") return first_after(rows.radiotherapies, tumour, origin, decided, any);
  if (modality == "systemic_treatment") return first_after(rows.systemic_treatments, tumour, origin, decided, any);
  if (modality == "further_diagnosis") {
    const auto imaging = first_after(rows.imaging, tumour, origin, decided, any);
    return imaging ? imaging : first_after(rows.biopsies, tumour, origin, decided, any);
  }
  if (modality == "second_reading")
    return first_after(rows.pathology, tumour, origin, decided,
                       [](const auto& row) { return row.reading && *row.reading != registry::Reading::first; });
  return std::nullopt;
}

// Treatment that nobody decided: what was done instead.
bool is_treatment(std::string_view modality) {
  return modality == "surgery" || modality == "radiotherapy" || modality == "systemic_treatment";
}

bool is_seen_in_the_registry(std::string_view modality) {
  return is_treatment(modality) || modality == "further_diagnosis" || modality == "second_reading";
}

}  // namespace

std::vector<Done> done_of(const Registry& rows, std::uint32_t tumour, Day decided, const std::vector<std::string>& modalities,
                          CentreIndex planned_centre, std::string_view urgency, Day today) {
  std::vector<Done> all;
  for (const std::string& modality : modalities) {
    Done one{modality, Followed::not_yet, "rien d’enregistré", "nothing recorded", false};
    if (!is_seen_in_the_registry(modality)) {
      one.what_fr = "à dire : le registre ne le montre pas";
      one.what_en = "to be said: the registry does not show it";
      all.push_back(std::move(one));
      continue;
    }
    const auto act = act_for(rows, tumour, modality, decided);
    if (!act) {
      one.overdue = days_between(decided, today) > days_allowed(urgency);
      all.push_back(std::move(one));
      continue;
    }
    const bool elsewhere = modality == "surgery" && planned_centre && act->centre && act->centre != planned_centre;
    one.followed = elsewhere ? Followed::not_followed : Followed::followed;
    one.what_fr = "fait le " + act->date.text() + (elsewhere ? ", dans un autre centre que celui prévu" : "");
    one.what_en = "done on " + act->date.text() + (elsewhere ? ", in another centre than planned" : "");
    all.push_back(std::move(one));
  }
  for (const char* modality : {"surgery", "radiotherapy", "systemic_treatment"}) {
    if (std::find(modalities.begin(), modalities.end(), modality) != modalities.end()) continue;
    if (const auto act = act_for(rows, tumour, modality, decided))
      all.push_back({modality, Followed::not_followed, "fait le " + act->date.text() + " sans avoir été décidé",
                     "done on " + act->date.text() + " though not decided", false});
  }
  return all;
}

Followed followed_of(const std::vector<Done>& done) {
  int followed = 0, not_followed = 0;
  for (const Done& one : done) {
    followed += one.followed == Followed::followed ? 1 : 0;
    not_followed += one.followed == Followed::not_followed ? 1 : 0;
  }
  if (followed > 0 && not_followed > 0) return Followed::partly;
  return not_followed > 0 ? Followed::not_followed : followed > 0 ? Followed::followed : Followed::not_yet;
}

namespace {

// Source: Hyndman & Fan 1996, definition 7, R's default. Shape: sorted, not empty
double quantile_of(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

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
  std::sort(days.begin(), days.end());
  summary.least = days.front();
  summary.quarter = quantile_of(days, 0.25);
  summary.median = quantile_of(days, 0.5);
  summary.three_quarters = quantile_of(days, 0.75);
  summary.nine_tenths = quantile_of(days, 0.9);
  summary.most = days.back();
  return summary;
}

Activity activity_of(const std::vector<Presentation>& presentations, const std::vector<Signature>& signatures, int meetings) {
  Activity activity;
  activity.meetings = meetings;
  double minutes = 0;
  int measured = 0;
  for (const Presentation& one : presentations) {
    ++activity.cases;
    activity.decisions += one.stage == Stage::signed_decision ? 1 : 0;
    activity.advice += one.stage == Stage::signed_advice ? 1 : 0;
    activity.registered += one.stage == Stage::registered ? 1 : 0;
    activity.carried_over += one.stage == Stage::carried_over ? 1 : 0;
    activity.withdrawn += one.stage == Stage::withdrawn ? 1 : 0;
    if (!one.began || !one.ended || *one.ended < *one.began) continue;
    minutes += std::chrono::duration<double, std::ratio<60>>(*one.ended - *one.began).count();
    ++measured;
  }
  for (const Signature& one : signatures) activity.with_quorum += one.quorum ? 1 : 0;
  if (measured > 0) activity.minutes_a_case = minutes / measured;
  return activity;
}

}  // namespace repere::board
