#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// A number that is to be put in order, with the place it came from and a number that comes along.
struct PlacedReal {
  double value;
  std::uint32_t key;
  std::uint32_t place;
};

/// Puts real numbers in ascending order, equal ones in the order in which they came. They are thrown into equally wide bins,
/// two for each, after which few are out of place; where they are many they are parted first into pieces that fit the cache.
/// 0 and -0 are one. NaN are ordered by their bits, outside the infinities; where one or an infinity is among the numbers,
/// all are replaced by others in the same order.
/// Shape: begin() with fewer than 2^32 numbers and room for as many; take() of each of these in the same order; end(), after
///   which the room holds them in order
/// Cost:  linear where the numbers are spread, n log n in any case
class OrderOfReals {
 public:
  void begin(std::span<const double> values, std::span<PlacedReal> room);
  [[gnu::always_inline]] void take(const PlacedReal& real) { room_[end_[bins_.of(real.value)]++] = real; }
  void end();

 private:
  // A larger number is never in an earlier bin: subtraction, product and cut keep order, whatever their rounding.
  struct Bins {
    double least = 0, per_unit = 0;
    std::size_t count = 1;

    [[gnu::always_inline]] std::size_t of(double value) const {
      if (count == 1) return 0;  // whatever the number, NaN too
      return static_cast<std::uint32_t>(static_cast<std::int32_t>((value - least) * per_unit));
    }
  };
  static Bins bins_for(double least, double most, std::size_t numbers);
  void counts_to_places();
  void sort_pieces(std::span<PlacedReal> reals, unsigned depth);
  void sort(std::span<PlacedReal> reals, unsigned depth);
  void put_in_order(const Bins& bins, std::span<const PlacedReal> thrown, std::span<PlacedReal> to) const;

  std::span<PlacedReal> room_;
  Bins bins_;
  bool finite_ = true, all_one_ = false;
  std::vector<std::uint32_t> end_;  // of each bin, once its numbers are in it
  LargeArray<PlacedReal> spare_;
};

}  // namespace repere::statistics
