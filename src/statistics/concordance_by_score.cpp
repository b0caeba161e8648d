#include "statistics/concordance_by_score.hpp"

#include <cmath>

#include "statistics/block_counts.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/large_array.hpp"
#include "statistics/order_of_reals.hpp"

namespace repere::statistics {
namespace {

// A row's key is twice its block of event times, and one more if it is censored: an event is compared with the rows of later
// keys, which outlive it.
std::int32_t has_event(const PlacedReal& row) { return 1 - static_cast<std::int32_t>(row.key % 2); }

// For each row twice what it would have with rows of lower scores alone, the scores all different: an event is concordant
// with each of them that outlives it, and a row discordant with each event that it outlives. The rows passed are counted by
// time, of which there are fewer than scores.
template <bool Days>
[[gnu::always_inline]] inline void walk_up(const PlacedReal* rows, std::size_t n, std::uint32_t first_block,
                                           BlockCounts& counts, std::int32_t* twice) {
  BlockCounts::Walk<Days> passed(counts);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t block = rows[i].key / 2 - first_block;
    const BlockCounts::Before before = passed.before(block);
    const std::int32_t outliving = static_cast<std::int32_t>(i) - before.events - before.censored;
    // An event does not outlive those of its own time.
    twice[i] = 2 * (has_event(rows[i]) * (outliving + before.events_in) - before.events);
    passed.count(block, rows[i].key % 2);
  }
}
REPERE_HOT_LOOP void walk_up_days(const PlacedReal* rows, std::size_t n, std::uint32_t first_block,
                                  BlockCounts& counts, std::int32_t* twice) {
  walk_up<true>(rows, n, first_block, counts, twice);
}
REPERE_HOT_LOOP void walk_up_times(const PlacedReal* rows, std::size_t n, std::uint32_t first_block,
                                   BlockCounts& counts, std::int32_t* twice) {
  walk_up<false>(rows, n, first_block, counts, twice);
}

REPERE_HOT_LOOP bool any_tie(const PlacedReal* rows, std::size_t n) {
  std::int32_t ties = 0;
  for (std::size_t i = 1; i < n; ++i) ties |= rows[i].value == rows[i - 1].value;
  return ties != 0;
}

// Goes along rows in order of (score, time): how many of the row's own score it has left behind at other times, and at the
// row's own.
struct AmongTies {
  std::int32_t at_other_times = 0, at_its_time = 0;

  [[gnu::always_inline]] void go(const PlacedReal& from, const PlacedReal& to, std::int32_t from_counts) {
    const std::int32_t same_score = -static_cast<std::int32_t>(from.value == to.value);
    const std::int32_t same_key = -static_cast<std::int32_t>(from.key == to.key) & same_score;
    at_its_time += from_counts;
    at_other_times = (at_other_times + (at_its_time & ~same_key)) & same_score;
    at_its_time &= same_key;
  }
};

struct Ties {
  std::int64_t on_score = 0, on_both = 0;
};

// Rows of one score stand in order of time, so that the walk has taken each pair of them for a discordant one: it is taken
// back from both rows. One run goes up and counts events that a row outlives, one goes down and counts those who
// outlive an event; they go side by side since each step waits for the one before.
REPERE_HOT_LOOP Ties take_back_ties(const PlacedReal* rows, std::size_t n, std::int32_t* twice) {
  Ties ties;
  AmongTies up, down;
  for (std::size_t i = 1; i < n; ++i) {
    up.go(rows[i - 1], rows[i], has_event(rows[i - 1]));
    twice[i] += up.at_other_times;
    ties.on_score += up.at_other_times;
    ties.on_both += has_event(rows[i]) * up.at_its_time;
    const std::size_t k = n - 1 - i;
    down.go(rows[k + 1], rows[k], 1);
    twice[k] += has_event(rows[k]) * down.at_other_times;
  }
  return ties;
}

REPERE_HOT_LOOP std::int64_t sum(const std::int32_t* values, std::size_t n) {
  std::int64_t result = 0;
  for (std::size_t i = 0; i < n; ++i) result += values[i];
  return result;
}

// The squares of what each row has more than is expected of its key, in eight sums that do not wait for each other.
REPERE_HOT_LOOP double squared_changes(const PlacedReal* rows, std::size_t n, const std::int32_t* twice,
                                       const double* expected) {
  Lanes squares{};
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    Lanes change;
    for (std::size_t k = 0; k < 8; ++k) change[k] = twice[i + k] - expected[rows[i + k].key];
    squares += change * change;
  }
  double result = sum_of(squares);
  for (; i < n; ++i) result += (twice[i] - expected[rows[i].key]) * (twice[i] - expected[rows[i].key]);
  return result;
}

class Counter {
 public:
  Counter(const RiskSets& sets, std::span<const double> score)
      : sets_(sets), score_(score), of_key_(2 * sets.blocks.size()) {
    rows_.resize(sets.rows());
    twice_.resize(sets.rows());
  }

  void count(const RiskSets::Stratum& stratum) {
    const std::size_t first = used_;
    if (stratum.first_block == stratum.end_block) return;
    const std::uint32_t first_position = sets_.blocks[stratum.first_block].first;
    const std::size_t n = stratum.end_row - first_position;
    const std::span rows = std::span(rows_).subspan(first, n);
    order_.begin(score_.subspan(first_position, n), rows);
    take(stratum);
    order_.end();
    passed_.reset(stratum.end_block - stratum.first_block);
    const auto walk = passed_.has_days() ? walk_up_days : walk_up_times;
    std::int32_t* const twice = twice_.data() + first;
    walk(rows.data(), rows.size(), stratum.first_block, passed_, twice);
    if (any_tie(rows.data(), rows.size())) {
      const Ties ties = take_back_ties(rows.data(), rows.size(), twice);
      tied_x_ += ties.on_score;
      tied_xy_ += ties.on_both;
    }
    balance_ += sum(twice, rows.size());
  }

  Concordance result(const Codes& clusters) const {
    const std::int64_t difference = balance_ / 2;  // each pair is in the balance of two rows
    Concordance result;
    result.concordant = static_cast<double>((pairs_ - tied_x_ + difference) / 2);
    result.discordant = static_cast<double>((pairs_ - tied_x_ - difference) / 2);
    result.tied_x = static_cast<double>(tied_x_);
    result.tied_y = static_cast<double>(tied_events_ - tied_xy_);
    result.tied_xy = static_cast<double>(tied_xy_);
    if (pairs_ == 0) return result;
    const auto pairs = static_cast<double>(pairs_);
    const double share = static_cast<double>(difference) / pairs;
    result.value = (share + 1) / 2;
    result.std_error = std::sqrt(variance(share, clusters)) / (2 * pairs);
    return result;
  }

 private:
  // What rows of one key have whatever their scores: their pairs, and what concordant pairs are more than discordant ones
  // for a row whose score is above all others.
  struct OfKey {
    std::int32_t pairs, highest;
  };

  // The stratum's rows in order of time, those before its first event, which are in no pair, excepted.
  void take(const RiskSets::Stratum& stratum) {
    std::int32_t events = 0, at_risk = 0;
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b)
      at_risk += static_cast<std::int32_t>(sets_.blocks[b].end - sets_.blocks[b].first);
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const RiskSets::Block& block = sets_.blocks[b];
      const auto deaths = static_cast<std::int32_t>(block.deaths());
      const std::int32_t outliving = at_risk - deaths;
      pairs_ += std::int64_t{deaths} * outliving;
      tied_events_ += std::int64_t{deaths} * (deaths - 1) / 2;
      take(block.first, block.deaths_end, 2 * b, {outliving + events, outliving - events});
      events += deaths;
      take(block.deaths_end, block.end, 2 * b + 1, {events, -events});
      at_risk -= static_cast<std::int32_t>(block.end - block.first);
    }
  }
  void take(std::uint32_t first, std::uint32_t end, std::uint32_t key, OfKey of_key) {
    of_key_[key] = of_key;
    balance_ -= std::int64_t{of_key.highest} * (end - first);
    for (std::uint32_t position = first; position < end; ++position)
      order_.take({score_[position], key, position});
    used_ += end - first;
  }

  double variance(double share, const Codes& clusters) const {
    LargeArray<double> expected(of_key_.size());
    for (std::size_t key = 0; key < expected.size(); ++key)
      expected[key] = of_key_[key].highest + of_key_[key].pairs * share;
    if (clusters.code.empty()) return squared_changes(rows_.data(), used_, twice_.data(), expected.data());
    std::vector<double> of_cluster(clusters.count);
    for (std::size_t i = 0; i < used_; ++i)
      of_cluster[clusters[sets_.row[rows_[i].place]]] += twice_[i] - expected[rows_[i].key];
    double squares = 0;
    for (const double change : of_cluster) squares += change * change;
    return squares;
  }

  const RiskSets& sets_;
  std::span<const double> score_;
  std::vector<OfKey> of_key_;
  LargeArray<PlacedReal> rows_;     // stratum by stratum, once counted by ascending score
  LargeArray<std::int32_t> twice_;  // for each of them twice its balance with lower scores, once with its own
  std::size_t used_ = 0;
  OrderOfReals order_;
  BlockCounts passed_;
  std::int64_t balance_ = 0;  // concordant less discordant, of all rows
  std::int64_t pairs_ = 0, tied_events_ = 0, tied_x_ = 0, tied_xy_ = 0;
};

}  // namespace

Concordance concordance_by_score(const RiskSets& sets, std::span<const double> score, const Codes& clusters) {
  Counter counter(sets, score);
  for (const auto& stratum : sets.strata) counter.count(stratum);
  return counter.result(clusters);
}

}  // namespace repere::statistics
