#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/registry/records.hpp"
#include "domain/registry/values.hpp"

namespace repere::synthetic {

/// One thing that was spoilt on purpose: what an import, a quality rule or a search for duplicates should
/// find.
struct DirtTruth {
  std::string table;         ///< "surgeries"
  std::string key;           ///< of the row in that table
  std::string field;         ///< column; empty when it is the row as a whole
  std::string kind;          ///< "missing_value", "refused:death_before_diagnosis", "odd:r0_without_surgery",
                             ///< "near_duplicate" ...
  std::string clean_value;   ///< what stood there before, as files write it
  std::string duplicate_of;  ///< key of the patient that a near duplicate repeats
};

}  // namespace repere::synthetic
