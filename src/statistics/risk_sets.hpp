#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// Who is at risk at each event time, for all methods that walk through risk sets.
///
/// The rows stand in the order of (stratum, exit, events first); a row's place in it is its position. An
/// event time and the censorings before the next one are a block: its rows leave together, since nothing is
/// asked in between. A row is at risk in the blocks enter .. its own (from the stratum's first block on
/// without delayed entry).
struct RiskSets {
  /// Rows that have the event at `tick`: positions first .. deaths_end; with those censored then or later: ..
  /// end.
  struct Block {
    std::uint32_t first;
    std::uint32_t deaths_end;
    std::uint32_t end;
    std::uint32_t tick;
    std::uint32_t deaths() const { return deaths_end - first; }
  };
  /// Positions first_row .. end_row; those before its first block's rows left before anything happened.
  struct Stratum {
    std::uint32_t code;
    std::uint32_t first_row;
    std::uint32_t end_row;
    std::uint32_t first_block;
    std::uint32_t end_block;
  };

  std::vector<std::uint32_t> row;  // [n] position -> row
  std::vector<Block> blocks;
  std::vector<Stratum> strata;  // those with rows
  /// Delayed entry only (else both are empty): the first block of each position, and the positions that are
  /// at risk at all by ascending first block.
  std::vector<std::uint32_t> enter;
  std::vector<std::uint32_t> by_enter;

  bool delayed() const { return !enter.empty(); }
  std::size_t rows() const { return row.size(); }
  /// A number a row, by position; nothing of nothing.
  std::vector<double> in_order(std::span<const double> by_row) const;
};

/// Shape: data and strata as checked, axis of the data. Linear in rows.
RiskSets risk_sets(const FollowUp& data, const TimeAxis& axis, const Codes& strata);

}  // namespace repere::statistics
