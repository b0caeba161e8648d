#pragma once
#include <bit>
#include <cstdint>

// Exponential and logarithm without a branch or a table, correct to two units of the last digit: a loop of them in a
// function with a hot loop becomes vector code. Plain arithmetic in a fixed order: the digits are the same with every
// instruction set.
namespace repere::statistics {

namespace branchless {
inline constexpr double ln2_high = 0x1.62e42feep-1;  // 32 bits: times an exponent it is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;
}  // namespace branchless

/// e to the power: infinity above 709.8, 0 below -745.2, NaN of NaN.
[[gnu::always_inline]] inline double exp_of(double power) {
  using namespace branchless;
  constexpr double to_nearest = 0x1.8p52;  // adding it leaves a whole number in the last bits
  const double above = power < -746.0 ? -746.0 : power;
  const double x = above > 710.0 ? 710.0 : above;
  const double shifted = x * 0x1.71547652b82fep+0 + to_nearest;
  const double whole = shifted - to_nearest;
  const double r = (x - whole * ln2_high) - whole * ln2_low;  // |r| <= ln 2 / 2
  // The series of (e^r - 1 - r) / r^2.
  double series = 1.0 / 6227020800.0;
  series = series * r + 1.0 / 479001600.0;
  series = series * r + 1.0 / 39916800.0;
  series = series * r + 1.0 / 3628800.0;
  series = series * r + 1.0 / 362880.0;
  series = series * r + 1.0 / 40320.0;
  series = series * r + 1.0 / 5040.0;
  series = series * r + 1.0 / 720.0;
  series = series * r + 1.0 / 120.0;
  series = series * r + 1.0 / 24.0;
  series = series * r + 1.0 / 6.0;
  series = series * r + 0.5;
  const double value = (r * r * series + r) + 1.0;
  // 2^whole in two factors, since either end of the range is beyond one.
  const std::uint64_t biased = std::bit_cast<std::uint64_t>(shifted) - 0x4338000000000000ULL + 2048ULL;
  const std::uint64_t first = biased >> 1;
  return value * std::bit_cast<double>((first - 1ULL) << 52) *
         std::bit_cast<double>((biased - first - 1ULL) << 52);
}

/// The natural logarithm.
/// Shape: finite and above 0, else any answer
[[gnu::always_inline]] inline double log_of(double number) {
  using namespace branchless;
  const bool tiny = number < 0x1p-1000;
  const double normal = tiny ? number * 0x1p200 : number;
  const auto bits = std::bit_cast<std::uint64_t>(normal);
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdULL;
  const std::uint64_t exponent = (bits - root_half + (1024ULL << 52)) >> 52;  // 1024 more than it is
  // A small whole number in the last bits of 2^52 is 2^52 more than itself.
  const double whole =
      std::bit_cast<double>(exponent | 0x4330000000000000ULL) - (0x1p52 + 1024) - (tiny ? 200.0 : 0.0);
  const double m =
      std::bit_cast<double>(bits - ((exponent - 1024ULL) << 52));  // from the root of 1/2 to that of 2
  const double f = (m - 1.0) / (m + 1.0);
  const double q = f * f;
  // log m = 2 (f + f^3/3 + f^5/5 + ...)
  double series = 2.0 / 21;
  series = series * q + 2.0 / 19;
  series = series * q + 2.0 / 17;
  series = series * q + 2.0 / 15;
  series = series * q + 2.0 / 13;
  series = series * q + 2.0 / 11;
  series = series * q + 2.0 / 9;
  series = series * q + 2.0 / 7;
  series = series * q + 2.0 / 5;
  series = series * q + 2.0 / 3;
  return whole * ln2_high + ((f * q * series + 2.0 * f) + whole * ln2_low);
}

}  // namespace repere::statistics
