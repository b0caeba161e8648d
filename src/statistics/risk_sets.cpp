#include "statistics/risk_sets.hpp"

#include <algorithm>
#include <numeric>

namespace repere::statistics {
namespace {

class Builder {
 public:
  Builder(const FollowUp& data, const TimeAxis& axis, const Codes& strata)
      : data_(data), axis_(axis), strata_(strata) {}

  RiskSets build() {
    sets_.row = order_of_exits(axis_, data_.event, strata_);
    if (!axis_.entry().empty()) sets_.enter.resize(sets_.row.size());
    const auto n = static_cast<std::uint32_t>(sets_.row.size());
    for (std::uint32_t first = 0; first < n;) first = add_stratum(first);
    if (sets_.delayed()) order_by_enter();
    return std::move(sets_);
  }

 private:
  std::uint32_t add_stratum(std::uint32_t first) {
    const std::uint32_t code = strata_[sets_.row[first]];
    std::uint32_t end = first;
    while (end < sets_.row.size() && strata_[sets_.row[end]] == code) ++end;
    const auto first_block = static_cast<std::uint32_t>(sets_.blocks.size());
    for (std::uint32_t at = first; at < end;) at = add_block(at, end);
    const auto end_block = static_cast<std::uint32_t>(sets_.blocks.size());
    sets_.strata.push_back({code, first, end, first_block, end_block});
    if (sets_.delayed()) find_first_blocks(sets_.strata.back());
    return end;
  }

  // The events at one tick open a block; a censoring joins the one that is open.
  std::uint32_t add_block(std::uint32_t at, std::uint32_t end) {
    if (data_.event[sets_.row[at]] == 0) return at + 1;
    RiskSets::Block block{at, at, at, axis_.exit()[sets_.row[at]]};
    const auto is_death = [&](std::uint32_t position) { return data_.event[sets_.row[position]] != 0; };
    while (block.deaths_end < end && is_death(block.deaths_end) &&
           axis_.exit()[sets_.row[block.deaths_end]] == block.tick)
      ++block.deaths_end;
    block.end = block.deaths_end;
    while (block.end < end && !is_death(block.end)) ++block.end;
    sets_.blocks.push_back(block);
    return block.end;
  }

  void find_first_blocks(const RiskSets::Stratum& stratum) {
    const auto first = sets_.blocks.begin() + stratum.first_block;
    const auto end = sets_.blocks.begin() + stratum.end_block;
    for (std::uint32_t position = stratum.first_row; position < stratum.end_row; ++position) {
      const std::uint32_t entry = axis_.entry()[sets_.row[position]];
      const auto found = std::upper_bound(
          first, end, entry,
          [](std::uint32_t tick, const RiskSets::Block& block) { return tick < block.tick; });
      sets_.enter[position] = static_cast<std::uint32_t>(found - sets_.blocks.begin());
    }
  }

  void order_by_enter() {
    const auto blocks = static_cast<std::uint32_t>(sets_.blocks.size());
    sets_.by_enter = order_by(sets_.enter, blocks + 1, {});
    std::vector<std::uint8_t> used(sets_.row.size(), 0);
    for (std::uint32_t b = 0; b < blocks; ++b)
      for (std::uint32_t position = sets_.blocks[b].first; position < sets_.blocks[b].end; ++position)
        used[position] = sets_.enter[position] <= b;
    std::erase_if(sets_.by_enter, [&](std::uint32_t position) { return used[position] == 0; });
  }

  const FollowUp& data_;
  const TimeAxis& axis_;
  const Codes& strata_;
  RiskSets sets_;
};

}  // namespace

std::vector<double> RiskSets::in_order(std::span<const double> by_row) const {
  std::vector<double> result(by_row.size());
  for (std::size_t position = 0; position < result.size(); ++position)
    result[position] = by_row[row[position]];
  return result;
}

RiskSets risk_sets(const FollowUp& data, const TimeAxis& axis, const Codes& strata) {
  return Builder(data, axis, strata).build();
}

}  // namespace repere::statistics
