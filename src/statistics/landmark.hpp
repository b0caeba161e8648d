#pragma once
#include <cstdint>
#include <vector>

#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// Who comes in after the start.
enum class LateEntries {
  kept,      ///< at risk from their entry: what conditional survival needs
  left_out,  ///< nobody but those under observation at the landmark
};

/// The rows that are still at risk just after a time, observed from then on. Times stay counted from the origin.
/// Shape:  every column [rows kept] or empty as in the data; owns what view() borrows
struct RowsAtRisk {
  std::vector<std::int32_t> days, entry_days;
  std::vector<double> reals, entry_reals, weight;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> code;
  std::uint32_t codes = 1;
  std::size_t left_out = 0;

  FollowUp view() const;
  Codes groups() const { return {code, codes}; }
  std::size_t rows() const { return event.size(); }
};

/// A row is kept when its time is after `start` (by more than rounding) and, unless late entries are kept, its entry is
/// not; its entry becomes `start`, or stays where it is later.
/// Shape:  start >= 0; data and codes as check() wants them
/// Units:  start as the data's times
/// Errors: as check(); incorrect if start is negative or not a number
/// Source: Anderson, Cain & Gelber 1983, doi:10.1200/JCO.1983.1.11.710; docs/methods.md, "Kaplan-Meier", from a time on
Result<RowsAtRisk> rows_at_risk(const FollowUp& data, const Codes& groups, double start,
                                LateEntries late_entries);

}  // namespace repere::statistics
