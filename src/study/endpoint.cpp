#include "study/endpoint.hpp"

#include <algorithm>

namespace repere::study {

using registry::ActStatus;
using registry::News;
using registry::Relapse;
using registry::RelapseKind;
using registry::State;
using registry::When;

namespace {

Day day_of(const PartialDate& date, PartialDates rule) {
  switch (rule) {
    case PartialDates::first:
      return date.first();
    case PartialDates::last:
      return date.last();
    default:
      return date.middle();
  }
}

// The calendar day of an act; only when it is a date, or counted from an origin that there is.
Day day_of(const When& when, const std::optional<PartialDate>& origin, PartialDates rule) {
  if (when.kind() == When::Kind::date) return day_of(when.date(), rule);
  return day_of(*origin, rule) + std::chrono::days{when.day()};
}

/// Which relapses and deaths an endpoint looks for.
struct Wanted {
  bool death = false, death_of_disease = false, any_relapse = false;
  std::array<bool, 6> kind{};  // by RelapseKind

  explicit Wanted(const std::vector<EndpointEvent>& events) {
    for (const EndpointEvent event : events) {
      death |= event == EndpointEvent::death;
      death_of_disease |= event == EndpointEvent::death_of_disease;
      any_relapse |= event == EndpointEvent::any_relapse;
      if (event == EndpointEvent::local_relapse) want(RelapseKind::local);
      if (event == EndpointEvent::regional_relapse) want(RelapseKind::regional);
      if (event == EndpointEvent::metastatic_relapse) want(RelapseKind::metastatic);
      if (event == EndpointEvent::progression) want(RelapseKind::progression);
    }
  }
  bool operator()(const Relapse& relapse) const {
    return any_relapse || (relapse.kind && kind[static_cast<std::size_t>(*relapse.kind)]);
  }
  bool operator()(State state) const {
    return registry::is_dead(state) && (death || (death_of_disease && state == State::dead_of_disease));
  }

 private:
  void want(RelapseKind one) { kind[static_cast<std::size_t>(one)] = true; }
};

// Gathers the durations of one sort of act in a case: the best one, and what was wrong with the others.
struct Gathered {
  bool any = false;     // there was such an act
  bool placed = false;  // and one has a duration
  Duration best;
  LeftOut wrong = LeftOut::none;

  template <class Better>
  void add(const Duration& one, Better better) {
    any = true;
    if (one.why != LeftOut::none) {
      wrong = std::max(wrong, one.why);
    } else if (!placed || better(one.days, best.days)) {
      best = one;
      placed = true;
    }
  }
};

struct Case {
  Gathered event, death, news;
};

// All that one case tells about an endpoint.
Case gather(const Cohort& cohort, std::size_t row, const When& from, const EndpointDefinition& endpoint,
            const Wanted& wanted) {
  Case found;
  const auto& origin = cohort.registry().tumours[row].diagnosis;
  const auto duration = [&](const When& to) {
    return duration_between(from, to, origin, endpoint.partial_dates);
  };
  const std::less<std::int32_t> earlier;
  const std::greater<std::int32_t> later;
  for (const Relapse& one : cohort.pathway().relapses[row])
    if (one.status == ActStatus::done && wanted(one)) found.event.add(duration(one.when), earlier);
  for (const News& one : cohort.pathway().news[row]) {
    if (one.status != ActStatus::done) continue;
    const Duration days = duration(one.when);
    found.news.add(days, later);
    if (!one.state || !registry::is_dead(*one.state)) continue;
    found.death.add(days, earlier);
    if (wanted(*one.state)) found.event.add(days, earlier);
  }
  return found;
}

// The end of observation: the event; else death; else the last news.
const Gathered& end_of(const Case& found) {
  if (found.event.any) return found.event;
  return found.death.placed ? found.death : found.news;
}

}  // namespace

Duration duration_between(const When& from, const When& to, const std::optional<PartialDate>& origin,
                          PartialDates rule) {
  const auto range = registry::days_from_to(from, to, origin);
  if (!range) return {.why = LeftOut::event_without_date};
  if (range->last < 0) return {.why = LeftOut::negative};
  if (range->exact()) return {.days = range->first};
  if (rule == PartialDates::leave_out) return {.why = LeftOut::partial_date};
  const int days = days_between(day_of(from, origin, rule), day_of(to, origin, rule));
  const registry::DayRange possible{std::max(0, range->first), range->last};
  return {.days = days >= 0 ? days : possible.middle(), .inexact = true};
}

EndpointTimes endpoint_times(const Cohort& cohort, const EndpointDefinition& endpoint) {
  const std::size_t n = cohort.size();
  EndpointTimes times{std::vector<std::int32_t>(n), std::vector<std::uint8_t>(n), std::vector<LeftOut>(n),
                      std::vector<std::uint8_t>(n)};
  const Wanted wanted(endpoint.events);
  for (std::size_t row = 0; row < n; ++row) {
    When from = When::after_origin(0);
    if (endpoint.origin == Origin::first_surgery) {
      const registry::Surgery* first = cohort.pathway().first_surgery[row];
      if (!first) {
        times.why[row] = LeftOut::no_origin;
        continue;
      }
      from = first->when;
    }
    const Case found = gather(cohort, row, from, endpoint, wanted);
    const Gathered& end = end_of(found);
    if (!end.placed) {
      const bool undated_news = !found.event.any && end.wrong == LeftOut::event_without_date;
      times.why[row] = !end.any || undated_news ? LeftOut::no_news : end.wrong;
      continue;
    }
    times.days[row] = end.best.days;
    times.event[row] = found.event.any;
    times.inexact[row] = end.best.inexact;
    if (endpoint.max_days && end.best.days > *endpoint.max_days) {
      times.days[row] = *endpoint.max_days;
      times.event[row] = 0;
    }
  }
  return times;
}

}  // namespace repere::study
