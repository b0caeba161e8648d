#pragma once
#include <string>

#include "workflows/boards/board_file.hpp"

namespace repere::workflows {

/// What a signature freezes, as JSON (layout "board report 1"): board, meeting, case by pseudonym, question, file, decision,
/// who was present, quorum, actions. No identity: whoever may see it looks it up.
/// Shape: keys in a fixed order, so that the same content is the same text
Confidential<std::string> report_content(const BoardFile& file, board::Stage as, const std::string& signed_by, Instant at);


}  // namespace repere::workflows
