#include "synthetic/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "synthetic/arithmetic.hpp"

namespace repere::synthetic {
namespace {

// The published programs' own first numbers: SplitMix64 from 0, xoshiro256** from the state 1, 2, 3, 4.
TEST(Random, gives_the_numbers_of_the_published_definitions) {
  EXPECT_EQ(mixed(0), 0xe220a8397b1dcdafULL);
  EXPECT_EQ(mixed(0x9e3779b97f4a7c15ULL), 0x6e789e6aa1b965f4ULL);
  Random random({1, 2, 3, 4});
  for (const std::uint64_t expected :
       {11520ULL, 0ULL, 1509978240ULL, 1215971899390074240ULL, 1216172134540287360ULL})
    EXPECT_EQ(random.bits(), expected);
}

TEST(Random, has_streams_that_differ) {
  EXPECT_NE(Random(1, 1).bits(), Random(1, 2).bits());
  EXPECT_NE(Random(1, 1).bits(), Random(2, 1).bits());
  EXPECT_EQ(Random(7, 9).bits(), Random(7, 9).bits());
}

TEST(Random, stays_within_what_is_asked) {
  Random random(3, 0);
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double value = random.uniform();
    ASSERT_TRUE(0 <= value && value < 1);
    sum += value;
    const int whole = random.between(-2, 3);
    ASSERT_TRUE(-2 <= whole && whole <= 3);
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 0.005);
}

TEST(Arithmetic, agrees_with_the_library_to_the_last_digits) {
  for (const double value : {1e-12, 0.003, 0.5, 0.7071, 1.0, 1.5, 2.0, 10.0, 12345.678, 1e9}) {
    EXPECT_NEAR(natural_log(value), std::log(value), 4e-15 * std::max(1.0, std::abs(std::log(value))));
    EXPECT_NEAR(power(value, 0.625) / std::pow(value, 0.625), 1, 1e-13);
  }
  for (const double value : {-50.0, -1.0, 0.0, 0.3, 1.0, 20.0})
    EXPECT_NEAR(exponential(value) / std::exp(value), 1, 1e-13);
}

TEST(Arithmetic, draws_normal_numbers) {
  Random random(5, 0);
  double sum = 0, squares = 0;
  for (int i = 0; i < 50'000; ++i) {
    const double value = normal_draw(random);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / 50'000, 0, 0.02);
  EXPECT_NEAR(squares / 50'000, 1, 0.03);
}

}  // namespace
}  // namespace repere::synthetic
