#include "statistics/day_counts.hpp"

#include <algorithm>

#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

// Rows are checked and then counted in blocks that stay in the nearest cache between the two.
constexpr std::size_t block_rows = 4096;
// Fewer rows are counted before another thread has started.
constexpr std::size_t rows_of_a_thread = 1 << 17;

REPERE_HOT_LOOP std::uint32_t largest(const std::uint32_t* values, std::size_t n) {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < n; ++i) most = std::max(most, values[i]);
  return most;
}

REPERE_HOT_LOOP std::uint8_t largest(const std::uint8_t* values, std::size_t n) {
  std::uint8_t most = 0;
  for (std::size_t i = 0; i < n; ++i) most = std::max(most, values[i]);
  return most;
}

REPERE_HOT_LOOP bool each_below(const std::uint32_t* low, const std::uint32_t* high, std::size_t n) {
  std::uint32_t wrong = 0;
  for (std::size_t i = 0; i < n; ++i) wrong |= low[i] < high[i] ? 0U : 1U;
  return wrong == 0;
}

// Whole numbers from 0 to below `limit`, held as doubles, as days. What is none (NaN too) makes the answer false.
REPERE_HOT_LOOP bool to_days(const double* reals, std::size_t n, double limit, std::uint32_t* days) {
  std::int32_t wrong = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool inside = reals[i] >= 0 && reals[i] < limit;
    const double real = inside ? reals[i] : 0;
    const auto day = static_cast<std::int32_t>(real);
    wrong |= inside && static_cast<double>(day) == real ? 0 : 1;
    days[i] = static_cast<std::uint32_t>(day);
  }
  return wrong == 0;
}

// Neighbouring rows are counted apart, so that rows of one day that follow each other do not wait for each other.
void count_ends(const std::uint32_t* day, const std::uint8_t* event, std::size_t n, std::uint32_t* even,
                std::uint32_t* odd) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    ++even[2 * std::size_t{day[i]} + event[i]];
    ++odd[2 * std::size_t{day[i + 1]} + event[i + 1]];
    ++even[2 * std::size_t{day[i + 2]} + event[i + 2]];
    ++odd[2 * std::size_t{day[i + 3]} + event[i + 3]];
  }
  for (; i < n; ++i) ++even[2 * std::size_t{day[i]} + event[i]];
}

void count_ends(const std::uint32_t* day, const std::uint8_t* event, const std::uint32_t* cell, std::size_t n,
                std::size_t width, std::uint32_t* even, std::uint32_t* odd) {
  const auto place = [=](std::size_t row) {
    return day[row] * width + 2 * std::size_t{cell[row]} + event[row];
  };
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    ++even[place(i)];
    ++odd[place(i + 1)];
    ++even[place(i + 2)];
    ++odd[place(i + 3)];
  }
  for (; i < n; ++i) ++even[place(i)];
}

// Counts a run of rows, block by block.
class Counter {
 public:
  Counter(const FollowUp& data, const Codes& strata, const Codes& groups, std::uint32_t day_limit)
      : data_(data),
        strata_(strata),
        groups_(groups),
        cells_(std::size_t{strata.count} * groups.count),
        day_limit_(day_limit) {}

  // False if a row cannot be counted.
  bool count(std::size_t first, std::size_t end) {
    for (std::size_t row = first; row < end; row += block_rows)
      if (!count_block(row, std::min(block_rows, end - row))) return false;
    return true;
  }

  void add(const Counter& other) {
    make_room(other.days_);
    // Either may have room for more days than it has seen.
    const std::size_t used = other.days_ * cells_ * 2;
    for (std::size_t i = 0; i < used; ++i) even_[i] += other.even_[i] + other.odd_[i];
    if (!data_.entry.empty())
      for (std::size_t i = 0; i < used / 2; ++i) entered_[i] += other.entered_[i];
  }

  DayCounts take() {
    for (std::size_t i = 0; i < even_.size(); ++i) even_[i] += odd_[i];
    even_.resize(days_ * cells_ * 2);
    if (!data_.entry.empty()) entered_.resize(days_ * cells_);
    return {days_, strata_.count, groups_.count, std::move(even_), std::move(entered_)};
  }

 private:
  bool count_block(std::size_t first, std::size_t n) {
    const std::uint32_t* day = days_of(data_.time, first, n, day_buffer_);
    const std::uint8_t* event = data_.event.data() + first;
    if (day == nullptr || largest(event, n) > 1) return false;
    const std::uint32_t last = largest(day, n);
    if (last >= day_limit_) return false;
    if (!codes_fit(strata_, first, n) || !codes_fit(groups_, first, n)) return false;
    make_room(last + 1);
    const std::uint32_t* cell = cells_of(first, n);
    if (cell == nullptr)
      count_ends(day, event, n, even_.data(), odd_.data());
    else
      count_ends(day, event, cell, n, cells_ * 2, even_.data(), odd_.data());
    return data_.entry.empty() || count_entries(first, n, day, cell);
  }

  bool count_entries(std::size_t first, std::size_t n, const std::uint32_t* day, const std::uint32_t* cell) {
    const std::uint32_t* entry = days_of(data_.entry, first, n, entry_buffer_);
    if (entry == nullptr || !each_below(entry, day, n)) return false;
    for (std::size_t i = 0; i < n; ++i) ++entered_[entry[i] * cells_ + (cell == nullptr ? 0 : cell[i])];
    return true;
  }

  using Buffer = std::vector<std::uint32_t>;  // as long as a block once it is needed

  // A negative day is, seen unsigned, too late a day.
  const std::uint32_t* days_of(const Times& times, std::size_t first, std::size_t n, Buffer& buffer) const {
    struct {
      std::size_t first, n;
      double limit;
      Buffer& buffer;
      const std::uint32_t* operator()(std::span<const std::int32_t> days) const {
        return reinterpret_cast<const std::uint32_t*>(days.data()) + first;
      }
      const std::uint32_t* operator()(std::span<const double> reals) const {
        buffer.resize(block_rows);
        return to_days(reals.data() + first, n, limit, buffer.data()) ? buffer.data() : nullptr;
      }
    } const take{first, n, static_cast<double>(day_limit_), buffer};
    return times.visit(take);
  }

  static bool codes_fit(const Codes& codes, std::size_t first, std::size_t n) {
    return codes.code.empty() || largest(codes.code.data() + first, n) < codes.count;
  }

  // The rows' cells, stratum by group; none when there is but one.
  const std::uint32_t* cells_of(std::size_t first, std::size_t n) {
    if (cells_ == 1) return nullptr;
    if (strata_.code.empty() && strata_.count == 1) return groups_.code.data() + first;
    if (groups_.code.empty() && groups_.count == 1) return strata_.code.data() + first;
    cell_buffer_.resize(block_rows);
    for (std::size_t i = 0; i < n; ++i)
      cell_buffer_[i] = strata_[first + i] * groups_.count + groups_[first + i];
    return cell_buffer_.data();
  }

  void make_room(std::uint32_t days) {
    if (days <= days_) return;
    days_ = days;
    const std::size_t size = std::size_t{days} * cells_ * 2;
    if (size <= even_.size()) return;
    const std::size_t ample = std::max(size + size / 8, std::size_t{4096});
    even_.resize(ample);
    odd_.resize(ample);
    if (!data_.entry.empty()) entered_.resize(ample / 2);
  }

  const FollowUp& data_;
  const Codes& strata_;
  const Codes& groups_;
  std::size_t cells_;
  std::uint32_t day_limit_;
  std::uint32_t days_ = 0;
  std::vector<std::uint32_t> even_, odd_, entered_;
  Buffer day_buffer_, entry_buffer_, cell_buffer_;
};

bool lengths_fit(const FollowUp& data, const Codes& strata, const Codes& groups) {
  const std::size_t n = data.rows();
  const auto fits = [n](const Codes& codes) {
    return codes.code.empty() ? codes.count == 1 : codes.code.size() == n && codes.count > 0;
  };
  return n > 0 && n < UINT32_MAX && data.event.size() == n &&
         (data.entry.empty() || data.entry.size() == n) && fits(strata) && fits(groups);
}

void make_room(EventTable& table, std::size_t times, std::uint32_t groups) {
  const std::size_t size = times * groups;
  table.groups = groups;
  table.tick.resize(times);
  table.time.resize(times);
  for (auto* column : {&table.at_risk, &table.events, &table.censored}) column->resize(size);
  table.at_risk_rows.resize(size);
  table.event_rows.resize(size);
  table.rows.resize(groups);
}

REPERE_HOT_LOOP void to_doubles(const std::uint32_t* __restrict whole, std::size_t n,
                                double* __restrict doubles) {
  for (std::size_t i = 0; i < n; ++i) doubles[i] = whole[i];
}

// A stratum of one group, from its first day to its last; a day on which nobody's time ends is written over by the next.
// `Width` is that of a day where it is known to the compiler, else 0.
template <std::size_t Width>
EventTable table_of_one_group(const DayCounts& counts, std::size_t stratum) {
  const std::size_t width = Width ? Width : 2 * counts.cells();
  const std::uint32_t* ended = counts.ended.data() + 2 * stratum;
  const std::uint32_t* entered = counts.entered.empty() ? nullptr : counts.entered.data() + stratum;
  std::size_t times = 0;
  std::uint32_t rows = 0;
  for (std::uint32_t day = 0; day < counts.days; ++day) {
    const std::uint32_t here = ended[day * width] + ended[day * width + 1];
    rows += here;
    times += here != 0;
  }
  EventTable table;
  make_room(table, times, 1);
  table.rows[0] = rows;
  std::uint32_t at_risk = entered == nullptr ? rows : 0;
  std::size_t m = 0;
  for (std::uint32_t day = 0; m < times; ++day) {
    const std::uint32_t censored = ended[day * width], events = ended[day * width + 1];
    table.tick[m] = day;
    table.at_risk_rows[m] = at_risk;
    table.event_rows[m] = events;
    table.censored[m] = censored;
    m += censored + events != 0;
    at_risk -= censored + events;
    if (entered != nullptr) at_risk += entered[day * counts.cells()];
  }
  to_doubles(table.tick.data(), times, table.time.data());
  to_doubles(table.at_risk_rows.data(), times, table.at_risk.data());
  to_doubles(table.event_rows.data(), times, table.events.data());
  return table;
}

// Fills the tables from the last day to the first.
class Tables {
 public:
  explicit Tables(const DayCounts& counts)
      : counts_(counts), groups_(counts.groups), tables_(counts.strata) {}

  std::vector<EventTable> take() {
    const auto used = used_days();
    for (std::size_t s = 0; s < tables_.size(); ++s) make_room(tables_[s], used[s], counts_.groups);
    left_ = used;
    at_risk_.assign(counts_.cells(), 0);
    for (std::uint32_t day = counts_.days; day-- > 0;)
      for (std::size_t s = 0; s < tables_.size(); ++s) take_day(day, s);
    return std::move(tables_);
  }

 private:
  // On how many days a row of each stratum ends.
  std::vector<std::size_t> used_days() const {
    std::vector<std::size_t> used(tables_.size(), 0);
    const std::uint32_t* at = counts_.ended.data();
    for (std::uint32_t day = 0; day < counts_.days; ++day)
      for (auto& days : used) {
        std::uint32_t any = 0;
        for (std::size_t i = 0; i < 2 * groups_; ++i) any |= at[i];
        at += 2 * groups_;
        days += any != 0;
      }
    return used;
  }

  void take_day(std::uint32_t day, std::size_t stratum) {
    const std::size_t cell = (day * tables_.size() + stratum) * groups_;
    const std::uint32_t* ended = counts_.ended.data() + cell * 2;
    std::uint32_t* at_risk = at_risk_.data() + stratum * groups_;
    std::uint32_t any = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::uint32_t rows = ended[2 * g] + ended[2 * g + 1];
      any |= rows;
      at_risk[g] += rows;
    }
    if (!counts_.entered.empty())
      for (std::size_t g = 0; g < groups_; ++g) at_risk[g] -= counts_.entered[cell + g];
    if (any == 0) return;
    EventTable& table = tables_[stratum];
    const std::size_t m = --left_[stratum];
    table.tick[m] = day;
    table.time[m] = day;
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::size_t at = m * groups_ + g;
      table.censored[at] = ended[2 * g];
      table.events[at] = ended[2 * g + 1];
      table.event_rows[at] = ended[2 * g + 1];
      table.at_risk[at] = at_risk[g];
      table.at_risk_rows[at] = at_risk[g];
      table.rows[g] += ended[2 * g] + ended[2 * g + 1];
    }
  }

  const DayCounts& counts_;
  const std::size_t groups_;
  std::vector<EventTable> tables_;
  std::vector<std::size_t> left_;  // rows of each table that are still to be filled
  std::vector<std::uint32_t> at_risk_;
};

}  // namespace

std::optional<DayCounts> count_days(const FollowUp& data, const Codes& strata, const Codes& groups,
                                    unsigned threads) {
  if (!data.weight.empty() || !lengths_fit(data, strata, groups)) return std::nullopt;
  // The counters must not cost more than the rows themselves.
  const double cells = static_cast<double>(strata.count) * groups.count;
  const double affordable = std::max(262'144.0, 2.0 * static_cast<double>(data.rows()));
  const auto day_limit = static_cast<std::uint32_t>(std::min(affordable / cells, 67'108'864.0));
  if (day_limit == 0) return std::nullopt;

  const std::size_t pieces =
      std::max<std::size_t>(1, std::min<std::size_t>(threads, data.rows() / rows_of_a_thread));
  std::vector<Counter> counters(pieces, Counter(data, strata, groups, day_limit));
  std::vector<std::uint8_t> counted(pieces, 0);
  const std::size_t share = (data.rows() + pieces - 1) / pieces;
  in_parallel(threads, pieces, [&](std::size_t piece) {
    counted[piece] = counters[piece].count(piece * share, std::min(data.rows(), (piece + 1) * share));
  });
  if (std::find(counted.begin(), counted.end(), 0) != counted.end()) return std::nullopt;
  for (std::size_t piece = 1; piece < pieces; ++piece) counters[0].add(counters[piece]);
  return counters[0].take();
}

std::vector<EventTable> event_tables(const DayCounts& counts) {
  if (counts.groups > 1) return Tables(counts).take();
  std::vector<EventTable> tables;
  tables.reserve(counts.strata);
  for (std::size_t stratum = 0; stratum < counts.strata; ++stratum)
    tables.push_back(counts.strata == 1 ? table_of_one_group<2>(counts, stratum)
                                        : table_of_one_group<0>(counts, stratum));
  return tables;
}

}  // namespace repere::statistics
