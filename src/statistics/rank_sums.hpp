#pragma once
#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace repere::statistics {

/// Weights by rank. What is asked for is what lies below a rank, twice, and at it: 2 * below + same. Then what
/// lies above less what lies below is total - (2 * below + same).
///
/// Sixteen neighbouring ranks are a node that holds this answer for each of them as far as the node's own ranks
/// go; sixteen neighbouring nodes are a node of the next level, and so on. Adding changes one node a level, in
/// one or two vector instructions; asking reads one number a level.
/// Shape: Number a whole number, for counting rows, or double
template <class Number>
class RankSums {
 public:
  void reset(std::size_t ranks) {
    levels_.clear();
    std::size_t nodes = ranks;
    do {
      nodes = (nodes + width - 1) / width;
      levels_.emplace_back(nodes);
    } while (nodes > 1);
    same_.assign(ranks, 0);
    total_ = 0;
  }

  /// Shape: weight any double; of whole numbers 1 or -1
  [[gnu::always_inline]] void add(std::uint32_t rank, Number weight) {
    same_[rank] += weight;
    total_ += weight;
    add_to(levels_[0][rank / width], from_own_on(weight) + (width - rank % width), weight);
    std::uint32_t node = rank / width;
    for (std::size_t level = 1; level < levels_.size(); ++level, node /= width)
      add_to(levels_[level][node / width], after_own(weight) + (width - 1 - node % width), weight);
  }
  [[gnu::always_inline]] Number twice_below_and_same(std::uint32_t rank) const {
    Number sum = levels_[0][rank / width].value[rank % width];
    std::uint32_t node = rank / width;
    for (std::size_t level = 1; level < levels_.size(); ++level, node /= width)
      sum += levels_[level][node / width].value[node % width];
    return sum;
  }
  [[gnu::always_inline]] void will_need(std::uint32_t rank) const {
    __builtin_prefetch(&levels_[0][rank / width], 1);
  }
  Number same(std::uint32_t rank) const { return same_[rank]; }
  Number total() const { return total_; }

 private:
  static constexpr std::uint32_t width = 16;
  static constexpr bool counts = std::is_integral_v<Number>;
  struct alignas(64) Node {
    std::array<Number, width> value{};
  };
  using Steps = std::array<Number, 2 * width + 1>;

  // Seen from `width - place` on, the steps are 0 before the place, `own` at it, 2 after it.
  static constexpr Steps steps(Number own, Number sign) {
    Steps result{};
    for (std::size_t i = width; i < result.size(); ++i) result[i] = i == width ? own * sign : 2 * sign;
    return result;
  }
  static constexpr Steps up_own = steps(1, 1), up_after = steps(2, 1);
  static constexpr Steps down_own = steps(1, -1), down_after = steps(2, -1);
  // Counts are added or taken off by a table of their own, weights multiply the table.
  static const Number* from_own_on(Number weight) {
    return counts && weight < 0 ? down_own.data() : up_own.data();
  }
  static const Number* after_own(Number weight) {
    return counts && weight < 0 ? down_after.data() : up_after.data();
  }
  typedef Number Vector __attribute__((vector_size(width * sizeof(Number))));
  [[gnu::always_inline]] static void add_to(Node& node, const Number* step, Number weight) {
    Vector sum, more;
    __builtin_memcpy(&sum, node.value.data(), sizeof sum);
    __builtin_memcpy(&more, step, sizeof more);
    if constexpr (!counts) more *= weight;
    sum += more;
    __builtin_memcpy(node.value.data(), &sum, sizeof sum);
  }

  std::vector<std::vector<Node>> levels_;
  std::vector<Number> same_;
  Number total_ = 0;
};

}  // namespace repere::statistics
