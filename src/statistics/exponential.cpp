#include "statistics/exponential.hpp"

#include <cstdint>
#include <cstring>
#include <limits>

#include "statistics/instruction_sets.hpp"

namespace repere::statistics {

// exp(v) = 2^k exp(r), k the whole number nearest to v / log 2, so that |r| <= 0.35; exp(r) by its series to r^13.
REPERE_HOT_LOOP void exponentials(std::span<double> values) {
  constexpr double log2_high = 0x1.62e42fefa38p-1, log2_low = 0x1.ef35793c7673p-45;
  constexpr double inverse_log2 = 0x1.71547652b82fep0;
  // Added and taken away again it rounds to whole numbers, which then stand in its last bits.
  constexpr double rounder = 0x1.8p52;
  constexpr double coefficient[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                    1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                                    1.0 / 120,        1.0 / 24,        1.0 / 6,        1.0 / 2};
  double* value = values.data();
  const std::size_t n = values.size();
  for (std::size_t i = 0; i < n; ++i) {
    double v = value[i] < -708 ? -708 : value[i];
    v = v > 709 ? 709 : v;
    const double shifted = v * inverse_log2 + rounder;
    const double k = shifted - rounder;
    const double r = (v - k * log2_high) - k * log2_low;
    double sum = coefficient[0];
    for (int c = 1; c < 12; ++c) sum = sum * r + coefficient[c];
    // 1 + r + r^2 * sum, the small part first.
    const double series = 1 + (r + r * r * sum);
    std::uint64_t exponent;
    std::memcpy(&exponent, &shifted, sizeof exponent);
    exponent = (exponent + 1023) << 52;
    double power;
    std::memcpy(&power, &exponent, sizeof power);
    const double result = series * power;
    value[i] = value[i] > 709 ? std::numeric_limits<double>::infinity() : result;
  }
}

}  // namespace repere::statistics
