#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace repere::bench {

/// Counts of latencies, 128 steps to each power of two of nanoseconds: less than 0.8 % off at any size.
class Latencies {
 public:
  void add(std::uint64_t nanoseconds) {
    ++counts_[index_of(nanoseconds)];
    ++all_;
    most_ = std::max(most_, nanoseconds);
  }
  std::uint64_t all() const { return all_; }
  /// Units: share in [0, 1]; milliseconds
  double milliseconds_at(double share) const {
    const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(all_));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > rank) return static_cast<double>(value_of(i)) / 1e6;
    }
    return static_cast<double>(most_) / 1e6;
  }
  void print() const {
    for (const double share : {0.5, 0.9, 0.99, 0.999})
      std::printf("  p%-5g %8.3f ms\n", share * 100, milliseconds_at(share));
    std::printf("  most   %8.3f ms\n", static_cast<double>(most_) / 1e6);
  }

 private:
  static constexpr unsigned step_bits = 7;
  static std::size_t index_of(std::uint64_t n) {
    if (n < (1U << step_bits)) return static_cast<std::size_t>(n);
    const unsigned shift = 63U - static_cast<unsigned>(__builtin_clzll(n)) - step_bits;
    return (static_cast<std::size_t>(shift + 1) << step_bits) +
           static_cast<std::size_t>((n >> shift) & ((1U << step_bits) - 1));
  }
  static std::uint64_t value_of(std::size_t index) {
    const std::size_t power = index >> step_bits, step = index & ((1U << step_bits) - 1);
    return power == 0 ? step : ((std::uint64_t{1} << step_bits) + step + 1) << (power - 1);
  }
  std::array<std::uint64_t, (64 - step_bits + 1) << step_bits> counts_{};
  std::uint64_t all_ = 0, most_ = 0;
};

}  // namespace repere::bench
