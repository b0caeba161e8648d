#pragma once
#include <cstddef>

#include "statistics/instruction_sets.hpp"

// Exponential and logarithm of eight numbers at once, correct to two units of the last digit. Plain arithmetic in a
// fixed order: the digits are the same with every instruction set. They are inlined into functions with a hot loop.
namespace repere::statistics {

namespace vector_math {

using Bits = unsigned long long __attribute__((vector_size(64)));

inline constexpr double ln2_high = 0x1.62e42feep-1;  // 32 bits: times an exponent it is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

// The bits of a double and back, lane by lane. GCC's vector cast keeps the bits.
inline constexpr unsigned long long bits_of_2_to_52 = 0x4330000000000000ULL;

}  // namespace vector_math

[[gnu::always_inline]] inline Lanes all_lanes(double value) {
  return Lanes{value, value, value, value, value, value, value, value};
}

/// e to each power: infinity above 709.8, 0 below -745.2, NaN of NaN.
[[gnu::always_inline]] inline Lanes exp_of(const Lanes& power) {
  using namespace vector_math;
  constexpr double to_nearest = 0x1.8p52;  // adding it leaves a whole number in the last bits
  const Lanes above = power < -746.0 ? all_lanes(-746) : power;
  const Lanes x = above > 710.0 ? all_lanes(710) : above;
  const Lanes shifted = x * 0x1.71547652b82fep+0 + to_nearest;
  const Lanes whole = shifted - to_nearest;
  const Lanes r = (x - whole * ln2_high) - whole * ln2_low;  // |r| <= ln 2 / 2
  // The series of (e^r - 1 - r) / r^2.
  Lanes series = all_lanes(1.0 / 6227020800.0);
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
  const Lanes value = (r * r * series + r) + 1.0;
  // 2^whole in two factors, since either end of the range is beyond one.
  const Bits biased = reinterpret_cast<const Bits&>(shifted) - 0x4338000000000000ULL + 2048ULL;
  const Bits first = biased >> 1;
  const Bits one_power = (first - 1ULL) << 52, other_power = (biased - first - 1ULL) << 52;
  return value * reinterpret_cast<const Lanes&>(one_power) * reinterpret_cast<const Lanes&>(other_power);
}

/// The natural logarithm of each number.
/// Shape: finite and above 0
[[gnu::always_inline]] inline Lanes log_of(const Lanes& number) {
  using namespace vector_math;
  const Lanes tiny = number < 0x1p-1000 ? all_lanes(1) : all_lanes(0);
  const Lanes normal = number < 0x1p-1000 ? number * 0x1p200 : number;
  const Bits bits = reinterpret_cast<const Bits&>(normal);
  constexpr unsigned long long root_half = 0x3fe6a09e667f3bcdULL;
  const Bits exponent = (bits - root_half + (1024ULL << 52)) >> 52;  // 1024 more than it is
  const Bits mantissa_bits = bits - ((exponent - 1024ULL) << 52);
  const Bits exponent_bits = exponent | bits_of_2_to_52;
  const Lanes whole = reinterpret_cast<const Lanes&>(exponent_bits) - (0x1p52 + 1024) - 200.0 * tiny;
  const Lanes m = reinterpret_cast<const Lanes&>(mantissa_bits);  // from the root of 1/2 to that of 2
  const Lanes f = (m - 1.0) / (m + 1.0);
  const Lanes q = f * f;
  // log m = 2 (f + f^3/3 + f^5/5 + ...)
  Lanes series = all_lanes(2.0 / 21);
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
