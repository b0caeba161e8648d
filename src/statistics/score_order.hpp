#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// A row that is to be ordered by its score, with two numbers that come along.
struct ScoredRow {
  double score;
  std::uint32_t key;
  std::uint32_t position;
};

/// Puts rows in ascending order of their scores, rows of one score in the order in which they came. They are thrown into
/// equally wide bins, two a row, after which few are out of place; many rows are parted first into pieces that fit the cache.
/// 0 and -0 are one. NaN are ordered by their bits, outside the infinities; where one or an infinity is among the rows, all
/// scores are replaced by others in the same order.
/// Shape: begin() with the scores of fewer than 2^32 rows and room for the rows; take() of each of these in the same order;
///   end(), after which the room holds them in order
/// Cost:  linear where the scores are spread, n log n in any case
class ScoreOrder {
 public:
  void begin(std::span<const double> scores, std::span<ScoredRow> room);
  [[gnu::always_inline]] void take(const ScoredRow& row) { room_[end_[bins_.of(row.score)]++] = row; }
  void end();

 private:
  // A larger score is never in an earlier bin: subtraction, product and cut keep order, whatever their rounding.
  struct Bins {
    double least = 0, per_unit = 0;
    std::size_t count = 1;

    [[gnu::always_inline]] std::size_t of(double score) const {
      if (count == 1) return 0;  // whatever the score, NaN too
      return static_cast<std::uint32_t>(static_cast<std::int32_t>((score - least) * per_unit));
    }
  };
  static Bins bins_for(double least, double most, std::size_t rows);
  void counts_to_places();
  void sort_pieces(std::span<ScoredRow> rows, unsigned depth);
  void sort(std::span<ScoredRow> rows, unsigned depth);
  void put_in_order(const Bins& bins, std::span<const ScoredRow> thrown, std::span<ScoredRow> to) const;

  std::span<ScoredRow> room_;
  Bins bins_;
  bool finite_ = true, all_one_ = false;
  std::vector<std::uint32_t> end_;  // of each bin, once the rows are in it
  LargeArray<ScoredRow> spare_;
};

}  // namespace repere::statistics
