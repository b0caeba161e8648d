#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "synthetic/random.hpp"

// Quotas: who gets what is random, how many get it is not.
namespace repere::synthetic {

/// Counts of each outcome that are still to be given out; draw() takes one away.
/// Source: Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S (selection sampling), for
/// several
///   outcomes at once
class Quota {
 public:
  Quota() = default;
  explicit Quota(std::vector<std::int64_t> counts);

  /// The outcome of the next of the remaining cases; every order of the remaining outcomes is equally likely.
  /// Shape: remaining() >= 1
  std::size_t draw(Random& random);
  std::int64_t remaining() const { return remaining_; }

 private:
  std::vector<std::int64_t> counts_;
  std::vector<std::uint16_t> order_;  // outcomes by falling count: the search is short
  std::int64_t remaining_ = 0;
};

/// Pairs of numbers in (0, 1) that fill the square more evenly than chance would: shares of them in any part
/// of it hardly vary from seed to seed. Source: additive recurrence with the powers of the plastic number
/// (Roberts 2018, "The unreasonable effectiveness of
///   quasirandom sequences"), shifted at random (Cranley & Patterson 1976, doi:10.1137/0713071)
class EvenPairs {
 public:
  EvenPairs(double first_shift, double second_shift) : first_(first_shift), second_(second_shift) {}
  std::pair<double, double> next();

 private:
  double first_, second_;
};

/// Yes to `yes` of `total` cases: draw() gives 1 for yes.
Quota yes_no(std::int64_t yes, std::int64_t total);
/// `total` cases over `bands` bands as evenly as whole numbers can be.
Quota even_bands(std::int64_t total, std::size_t bands);

/// Whole numbers that add up to `total`, each next to its share, by largest remainders.
/// Shape: shares >= 0, not all 0 (unless total is 0); result: as many numbers as shares
std::vector<std::int64_t> apportioned(std::int64_t total, std::span<const double> shares);
/// `share` of `total`, rounded to the nearest whole number.
std::int64_t share_of(std::int64_t total, double share);

/// The probability whose odds are `odds_ratio` times those of `probability`.
double with_odds_ratio(double probability, double odds_ratio);
/// Two probabilities whose odds differ by `odds_ratio` and whose mixture, `weight` of the first, is `total`.
/// Result: {of the first group, of the second}
std::pair<double, double> split_by_odds_ratio(double total, double weight, double odds_ratio);

}  // namespace repere::synthetic
