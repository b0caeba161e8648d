#pragma once
#include "domain/board/board_rules.hpp"
#include "domain/reference_data.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

namespace repere::workflows {

/// What boards need beside the means of every workflow.
struct BoardMeans {
  const Means& means;
  const ReferenceData& reference;
  const board::BoardRules& rules;
};

}  // namespace repere::workflows
