#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "domain/board/board_rules.hpp"
#include "domain/edition.hpp"

namespace repere {

/// The rules of boards, and the editions of their files.
struct LoadedBoardRules {
  board::BoardRules rules;
  std::vector<Edition> editions;
};

/// Reads quorum.csv, readiness.csv, registered_only.csv, frcp_value_sets.csv and frcp_codes.csv of a folder.
/// Errors: not_found if one or its sidecar is missing; incorrect with every problem: a specialty that is none, a rule twice on
///   one day, a sort of board without a rule, a code twice, a word whose code is in no value set
Result<LoadedBoardRules> load_board_rules(const std::filesystem::path& folder);

}  // namespace repere
