#pragma once
#include <string>

#include "workflows/boards/board_file.hpp"

namespace repere::workflows {

/// As what, by whom and when a report is signed.
struct Signing {
  board::Stage as = board::Stage::signed_decision;
  std::string by;
  Instant at{};
};

/// What a signature freezes, as JSON (layout "board report 1"): board, meeting, case by pseudonym, tumour as the registry knows
/// it, question, file, decision, who was present, quorum, actions. No identity: whoever may see it looks it up.
/// Shape: keys in a fixed order, so that the same content is the same text; keys may be added, `read_signed_content` reads it back
Confidential<std::string> report_content(const BoardMeans& means, const BoardFile& file, const Signing& signing);

}  // namespace repere::workflows
