#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/result.hpp"

// Which counts may be published: a small one says something of few people, and others must not give it away.
// docs/decisions/0018-small-numbers.md
namespace repere::access {

/// The rule: a count of 1 to threshold - 1 is not published. Zero concerns nobody and may be.
/// Source: the default is that of the CMS Cell Size Suppression Policy, version of 2024-01-26 (resdac.org): no cell of 1 to 10,
///   nor one from which such a cell follows; a value of zero does not violate it
struct SmallNumbers {
  std::int64_t threshold = 11;
  constexpr bool is_small(std::int64_t count) const { return count > 0 && count < threshold; }
};

/// What may happen to a count.
enum class CellKind : std::uint8_t {
  may_be_hidden,  ///< published if it can be
  always_shown,   ///< published whatever follows; never small
  never_shown,    ///< stands in no table, but follows from those that are: the difference of two
};

/// One count of the tables that are published together.
struct CountCell {
  std::int64_t value = 0;
  CellKind kind = CellKind::may_be_hidden;
  double cost = 1;          ///< of hiding it, above 0; a total costs more than a part
  std::uint32_t table = 0;  ///< counts of one table are looked at first, alone
};

/// Sum of factor times count = 0: a total and its parts, an equality, a difference.
struct CountRelation {
  std::vector<std::pair<std::size_t, int>> terms;
};

struct CountSystem {
  std::vector<CountCell> cells;
  std::vector<CountRelation> relations;

  std::size_t add(CountCell cell) {
    cells.push_back(cell);
    return cells.size() - 1;
  }
  /// total = sum of the parts
  void add_total(std::size_t total, std::span<const std::size_t> parts);
};

enum class Protection : std::uint8_t {
  shown,
  small,      ///< hidden: it is small
  secondary,  ///< hidden: small ones would follow from it
};

/// What is hidden so that nobody who knows the relations can narrow a hidden count down. Of every hidden count, whatever is
/// published, an interval as wide as the threshold stays possible; of a small one all values from 0 to the threshold.
/// Shape:  result[cells]
/// Errors: incorrect when a relation does not hold, a count that is always shown is small, or a small count cannot be hidden
///   because of counts that are always shown
/// Source: Fischetti & Salazar 2000, doi:10.1080/01621459.2000.10474282 (protection intervals, linear programs);
///   docs/methods.md, "Small numbers"
Result<std::vector<Protection>> protect(const CountSystem& system, const SmallNumbers& rule);

/// Which rows of a table are published as one, so that none is small; and none differs little from the same row of a larger
/// population, whose numbers are published too.
/// Shape:  larger[k][rows] of populations that hold this one; start[rows]: rows that are taken together already
/// Result: merged[rows]; none, or at least two, or all
std::vector<bool> rows_taken_together(std::span<const std::int64_t> rows,
                                      const std::vector<std::vector<std::int64_t>>& larger,
                                      std::vector<bool> start, const SmallNumbers& rule);

/// The least of 1, 2, 5, 10, 20, 50 … that is not below the threshold: numbers that are published rounded are multiples of it.
std::int64_t rounding_base(const SmallNumbers& rule);

}  // namespace repere::access
