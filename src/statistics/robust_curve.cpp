#include "statistics/robust_curve.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace repere::statistics {
namespace {

// A step function H of a group's times.
class Growth {
 public:
  void push(double step) { sum_.push_back(step + (sum_.empty() ? 0 : sum_.back())); }
  double before(std::size_t m) const { return m == 0 ? 0 : sum_[m - 1]; }
  double at(std::size_t m) const { return sum_[m]; }

 private:
  std::vector<double> sum_;
};

// Over the rows at risk at a time m, the sum of w^2 (H(m) - H(entry))^2. Nothing is ever taken out again: what a row of
// weight 1e9 leaves behind when it goes would be more than a row of weight 1 has. Rows that are there from the start are
// summed from the end. The time of any other is cut into pieces of 2^k times, at most two of a size, and each piece keeps
// the sums of its rows' growth up to where it starts, so that a time asks the one piece of each size that holds it.
class RowsAtRisk {
 public:
  explicit RowsAtRisk(std::size_t times)
      : until_(times + 1), leaves_(std::bit_ceil(std::max<std::size_t>(times, 1))) {}

  // The row counts in the times first .. last - 1.
  void add(std::size_t first, std::size_t last, double square, const Growth& growth) {
    if (first == 0) {
      until_[last] += square;
      return;
    }
    if (pieces_.empty()) pieces_.resize(2 * leaves_);
    const double entry = growth.before(first);
    std::size_t size = 1;
    for (std::size_t l = first + leaves_, r = last + leaves_; l < r; l /= 2, r /= 2, size *= 2) {
      if (l % 2 == 1) add_to(l, size, square, entry, growth), ++l;
      if (r % 2 == 1) --r, add_to(r, size, square, entry, growth);
    }
  }

  // All times; call once, after all rows.
  std::vector<double> squares(const Growth& growth) const {
    std::vector<double> result(until_.size() - 1);
    double there = 0;
    for (std::size_t m = result.size(); m-- > 0;) {
      there += until_[m + 1];
      result[m] = growth.at(m) * growth.at(m) * there;
      std::size_t size = 1;
      for (std::size_t p = m + leaves_; p > 0 && !pieces_.empty(); p /= 2, size *= 2) {
        const Piece& piece = pieces_[p];
        const double more = growth.at(m) - growth.before(p * size - leaves_);
        result[m] += piece.grown_square + more * (2 * piece.grown + more * piece.weight);
      }
    }
    return result;
  }

 private:
  // Sums over rows of w^2, w^2 g and w^2 g^2, g being H before the piece less H at the row's entry.
  struct Piece {
    double weight = 0, grown = 0, grown_square = 0;
  };
  void add_to(std::size_t p, std::size_t size, double square, double entry, const Growth& growth) {
    const double grown = growth.before(p * size - leaves_) - entry;
    pieces_[p].weight += square;
    pieces_[p].grown += square * grown;
    pieces_[p].grown_square += square * grown * grown;
  }

  std::vector<double> until_;  // [m + 1], of those there from the start: w^2, by the time they end
  std::size_t leaves_;
  std::vector<Piece> pieces_;  // a binary tree: 1 is all times, 2p and 2p + 1 the halves of p
};

// A row's influence on H(t) is w (H(min(t, end)) - H(entry)), from its own event on less what that event adds.
class SquaredInfluence {
 public:
  // `step`: what H grows by at each time; `own`: what a unit of weight with the event at that time is to have less than H
  // before that time.
  SquaredInfluence(const std::vector<double>& step, std::vector<double> own)
      : own_(std::move(own)), at_risk_(step.size()), ended_(step.size()) {
    for (const double one : step) growth_.push(one);
  }

  // The row counts in the times first .. last; it ends at `last`.
  // Shape: weight above 0
  void add(std::size_t first, std::size_t last, bool event, double weight) {
    const double square = weight * weight;
    const double moved =
        (event ? growth_.before(last) - own_[last] : growth_.at(last)) - growth_.before(first);
    at_risk_.add(first, last, square, growth_);
    ended_[last] += square * moved * moved;
  }

  // Where there is no event the error is the one before, to its last digit: quantiles of limits look for where these change.
  std::vector<double> roots(const std::vector<double>& events) const {
    auto result = at_risk_.squares(growth_);
    double ended = 0;
    for (std::size_t m = 0; m < result.size(); ++m) {
      ended += ended_[m];
      result[m] = events[m] > 0 ? std::sqrt(result[m] + ended) : (m == 0 ? 0 : result[m - 1]);
    }
    return result;
  }

 private:
  Growth growth_;
  std::vector<double> own_;
  RowsAtRisk at_risk_;
  std::vector<double> ended_;  // squared influences of those who end then
};

struct Influences {
  SquaredInfluence survival;
  SquaredInfluence hazard;
};

// The event of a row moves log S by -1 / (Y - d), which with this time's step d / (Y (Y - d)) is -1/Y; and H by 1/Y, with
// -d / Y^2 also (Y - d) / Y^2: so written, nothing is the difference of two large numbers.
Influences influences_of(const EventTable& table) {
  const std::size_t m = table.times();
  std::vector<double> greenwood(m), survival_own(m), nelson(m), hazard_own(m);
  for (std::size_t i = 0; i < m; ++i) {
    const double events = table.events[i], at_risk = table.at_risk[i];
    if (events == 0) continue;
    const bool all_gone = table.event_rows[i] == table.at_risk_rows[i];
    const double left = all_gone ? 0 : at_risk - events;
    if (!all_gone) greenwood[i] = events / (at_risk * left);
    survival_own[i] = 1 / at_risk;
    nelson[i] = events / (at_risk * at_risk);
    hazard_own[i] = left / (at_risk * at_risk);
  }
  return {{greenwood, std::move(survival_own)}, {nelson, std::move(hazard_own)}};
}

// Once all who were at risk have had the event, survival is 0 whatever the
// weights.
void clear_after_the_last_death(std::vector<double>& errors, const EventTable& table) {
  bool gone = false;
  for (std::size_t m = 0; m < errors.size(); ++m) {
    gone = gone || (table.events[m] > 0 && table.event_rows[m] == table.at_risk_rows[m]);
    if (gone) errors[m] = 0;
  }
}

}  // namespace

std::vector<RobustErrors> robust_errors(const FollowUp& data, const TimeAxis& axis, const Codes& groups,
                                        const std::vector<EventTable>& tables) {
  std::vector<Influences> influences;
  influences.reserve(tables.size());
  for (const auto& table : tables) influences.push_back(influences_of(table));
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const auto& ticks = tables[groups[row]].tick;
    const auto slot = [&](auto found) { return static_cast<std::size_t>(found - ticks.begin()); };
    const std::size_t last = slot(std::lower_bound(ticks.begin(), ticks.end(), axis.exit()[row]));
    const std::size_t first =
        axis.entry().empty() ? 0 : slot(std::upper_bound(ticks.begin(), ticks.end(), axis.entry()[row]));
    const double weight = data.weight.empty() ? 1 : data.weight[row];
    if (weight == 0) continue;
    influences[groups[row]].survival.add(first, last, data.event[row] != 0, weight);
    influences[groups[row]].hazard.add(first, last, data.event[row] != 0, weight);
  }
  std::vector<RobustErrors> result;
  result.reserve(tables.size());
  for (std::size_t group = 0; group < tables.size(); ++group) {
    const auto& events = tables[group].events;
    result.push_back({influences[group].survival.roots(events), influences[group].hazard.roots(events)});
    clear_after_the_last_death(result.back().log_survival, tables[group]);
  }
  return result;
}

}  // namespace repere::statistics
