#pragma once
#include <string>
#include <vector>

#include "domain/board/frcp_codes.hpp"
#include "domain/board/quorum.hpp"
#include "domain/board/readiness.hpp"

namespace repere::board {

/// A rule that lets a case be registered without discussion: knowledge/boards/registered_only.csv.
struct RegisteredOnlyRule {
  std::string code, label_fr, label_en, source;
  bool assumed = false;
};

/// Everything about boards that is data.
struct BoardRules {
  std::vector<QuorumRule> quorum;
  std::vector<ReadinessRule> readiness;
  std::vector<RegisteredOnlyRule> registered_only;
  FrcpCodes frcp;
};

}  // namespace repere::board
