#pragma once
#include "study/edition/indicator_tables.hpp"

namespace repere::study {

/// The cells of all indicators with everything that ties them: totals, numbers of cases, sets of cases that hold others.
struct LinkedCounts {
  access::CountSystem system;
  /// cell[indicator][row][answer]
  std::vector<std::vector<std::array<std::size_t, 3>>> cell;
};
LinkedCounts linked_counts(const std::vector<CountedIndicator>& indicators, const CaseCodes& codes,
                           const TableLayout& layout);

}  // namespace repere::study
