#include "statistics/event_table.hpp"

#include <algorithm>

#include "statistics/day_counts.hpp"
#include "statistics/summation.hpp"

namespace repere::statistics {
namespace {

// Counts of one stratum on a list of slots (ticks, ascending) by group. A row's
// slot is where its tick stands in it.
struct Histogram {
  std::size_t slots = 0;
  std::size_t groups = 1;
  bool weighted = false;
  std::vector<std::uint32_t> ended;    // [slots * groups * 2], censored then event
  std::vector<std::uint32_t> entered;  // [slots * groups], entries at that tick; empty without entries
  std::vector<double> ended_weight;
  std::vector<double> entered_weight;
  std::vector<std::uint32_t> ended_heavy;  // of those above, rows whose weight is above 0
  std::vector<std::uint32_t> entered_heavy;

  Histogram(std::size_t slot_count, std::size_t group_count, bool with_weights, bool with_entries)
      : slots(slot_count), groups(group_count), weighted(with_weights), ended(slots * groups * 2) {
    if (with_entries) entered.resize(slots * groups);
    if (!weighted) return;
    ended_weight.resize(ended.size());
    ended_heavy.resize(ended.size());
    entered_weight.resize(entered.size());
    entered_heavy.resize(entered.size());
  }
  void add_exit(std::size_t slot, std::size_t group, std::uint8_t event, double weight) {
    const std::size_t at = (slot * groups + group) * 2 + event;
    ++ended[at];
    if (weighted) ended_weight[at] += weight, ended_heavy[at] += weight > 0;
  }
  void add_entry(std::size_t slot, std::size_t group, double weight) {
    const std::size_t at = slot * groups + group;
    ++entered[at];
    if (weighted) entered_weight[at] += weight, entered_heavy[at] += weight > 0;
  }
  double ended_at(std::size_t at) const { return weighted ? ended_weight[at] : ended[at]; }
  double entered_at(std::size_t at) const { return weighted ? entered_weight[at] : entered[at]; }
  std::uint32_t ended_rows(std::size_t at) const { return weighted ? ended_heavy[at] : ended[at]; }
  std::uint32_t entered_rows(std::size_t at) const { return weighted ? entered_heavy[at] : entered[at]; }
};

// Who is at risk, kept while walking from the last time to the first. When
// nobody is left the sum of weights is exactly 0 again, whatever rounding the
// additions and removals left behind.
struct AtRisk {
  ReversibleSum weight;
  std::uint32_t rows = 0;

  void add(double more, std::uint32_t more_rows) { weight.add(more), rows += more_rows; }
  void remove(double less, std::uint32_t less_rows) {
    rows -= less_rows;
    weight.add(-less);
    if (rows == 0) weight = {};
  }
};

std::vector<std::size_t> slots_with_exits(const Histogram& counts) {
  std::vector<std::size_t> used;
  const std::size_t width = counts.groups * 2;
  for (std::size_t slot = 0; slot < counts.slots; ++slot)
    for (std::size_t i = 0; i < width; ++i)
      if (counts.ended[slot * width + i] != 0) {
        used.push_back(slot);
        break;
      }
  return used;
}

// The entries between this time and the next one with an exit leave the risk
// set before this time is counted.
void fill_group(EventTable& table, const Histogram& counts, const std::vector<std::size_t>& used,
                std::size_t group) {
  AtRisk at_risk;
  std::size_t slot = counts.slots;
  for (std::size_t m = used.size(); m-- > 0;) {
    const std::size_t at = (used[m] * counts.groups + group) * 2;
    const std::size_t cell = m * counts.groups + group;
    table.censored[cell] = counts.ended_at(at);
    table.events[cell] = counts.ended_at(at + 1);
    table.event_rows[cell] = counts.ended_rows(at + 1);
    at_risk.add(table.censored[cell] + table.events[cell], counts.ended_rows(at) + counts.ended_rows(at + 1));
    table.rows[group] += counts.ended[at] + counts.ended[at + 1];
    if (!counts.entered.empty())
      while (slot > used[m]) {
        --slot;
        const std::size_t entry = slot * counts.groups + group;
        at_risk.remove(counts.entered_at(entry), counts.entered_rows(entry));
      }
    table.at_risk[cell] = at_risk.weight.value();
    table.at_risk_rows[cell] = at_risk.rows;
  }
}

template <class TickOfSlot>
EventTable table_of(const Histogram& counts, const TimeAxis& axis, TickOfSlot tick_of_slot) {
  EventTable table;
  const auto used = slots_with_exits(counts);
  const std::size_t cells = used.size() * counts.groups;
  table.groups = static_cast<std::uint32_t>(counts.groups);
  table.tick.reserve(used.size());
  table.time.reserve(used.size());
  for (const auto slot : used) {
    table.tick.push_back(tick_of_slot(slot));
    table.time.push_back(axis.value(table.tick.back()));
  }
  for (auto* column : {&table.at_risk, &table.events, &table.censored}) column->resize(cells);
  table.at_risk_rows.resize(cells);
  table.event_rows.resize(cells);
  table.rows.resize(counts.groups);
  for (std::size_t group = 0; group < counts.groups; ++group) fill_group(table, counts, used, group);
  return table;
}

// Few ticks and strata: one pass over the rows counts everything, each tick being its own slot, as days are.
std::vector<EventTable> by_counting(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                    const Codes& groups) {
  DayCounts counts{axis.ticks(), strata.count, groups.count, {}, {}};
  counts.ended.resize(axis.ticks() * counts.cells() * 2);
  if (!axis.entry().empty()) counts.entered.resize(axis.ticks() * counts.cells());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const std::size_t cell = std::size_t{strata[row]} * groups.count + groups[row];
    ++counts.ended[2 * (axis.exit()[row] * counts.cells() + cell) + data.event[row]];
    if (!axis.entry().empty()) ++counts.entered[axis.entry()[row] * counts.cells() + cell];
  }
  std::vector<EventTable> tables = event_tables(counts);
  for (EventTable& table : tables)
    for (std::size_t m = 0; m < table.times(); ++m) table.time[m] = axis.value(table.tick[m]);
  return tables;
}

std::vector<EventTable> by_adding_weights(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                          const Codes& groups) {
  std::vector<Histogram> sums(strata.count, {axis.ticks(), groups.count, true, !axis.entry().empty()});
  for (std::size_t row = 0; row < data.rows(); ++row) {
    Histogram& mine = sums[strata[row]];
    mine.add_exit(axis.exit()[row], groups[row], data.event[row], data.weight[row]);
    if (!axis.entry().empty()) mine.add_entry(axis.entry()[row], groups[row], data.weight[row]);
  }
  std::vector<EventTable> tables;
  tables.reserve(strata.count);
  for (const auto& mine : sums)
    tables.push_back(table_of(mine, axis, [](std::size_t slot) { return static_cast<std::uint32_t>(slot); }));
  return tables;
}

// The ticks at which the rows, in the order of their ends, end.
std::vector<std::uint32_t> distinct_ticks(const TimeAxis& axis, std::span<const std::uint32_t> by_exit) {
  std::vector<std::uint32_t> ticks;
  for (const auto row : by_exit)
    if (ticks.empty() || ticks.back() != axis.exit()[row]) ticks.push_back(axis.exit()[row]);
  return ticks;
}

// An entry counts at the last slot that it is not at risk for: that is where it leaves the risk set again.
void add_entries(Histogram& counts, const FollowUp& data, const TimeAxis& axis, const Codes& groups,
                 std::span<const std::uint32_t> by_entry, std::span<const std::uint32_t> ticks) {
  std::size_t after = 0;  // slots up to the entry
  for (const auto row : by_entry) {
    while (after < ticks.size() && ticks[after] <= axis.entry()[row]) ++after;
    if (after > 0) counts.add_entry(after - 1, groups[row], data.weight.empty() ? 1 : data.weight[row]);
  }
}

EventTable table_of_rows(const FollowUp& data, const TimeAxis& axis, const Codes& groups,
                         std::span<const std::uint32_t> by_exit, std::span<const std::uint32_t> by_entry) {
  const auto ticks = distinct_ticks(axis, by_exit);
  Histogram counts(ticks.size(), groups.count, !data.weight.empty(), !by_entry.empty());
  std::size_t slot = 0;
  for (const auto row : by_exit) {
    while (ticks[slot] != axis.exit()[row]) ++slot;
    counts.add_exit(slot, groups[row], data.event[row], data.weight.empty() ? 1 : data.weight[row]);
  }
  add_entries(counts, data, axis, groups, by_entry, ticks);
  return table_of(counts, axis, [&](std::size_t at) { return ticks[at]; });
}

// Many strata with few rows each: the rows of a stratum are brought together in the order of their times, and its own
// ticks are its slots.
std::vector<EventTable> by_stratum(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                   const Codes& groups) {
  const auto by_exit = order_by(axis.exit(), axis.ticks(), strata);
  const auto by_entry =
      axis.entry().empty() ? std::vector<std::uint32_t>() : order_by(axis.entry(), axis.ticks(), strata);
  std::vector<EventTable> tables;
  tables.reserve(strata.count);
  std::size_t first = 0;
  for (std::uint32_t stratum = 0; stratum < strata.count; ++stratum) {
    std::size_t end = first;
    while (end < by_exit.size() && strata[by_exit[end]] == stratum) ++end;
    const auto mine = [&](const std::vector<std::uint32_t>& rows) {
      return rows.empty() ? std::span<const std::uint32_t>() : std::span(rows).subspan(first, end - first);
    };
    tables.push_back(table_of_rows(data, axis, groups, mine(by_exit), mine(by_entry)));
    first = end;
  }
  return tables;
}

}  // namespace

std::vector<EventTable> event_tables(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                     const Codes& groups) {
  const double cells = static_cast<double>(axis.ticks()) * strata.count * groups.count;
  const double affordable = std::max(1'048'576.0, 4.0 * static_cast<double>(data.rows()));
  if (cells > affordable) return by_stratum(data, axis, strata, groups);
  return data.weight.empty() ? by_counting(data, axis, strata, groups)
                             : by_adding_weights(data, axis, strata, groups);
}

Result<std::vector<EventTable>> count_events(const FollowUp& data, const Codes& strata, const Codes& groups,
                                             unsigned threads) {
  if (const auto counts = count_days(data, strata, groups, threads)) return event_tables(*counts);
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  if (auto good = check(groups, data.rows(), "groups"); !good) return tl::unexpected(good.error());
  if (auto good = check(strata, data.rows(), "strata"); !good) return tl::unexpected(good.error());
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  return event_tables(data, *axis, strata, groups);
}

}  // namespace repere::statistics
