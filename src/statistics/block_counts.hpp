#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// Where the levels of BlockCounts stand one behind the other, the lowest first, which has a number a block.
struct CountLevels {
  static constexpr std::size_t width = 16;

  std::array<std::size_t, 8> first{};
  std::size_t levels = 0, size = 0;

  CountLevels() = default;
  constexpr explicit CountLevels(std::size_t numbers) {
    do {
      const std::size_t nodes = (numbers + width - 1) / width;
      first[levels++] = size;
      size += nodes * width;
      numbers = nodes;
    } while (numbers > 1);
  }
};

/// Rows counted by the block of event times that they leave with, those with the event and those censored apart. What is
/// asked for is how many leave before a block: sixteen neighbouring blocks are a node that holds the answer for each of them
/// as far as the node goes, sixteen nodes are a node of the next level, and so on. Counting a row changes one node a level,
/// in one vector instruction or a few; an answer is one number a level.
class BlockCounts {
  static constexpr std::size_t width = CountLevels::width;
  static constexpr CountLevels days{4096};

 public:
  /// Begins anew.
  void reset(std::size_t blocks) {
    layout_ = CountLevels(blocks + 1);  // a censored row counts from the block after its own on
    if (has_days()) layout_ = days;
    counts_.assign(2 * layout_.size, 0);
    events_in_.assign(blocks, 0);
  }
  /// Whether there are as many blocks as a follow-up of some years has days, 255 to 4,095: where each level begins is then
  /// known to the compiler.
  bool has_days() const { return layout_.levels == days.levels; }

  struct Before {
    std::int32_t events;     ///< that leave with the block or before
    std::int32_t events_in;  ///< that leave with the block
    std::int32_t censored;   ///< that leave before the block
  };

  /// The counts at work. Shape: Days as has_days()
  template <bool Days>
  class Walk {
   public:
    explicit Walk(BlockCounts& counts)
        : layout_(counts.layout_), counts_(counts.counts_.data()), events_in_(counts.events_in_.data()) {}

    [[gnu::always_inline]] Before before(std::size_t block) const {
      Before sum{0, events_in_[block], 0};
      for (std::size_t level = 0; level < layout().levels; ++level, block /= width) {
        const std::int32_t* number = counts_ + layout().first[level] + block;
        sum.events += number[0];
        sum.censored += number[layout().size];
      }
      return sum;
    }
    [[gnu::always_inline]] void count(std::size_t block, std::uint32_t censored) {
      events_in_[block] += 1 - static_cast<std::int32_t>(censored);
      std::int32_t* const counts = counts_ + censored * layout().size;
      std::size_t at = block + censored;
      add(counts + at / width * width, steps.data() + width - at % width);
      for (std::size_t level = 1; level < layout().levels; ++level) {
        at /= width;  // what comes before the next node's first
        add(counts + layout().first[level] + at / width * width, steps.data() + width - 1 - at % width);
      }
    }

   private:
    // Seen from `width - place` on, 0 before the place and 1 from it on.
    static constexpr std::array<std::int32_t, 2 * width> steps = [] {
      std::array<std::int32_t, 2 * width> result{};
      for (std::size_t i = width; i < result.size(); ++i) result[i] = 1;
      return result;
    }();
    using Node = std::int32_t __attribute__((vector_size(width * sizeof(std::int32_t))));
    [[gnu::always_inline]] static void add(std::int32_t* to, const std::int32_t* step) {
      Node node, more;
      __builtin_memcpy(&node, to, sizeof node);
      __builtin_memcpy(&more, step, sizeof more);
      node += more;
      __builtin_memcpy(to, &node, sizeof node);
    }
    constexpr const CountLevels& layout() const {
      if constexpr (Days)
        return days;
      else
        return layout_;
    }

    const CountLevels& layout_;
    std::int32_t* counts_;
    std::int32_t* events_in_;
  };

 private:
  CountLevels layout_;
  LargeArray<std::int32_t> counts_;  // all levels of the events, all of the censored
  std::vector<std::int32_t> events_in_;
};

}  // namespace repere::statistics
