#pragma once
#include <array>
#include <cstdint>

// Random numbers that are the same on every machine: whole-number generators from their published
// definitions, and no distribution of the standard library (their algorithms are not fixed by the standard).
namespace repere::synthetic {

/// Spreads a number over 64 bits; used to make the state of a generator from a seed.
/// Source: Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195 (SplitMix64, constants of variant 13)
constexpr std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

/// A stream of random numbers named by a seed and a stream number: any case can be made without those before
/// it. Source: Blackman & Vigna 2021, doi:10.1145/3460772 (xoshiro256**)
class Random {
 public:
  explicit constexpr Random(const std::array<std::uint64_t, 4>& state) : state_(state) {}
  constexpr Random(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t value = mixed(seed) ^ mixed(stream + 0x632be59bd9b4e019ULL);
    for (auto& word : state_) {
      value += 0x9e3779b97f4a7c15ULL;
      word = mixed(value);
    }
  }

  constexpr std::uint64_t bits() {
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  /// Shape: in [0, 1), a multiple of 2^-53
  constexpr double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// Shape: in [0, count); count in 1..2^40
  constexpr std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
  }
  /// Shape: in [least, most], each equally likely
  constexpr int between(int least, int most) { return least + static_cast<int>(below(most - least + 1)); }
  constexpr bool chance(double probability) { return uniform() < probability; }

 private:
  static constexpr std::uint64_t rotated(std::uint64_t value, int by) {
    return (value << by) | (value >> (64 - by));
  }
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace repere::synthetic
