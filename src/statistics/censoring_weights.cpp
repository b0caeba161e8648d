#include "statistics/censoring_weights.hpp"

#include <algorithm>

namespace repere::statistics {
namespace {

// One group's rows in the order of time, a time after the other.
class Builder {
 public:
  Builder(CensoringWeights::Group& group, const std::vector<std::uint8_t>& kind,
          const std::vector<std::uint32_t>& tick, const RiskSets& sets, bool starts_at_0)
      : group_(group), kind_(kind), tick_(tick), sets_(sets), starts_at_0_(starts_at_0) {}

  void build() {
    group_.at_block.resize(sets_.blocks.size());
    group_.era_of_block.resize(sets_.blocks.size());
    group_.events.resize(sets_.blocks.size());
    const auto rows = static_cast<std::uint32_t>(group_.rows.size());
    for (std::uint32_t first = 0; first < rows;) first = add_time(first);
    // Past the group's last time nothing is known of its censoring, and its rows no longer count.
    for (; block_ < sets_.blocks.size(); ++block_) group_.at_block[block_] = 0;
  }

 private:
  std::uint32_t add_time(std::uint32_t first) {
    const std::uint32_t tick = tick_[group_.rows[first]];
    CensoringWeights::Group::Censored time{first, first, 0, 0,
                                           static_cast<std::uint32_t>(group_.rows.size()) - first};
    for (; time.end_row < group_.rows.size() && tick_[group_.rows[time.end_row]] == tick; ++time.end_row)
      if (kind_[group_.rows[time.end_row]] == 0) ++time.count;
    const double after = share_ * static_cast<double>(time.at_risk - time.count) / time.at_risk;
    // Nothing is before time 0: as cmprsk has it, who is censored then is gone.
    const double before = tick == 0 && starts_at_0_ ? after : share_;
    while (block_ < sets_.blocks.size() && sets_.blocks[block_].tick <= tick)
      group_.at_block[block_++] = before;
    const bool at_a_block = block_ > 0 && sets_.blocks[block_ - 1].tick == tick;
    time.block = at_a_block ? block_ - 1 : block_;
    for (std::uint32_t i = first; i < time.end_row; ++i) add_row(group_.rows[i], time.block, before);
    group_.times.push_back(time);
    share_ = after;
    return time.end_row;
  }

  void add_row(std::uint32_t position, std::uint32_t block, double before) {
    if (kind_[position] == 1) ++group_.events[block];
    if (kind_[position] != 2) return;
    group_.competing.push_back(position);
    group_.inverse_before.push_back(1 / before);
    group_.first_after.push_back(block_);
    group_.era.push_back(0);
  }

  CensoringWeights::Group& group_;
  const std::vector<std::uint8_t>& kind_;
  const std::vector<std::uint32_t>& tick_;
  const RiskSets& sets_;
  bool starts_at_0_;
  std::uint32_t block_ = 0;  // the first whose time has not been reached
  double share_ = 1;
};

}  // namespace

CensoringWeights censoring_weights(const CompetingRisks& data, const TimeAxis& axis, const RiskSets& sets,
                                   std::uint32_t cause, const Codes& groups) {
  CensoringWeights weights;
  const std::size_t n = sets.rows();
  weights.groups.resize(groups.count);
  weights.kind.resize(n);
  std::vector<std::uint32_t> tick(n);
  for (std::uint32_t position = 0; position < n; ++position) {
    const std::uint32_t row = sets.row[position];
    tick[position] = axis.exit()[row];
    weights.kind[position] = data.cause[row] == 0 ? 0 : data.cause[row] == cause ? 1 : 2;
    weights.groups[groups[row]].rows.push_back(position);
  }
  // Positions ascend by time, the cause's events first: so do a group's.
  for (auto& group : weights.groups) Builder(group, weights.kind, tick, sets, axis.value(0) == 0).build();
  return weights;
}

}  // namespace repere::statistics
