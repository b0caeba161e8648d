#include "statistics/robust_curve.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

// A row's influence on a cumulative sum H(t) is w (H(min(t, end)) - H(entry))
// until its end, less its own event's jump from then on. The squares of those
// at risk are kept as H grows: each is 0 when its row enters, and none is a
// difference of large numbers.
class SquaredInfluence {
 public:
  // `sum` is H after each time; `jump` is what a unit of weight of events adds
  // to the log curve at that time.
  SquaredInfluence(std::vector<double> sum, std::vector<double> jump)
      : sum_(std::move(sum)), jump_(std::move(jump)), at_entry_(sum_.size() + 1), at_end_(sum_.size() + 1) {}

  // The row counts in the times first .. last; it ends at `last`.
  // Shape: weight above 0
  void add(std::size_t first, std::size_t last, bool event, double weight) {
    const double start = first == 0 ? 0 : sum_[first - 1];
    const double square = weight * weight, grown = sum_[last] - start;
    at_entry_[first].weight += square;
    ++at_entry_[first].rows;
    Leaving& leaving = at_end_[last];
    leaving.weight += square;
    leaving.grown += square * grown;
    leaving.grown_square += square * grown * grown;
    ++leaving.rows;
    const double ended = grown - (event ? jump_[last] : 0);
    leaving.ended += square * ended * ended;
  }

  std::vector<double> roots() const {
    std::vector<double> result(sum_.size());
    AtRisk now;
    double ended = 0;
    for (std::size_t m = 0; m < result.size(); ++m) {
      now.enter(at_entry_[m]);
      now.grow(sum_[m] - (m == 0 ? 0 : sum_[m - 1]));
      now.leave(at_end_[m]);
      ended += at_end_[m].ended;
      result[m] = std::sqrt(std::max(0.0, now.grown_square) + ended);
    }
    return result;
  }

 private:
  // Sums over rows of w^2.
  struct Entering {
    double weight = 0;
    std::size_t rows = 0;
  };
  // Of w^2, of w^2 (H - H(entry)) and of w^2 (H - H(entry))^2; `ended` of the squared influences from then on.
  struct Leaving {
    double weight = 0, grown = 0, grown_square = 0, ended = 0;
    std::size_t rows = 0;
  };
  struct AtRisk {
    double weight = 0, grown = 0, grown_square = 0;
    std::size_t rows = 0;

    void enter(const Entering& some) { weight += some.weight, rows += some.rows; }
    void grow(double step) {
      grown_square += step * (2 * grown + step * weight);
      grown += step * weight;
    }
    void leave(const Leaving& some) {
      rows -= some.rows;
      weight -= some.weight, grown -= some.grown, grown_square -= some.grown_square;
      if (rows == 0) *this = {};  // exactly nothing, whatever the rounding
    }
  };
  std::vector<double> sum_;
  std::vector<double> jump_;
  std::vector<Entering> at_entry_;
  std::vector<Leaving> at_end_;
};

struct Influences {
  SquaredInfluence survival;
  SquaredInfluence hazard;
};

Influences influences_of(const EventTable& table) {
  const std::size_t m = table.times();
  std::vector<double> greenwood(m), survival_jump(m), nelson(m), hazard_jump(m);
  double greenwood_sum = 0, nelson_sum = 0;
  for (std::size_t i = 0; i < m; ++i) {
    const double events = table.events[i], at_risk = table.at_risk[i];
    const bool all_gone = table.event_rows[i] == table.at_risk_rows[i];
    if (events > 0 && !all_gone) {
      greenwood_sum += events / (at_risk * (at_risk - events));
      survival_jump[i] = 1 / (at_risk - events);
    }
    if (events > 0) {
      nelson_sum += events / (at_risk * at_risk);
      hazard_jump[i] = 1 / at_risk;
    }
    greenwood[i] = greenwood_sum;
    nelson[i] = nelson_sum;
  }
  return {{std::move(greenwood), std::move(survival_jump)}, {std::move(nelson), std::move(hazard_jump)}};
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
    result.push_back({influences[group].survival.roots(), influences[group].hazard.roots()});
    clear_after_the_last_death(result.back().log_survival, tables[group]);
  }
  return result;
}

}  // namespace repere::statistics
