#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// Rows counted by the block of event times that they leave with, those with the event and those censored apart. What is
/// asked for is how many leave before a block: sixteen neighbouring blocks are a node that holds the answer for each of them as
/// far as the node goes, sixteen nodes are a node of the next level, and so on. Counting a row changes one node a level, in one
/// vector instruction or a few; an answer is one number a level.
class BlockCounts {
  static constexpr std::size_t width = 16, most_levels = 8;
  struct alignas(64) Node {
    std::array<std::int32_t, width> value{};
  };
  using Sixteen = std::int32_t __attribute__((vector_size(sizeof(Node))));

 public:
  /// Begins anew.
  void reset(std::size_t blocks) {
    std::array<std::size_t, most_levels> first{};
    std::size_t nodes = blocks + 1, all = 0;  // a censored row counts from the block after its own on
    levels_ = 0;
    do {
      nodes = (nodes + width - 1) / width;
      first[levels_++] = all;
      all += 2 * nodes;
    } while (nodes > 1);
    nodes_.assign(all, Node{});
    for (std::size_t level = 0; level < levels_; ++level) level_[level] = nodes_.data() + first[level];
    events_in_.assign(blocks, 0);
  }
  std::size_t levels() const { return levels_; }

  struct Before {
    std::int32_t events;     ///< that leave with the block or before
    std::int32_t events_in;  ///< that leave with the block
    std::int32_t censored;   ///< that leave before the block
  };

  /// The counts at work. `Levels` is the number of levels where it is known to the compiler, else 0.
  template <std::size_t Levels>
  class Walk {
   public:
    explicit Walk(BlockCounts& counts)
        : level_(counts.level_), levels_(counts.levels_), events_in_(counts.events_in_.data()) {}

    [[gnu::always_inline]] Before before(std::uint32_t block) const {
      Before sum{0, events_in_[block], 0};
      std::size_t at = block;
      for (std::size_t level = 0; level < levels(); ++level, at /= width) {
        const Node* both = level_[level] + at / width * 2;
        sum.events += both[0].value[at % width];
        sum.censored += both[1].value[at % width];
      }
      return sum;
    }
    [[gnu::always_inline]] void count(std::uint32_t block, std::uint32_t censored) {
      events_in_[block] += 1 - static_cast<std::int32_t>(censored);
      std::size_t at = std::size_t{block} + censored;
      add(level_[0][at / width * 2 + censored], steps.data() + (width - at % width));
      for (std::size_t level = 1; level < levels(); ++level) {
        at /= width;
        add(level_[level][at / width * 2 + censored], steps.data() + (width - 1 - at % width));
      }
    }

   private:
    // Seen from `width - place` on, 0 before the place and 1 from it on.
    static constexpr std::array<std::int32_t, 2 * width> steps = [] {
      std::array<std::int32_t, 2 * width> result{};
      for (std::size_t i = width; i < result.size(); ++i) result[i] = 1;
      return result;
    }();
    [[gnu::always_inline]] static void add(Node& node, const std::int32_t* step) {
      Sixteen sum, more;
      __builtin_memcpy(&sum, node.value.data(), sizeof sum);
      __builtin_memcpy(&more, step, sizeof more);
      sum += more;
      __builtin_memcpy(node.value.data(), &sum, sizeof sum);
    }
    std::size_t levels() const { return Levels ? Levels : levels_; }

    std::array<Node*, most_levels> level_;
    std::size_t levels_;
    std::int32_t* events_in_;
  };

 private:
  LargeArray<Node> nodes_;  // of each level, that of the events and that of the censored side by side
  std::array<Node*, most_levels> level_{};
  std::size_t levels_ = 0;
  std::vector<std::int32_t> events_in_;
};

}  // namespace repere::statistics
