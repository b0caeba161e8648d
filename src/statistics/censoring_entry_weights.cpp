#include <algorithm>

#include "statistics/censoring_weights.hpp"

namespace repere::statistics {
namespace {

// One group's times in ascending order: at each the events, then the censorings, then the entries. The share G H is
// carried from time to time; only its growth since a row's own time matters, so that it may start anywhere.
class Sweep {
 public:
  Sweep(CensoringWeights::Group& group, const CensoringWeights& weights, const RiskSets& sets,
        std::span<const std::uint32_t> exit, std::vector<std::uint32_t> entries, bool delayed)
      : group_(group),
        kind_(weights.kind),
        sets_(sets),
        exit_(exit),
        entries_(std::move(entries)),
        delayed_(delayed) {
    std::sort(entries_.begin(), entries_.end());
    if (entries_.empty()) at_risk_ = static_cast<std::uint32_t>(group.rows.size());
    group_.at_block.resize(sets.blocks.size());
    group_.era_of_block.resize(sets.blocks.size());
  }

  // False where a weight would be infinite.
  bool run() {
    while (next_row_ < group_.rows.size()) {
      const std::uint32_t tick = next_entry_ < entries_.size()
                                     ? std::min(tick_of(next_row_), entries_[next_entry_])
                                     : tick_of(next_row_);
      reach(tick);
      pass_exits(tick);
      if (!pass_entries(tick)) return false;
    }
    // Past the group's last time nothing is known of its censoring, and its rows no longer count.
    for (; block_ < sets_.blocks.size(); ++block_) group_.era_of_block[block_] = era_ + 1;
    return true;
  }

 private:
  std::uint32_t tick_of(std::size_t i) const { return exit_[sets_.row[group_.rows[i]]]; }

  void reach(std::uint32_t tick) {
    for (; block_ < sets_.blocks.size() && sets_.blocks[block_].tick <= tick; ++block_) {
      group_.at_block[block_] = share_;
      group_.era_of_block[block_] = era_;
    }
  }

  void pass_exits(std::uint32_t tick) {
    std::uint32_t censored = 0, events = 0;
    for (; next_row_ < group_.rows.size() && tick_of(next_row_) == tick; ++next_row_) {
      const std::uint32_t position = group_.rows[next_row_];
      ++(kind_[position] == 0 ? censored : events);
      if (kind_[position] != 2) continue;
      group_.competing.push_back(position);
      group_.inverse_before.push_back(1 / share_);
      group_.first_after.push_back(block_);
      group_.era.push_back(era_);
      ++waiting_;
    }
    at_risk_ -= events;
    if (censored == 0) return;
    const std::uint32_t before = at_risk_;
    at_risk_ -= censored;
    share_ *= static_cast<double>(at_risk_) / before;
    if (at_risk_ == 0) begin_era();
  }

  bool pass_entries(std::uint32_t tick) {
    std::uint32_t entered = 0;
    for (; next_entry_ < entries_.size() && entries_[next_entry_] == tick; ++next_entry_) ++entered;
    if (entered == 0) return true;
    const std::uint32_t before = at_risk_;
    at_risk_ += entered;
    if (!delayed_) return true;
    if (before > 0) {
      share_ *= static_cast<double>(at_risk_) / before;
      return true;
    }
    const std::uint32_t last = tick_of(group_.rows.size() - 1);
    if (waiting_ > 0 && block_ < sets_.blocks.size() && sets_.blocks[block_].tick <= last) return false;
    begin_era();
    return true;
  }

  // Who had a competing event until now counts for nothing from now on.
  void begin_era() {
    ++era_;
    share_ = 1;
    waiting_ = 0;
  }

  CensoringWeights::Group& group_;
  const std::vector<std::uint8_t>& kind_;
  const RiskSets& sets_;
  std::span<const std::uint32_t> exit_;
  std::vector<std::uint32_t> entries_;
  bool delayed_;
  std::size_t next_row_ = 0, next_entry_ = 0;
  std::uint32_t at_risk_ = 0;
  std::uint32_t waiting_ = 0;  // competing events of this era
  std::uint32_t block_ = 0;    // the first whose time has not been reached
  std::uint32_t era_ = 0;
  double share_ = 1;
};

// Entries up to the first end of follow-up of all are no delay.
bool someone_comes_late(const TimeAxis& axis) {
  if (axis.entry().empty()) return false;
  const auto first_end = *std::min_element(axis.exit().begin(), axis.exit().end());
  return std::any_of(axis.entry().begin(), axis.entry().end(), [&](auto entry) { return entry > first_end; });
}

}  // namespace

Result<CensoringWeights> censoring_and_entry_weights(const CompetingRisks& data, const TimeAxis& axis,
                                                     const RiskSets& sets, std::uint32_t cause,
                                                     const Codes& groups) {
  CensoringWeights weights;
  const std::size_t n = sets.rows();
  const bool delayed = someone_comes_late(axis);
  weights.groups.resize(groups.count);
  weights.kind.resize(n);
  std::vector<std::vector<std::uint32_t>> entries(groups.count);
  for (std::uint32_t position = 0; position < n; ++position) {
    const std::uint32_t row = sets.row[position];
    weights.kind[position] = data.cause[row] == 0 ? 0 : data.cause[row] == cause ? 1 : 2;
    weights.groups[groups[row]].rows.push_back(position);
    if (!axis.entry().empty()) entries[groups[row]].push_back(axis.entry()[row]);
  }
  for (std::size_t g = 0; g < weights.groups.size(); ++g)
    if (!Sweep(weights.groups[g], weights, sets, axis.exit(), std::move(entries[g]), delayed).run())
      return fail(ErrorKind::incorrect,
                  "there is a time at which nobody who entered before is still under observation, between a competing "
                  "event and a later event of the cause: the weight of late entry cannot be estimated; leave out "
                  "the rows before that time");
  return weights;
}

}  // namespace repere::statistics
