#include "statistics/event_times.hpp"

#include <algorithm>

#include "statistics/day_counts.hpp"
#include "statistics/event_table.hpp"

namespace repere::statistics {
namespace {

EventTimes room_for(std::size_t times, std::size_t groups) {
  EventTimes room;
  room.times = times;
  room.at_risk.resize(times * groups);
  room.events.resize(times * groups);
  room.rows.resize(groups);
  return room;
}

EventTimes of_table(const EventTable& table) {
  const std::size_t groups = table.groups;
  const auto any_event = [&](std::size_t m) {
    for (std::size_t g = 0; g < groups; ++g)
      if (table.event_rows[m * groups + g] != 0) return true;
    return false;
  };
  std::size_t times = 0;
  for (std::size_t m = 0; m < table.times(); ++m) times += any_event(m);
  EventTimes result = room_for(times, groups);
  std::size_t place = 0;
  for (std::size_t m = 0; m < table.times(); ++m) {
    if (!any_event(m)) continue;
    for (std::size_t g = 0; g < groups; ++g) {
      result.at_risk[g * times + place] = table.at_risk[m * groups + g];
      result.events[g * times + place] = table.events[m * groups + g];
    }
    ++place;
  }
  for (std::size_t g = 0; g < groups; ++g) result.rows[g] = table.rows[g];
  return result;
}

// The days of one stratum; a day without events is written over by the next. `Groups` is the number of groups where it is
// known to the compiler, else 0.
template <std::size_t Groups>
EventTimes of_days(const DayCounts& counts, std::size_t stratum) {
  const std::size_t groups = Groups ? Groups : counts.groups;
  const std::uint32_t* const first = counts.ended.data() + stratum * groups * 2;
  const std::size_t width = counts.cells() * 2;
  std::vector<std::uint32_t> at_risk(groups, 0);
  std::size_t times = 0;
  for (std::size_t day = 0; day < counts.days; ++day) {
    std::uint32_t events = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      events += first[day * width + 2 * g + 1];
      at_risk[g] += first[day * width + 2 * g] + first[day * width + 2 * g + 1];
    }
    times += events != 0;
  }
  EventTimes result = room_for(times, groups);
  result.rows.assign(at_risk.begin(), at_risk.end());
  const bool from_the_start = counts.entered.empty();
  if (!from_the_start) std::fill(at_risk.begin(), at_risk.end(), 0);
  std::size_t place = 0;
  for (std::size_t day = 0; place < times; ++day) {
    const std::uint32_t* ended = first + day * width;
    std::uint32_t events = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      result.at_risk[g * times + place] = at_risk[g];
      result.events[g * times + place] = ended[2 * g + 1];
      events += ended[2 * g + 1];
      at_risk[g] -= ended[2 * g] + ended[2 * g + 1];
      if (!from_the_start) at_risk[g] += counts.entered[day * counts.cells() + stratum * groups + g];
    }
    place += events != 0;
  }
  return result;
}

EventTimes of_days(const DayCounts& counts, std::size_t stratum) {
  switch (counts.groups) {
    case 2:
      return of_days<2>(counts, stratum);
    case 3:
      return of_days<3>(counts, stratum);
    default:
      return of_days<0>(counts, stratum);
  }
}

}  // namespace

Result<std::vector<EventTimes>> event_times(const FollowUp& data, const Codes& strata, const Codes& groups,
                                            unsigned threads) {
  std::vector<EventTimes> result;
  if (const auto counts = count_days(data, strata, groups, threads)) {
    for (std::size_t stratum = 0; stratum < counts->strata; ++stratum)
      result.push_back(of_days(*counts, stratum));
    return result;
  }
  const auto tables = count_events(data, strata, groups, threads);
  if (!tables) return tl::unexpected(tables.error());
  for (const auto& table : *tables) result.push_back(of_table(table));
  return result;
}

}  // namespace repere::statistics
