#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "domain/access/small_numbers.hpp"
#include "study/edition/case_codes.hpp"

namespace repere::study {

/// One way to split the cases of a study into rows, and which rows are published as one.
struct CountSplit {
  static constexpr std::size_t no_row = std::numeric_limits<std::size_t>::max();

  std::vector<NamedGroup> names;
  std::vector<std::size_t> row;  ///< of each case; `no_row`: it counts in none
  std::vector<bool> together;    ///< of each name, as in rows_taken_together

  std::vector<std::int64_t> counts() const;
  /// All rows are one: nothing is told of this split.
  bool is_unpublished() const;
  /// The row that is published with the case in it; `no_row` when there is none.
  std::size_t published_row(std::size_t i) const;
};

/// Whether a reader of both finds a small count: a row of one split less those rows of the other that lie within it.
/// Shape: both split the same cases
bool difference_is_small(const CountSplit& a, const CountSplit& b, const access::SmallNumbers& rule);

/// Adds a row to the one that stands for several: "a+b", "A, B".
void take_into(NamedGroup& several, const NamedGroup& one);

}  // namespace repere::study
