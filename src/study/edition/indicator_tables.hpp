#pragma once
#include "study/edition/table_layout.hpp"

namespace repere::study {

/// What an indicator finds in each case of the study.
enum class CaseAnswer : std::uint8_t { yes, no, unknown, not_concerned };

/// An indicator to publish.
struct CountedIndicator {
  const IndicatorDefinition* definition;
  IndicatorResult described;        ///< its texts
  std::string network;              ///< the variable of the sides; empty: none
  std::vector<CaseAnswer> answers;  ///< one a case of the study
  std::vector<bool> concerned;
  std::vector<double> delay_days;  ///< NaN where not known; empty: no delay
};

/// Counts the answers of every indicator in every row, protects the small ones of all together, and computes what the rest lets
/// be said.
/// Errors: incorrect when a small count cannot be protected
Result<std::vector<EditionIndicator>> indicator_tables(const std::vector<CountedIndicator>& indicators,
                                                       const CaseCodes& codes, const TableLayout& layout,
                                                       const access::SmallNumbers& rule, double level);

}  // namespace repere::study
