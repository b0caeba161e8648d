#include "statistics/cause_sums.hpp"

#include <algorithm>

#include "statistics/summation.hpp"

namespace repere::statistics {
namespace {

CauseSums of_counts(const CauseCounts& counts, std::size_t width) {
  CauseSums sums;
  sums.ended.assign(counts.ended.begin(), counts.ended.end());
  sums.squares = sums.ended;
  sums.at_risk.assign(counts.at_risk.begin(), counts.at_risk.end());
  sums.left.resize(counts.times());
  sums.all_gone.resize(counts.times());
  for (std::size_t m = 0; m < counts.times(); ++m) {
    const std::uint32_t* ended = &counts.ended[m * width];
    std::uint32_t events = 0;
    for (std::size_t k = 1; k < width; ++k) events += ended[k];
    sums.left[m] = counts.at_risk[m] - events - ended[0];
    sums.all_gone[m] = events > 0 && events == counts.at_risk[m];
  }
  sums.left_squares = sums.left;
  return sums;
}

// Weights are added up by the time at which a row comes and at which it goes; rows of weight 0 are in no sum.
class Weighing {
 public:
  Weighing(const CauseCounts& counts, std::size_t width)
      : tick_(counts.tick),
        width_(width),
        entered_(counts.times() + 1),
        entered_squares_(counts.times() + 1),
        entered_rows_(counts.times() + 1),
        ended_rows_(counts.times() * width) {
    ended_.resize(counts.times() * width);
    ended_squares_.resize(counts.times() * width);
  }

  void add(std::uint32_t exit, const std::uint32_t* entry, std::size_t cause, double weight) {
    if (weight == 0) return;
    const auto place = [&](auto bound) { return static_cast<std::size_t>(bound - tick_.begin()); };
    const std::size_t came =
        entry == nullptr ? 0 : place(std::upper_bound(tick_.begin(), tick_.end(), *entry));
    const std::size_t went = place(std::lower_bound(tick_.begin(), tick_.end(), exit)) * width_ + cause;
    entered_[came].add(weight);
    entered_squares_[came].add(weight * weight);
    ++entered_rows_[came];
    ended_[went].add(weight);
    ended_squares_[went].add(weight * weight);
    ++ended_rows_[went];
  }

  // From the first time to the last: who leaves is taken out again with the rounding kept, in the sums of each time too,
  // and where nobody is left the sums are exactly 0.
  CauseSums finish() {
    const std::size_t times = tick_.size();
    for (auto* column : {&sums_.at_risk, &sums_.left, &sums_.left_squares}) column->resize(times);
    sums_.all_gone.resize(times);
    ReversibleSum weight, squares;
    std::uint32_t rows = 0;
    for (std::size_t m = 0; m < times; ++m) {
      weight.add(entered_[m]);
      squares.add(entered_squares_[m]);
      rows += entered_rows_[m];
      sums_.at_risk[m] = weight.value();
      std::uint32_t events = 0;
      for (std::size_t k = 0; k < width_; ++k) {
        const std::size_t at = m * width_ + k;
        weight.remove(ended_[at]);
        squares.remove(ended_squares_[at]);
        sums_.ended.push_back(ended_[at].value());
        sums_.squares.push_back(ended_squares_[at].value());
        if (k > 0) events += ended_rows_[at];
      }
      sums_.all_gone[m] = events > 0 && events == rows;
      rows -= events + ended_rows_[m * width_];
      if (rows == 0) weight = squares = {};
      sums_.left[m] = std::max(weight.value(), 0.0);
      sums_.left_squares[m] = std::max(squares.value(), 0.0);
    }
    return std::move(sums_);
  }

 private:
  const std::vector<std::uint32_t>& tick_;
  std::size_t width_;
  std::vector<ReversibleSum> entered_, entered_squares_;  // by the first time at which they count
  std::vector<ReversibleSum> ended_, ended_squares_;
  std::vector<std::uint32_t> entered_rows_, ended_rows_;
  CauseSums sums_;
};

}  // namespace

std::vector<CauseSums> cause_sums(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups,
                                  const std::vector<CauseCounts>& counts) {
  const std::size_t width = data.causes + 1;
  std::vector<CauseSums> result;
  result.reserve(counts.size());
  if (data.weight.empty()) {
    for (const auto& of_group : counts) result.push_back(of_counts(of_group, width));
    return result;
  }
  std::vector<Weighing> weighing;
  weighing.reserve(counts.size());
  for (const auto& of_group : counts) weighing.emplace_back(of_group, width);
  for (std::size_t row = 0; row < data.rows(); ++row)
    weighing[groups[row]].add(axis.exit()[row], axis.entry().empty() ? nullptr : &axis.entry()[row],
                              data.cause[row], data.weight[row]);
  for (auto& of_group : weighing) result.push_back(of_group.finish());
  return result;
}

}  // namespace repere::statistics
