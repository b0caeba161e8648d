#include "statistics/cause_counts.hpp"

#include <algorithm>

namespace repere::statistics {
namespace {

// The counts of one group on consecutive slots; a slot is a tick, or the place of a tick in a list.
struct Slots {
  std::span<const std::uint32_t> ended;    // [slots * width]
  std::span<const std::uint32_t> entered;  // [slots] or empty
  std::size_t width;
  std::size_t count() const { return ended.size() / width; }
};

// Who is at risk in the order of time: with everyone there from the start, who has not left; else those who came less
// those who left, an entry counting from just after its slot.
template <class TickOfSlot>
CauseCounts gathered(const Slots& slots, TickOfSlot tick_of_slot) {
  CauseCounts counts;
  for (const auto ended : slots.ended) counts.rows += ended;
  std::size_t used = 0;
  for (std::size_t slot = 0; slot < slots.count(); ++slot) {
    std::uint32_t any = 0;
    for (std::size_t k = 0; k < slots.width; ++k) any |= slots.ended[slot * slots.width + k];
    used += any != 0;
  }
  counts.tick.resize(used);
  counts.at_risk.resize(used);
  counts.ended.resize(used * slots.width);
  std::uint32_t at_risk = slots.entered.empty() ? counts.rows : 0;
  std::size_t m = 0;
  for (std::size_t slot = 0; slot < slots.count(); ++slot) {
    const std::uint32_t* ended = &slots.ended[slot * slots.width];
    std::uint32_t left = 0;
    for (std::size_t k = 0; k < slots.width; ++k) left += ended[k];
    if (left != 0) {
      counts.tick[m] = tick_of_slot(slot);
      counts.at_risk[m] = at_risk;
      std::copy(ended, ended + slots.width, &counts.ended[m * slots.width]);
      ++m;
    }
    at_risk -= left;
    if (!slots.entered.empty()) at_risk += slots.entered[slot];
  }
  return counts;
}

// Few ticks and groups: one pass over the rows counts everything, each tick being its own slot.
std::vector<CauseCounts> by_counting(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups) {
  const std::size_t ticks = axis.ticks(), width = data.causes + 1, n = data.rows();
  std::vector<std::uint32_t> ended(ticks * groups.count * width);
  std::vector<std::uint32_t> entered(axis.entry().empty() ? 0 : ticks * groups.count);
  const std::uint32_t* exit = axis.exit().data();
  const std::uint8_t* cause = data.cause.data();
  if (groups.code.empty()) {
    for (std::size_t row = 0; row < n; ++row) ++ended[exit[row] * width + cause[row]];
  } else {
    const std::uint32_t* group = groups.code.data();
    for (std::size_t row = 0; row < n; ++row) ++ended[(group[row] * ticks + exit[row]) * width + cause[row]];
  }
  if (!entered.empty())
    for (std::size_t row = 0; row < n; ++row) ++entered[groups[row] * ticks + axis.entry()[row]];

  std::vector<CauseCounts> result;
  result.reserve(groups.count);
  for (std::size_t group = 0; group < groups.count; ++group) {
    Slots slots{std::span(ended).subspan(group * ticks * width, ticks * width), {}, width};
    if (!entered.empty()) slots.entered = std::span(entered).subspan(group * ticks, ticks);
    result.push_back(gathered(slots, [](std::size_t slot) { return static_cast<std::uint32_t>(slot); }));
  }
  return result;
}

// Rows in the order of their ends.
CauseCounts of_rows(const CompetingRisks& data, const TimeAxis& axis, std::span<const std::uint32_t> rows) {
  const bool entries = !axis.entry().empty();
  const std::size_t width = data.causes + 1;
  std::vector<std::uint32_t> ticks;
  ticks.reserve(rows.size() * (entries ? 2 : 1));
  for (const auto row : rows) ticks.push_back(axis.exit()[row]);
  if (entries) {
    for (const auto row : rows) ticks.push_back(axis.entry()[row]);
    std::sort(ticks.begin(), ticks.end());
  }
  ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
  std::vector<std::uint32_t> ended(ticks.size() * width), entered(entries ? ticks.size() : 0);
  std::size_t slot = 0;
  for (const auto row : rows) {
    while (ticks[slot] != axis.exit()[row]) ++slot;
    ++ended[slot * width + data.cause[row]];
    if (entries) {
      const auto entry = std::lower_bound(ticks.begin(), ticks.end(), axis.entry()[row]);
      ++entered[static_cast<std::size_t>(entry - ticks.begin())];
    }
  }
  return gathered({ended, entered, width}, [&](std::size_t at) { return ticks[at]; });
}

// Many ticks or groups: the rows of a group are brought together and their own ticks are its slots.
std::vector<CauseCounts> by_group(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups) {
  const auto order = order_by(axis.exit(), axis.ticks(), groups);
  std::vector<CauseCounts> result;
  result.reserve(groups.count);
  std::size_t first = 0;
  for (std::uint32_t group = 0; group < groups.count; ++group) {
    std::size_t end = first;
    while (end < order.size() && groups[order[end]] == group) ++end;
    result.push_back(of_rows(data, axis, std::span(order).subspan(first, end - first)));
    first = end;
  }
  return result;
}

}  // namespace

std::vector<CauseCounts> cause_counts(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups) {
  const double cells = static_cast<double>(axis.ticks()) * groups.count * (data.causes + 1);
  const double affordable = std::max(1'048'576.0, 4.0 * static_cast<double>(data.rows()));
  return cells <= affordable ? by_counting(data, axis, groups) : by_group(data, axis, groups);
}

}  // namespace repere::statistics
