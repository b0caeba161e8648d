#pragma once
#include "domain/board/board_rules.hpp"

namespace repere::workflows {

/// The quorum of a board at a moment, by the rule of the meeting's day. Without a rule none is ever reached.
board::Quorum quorum_at(const board::BoardRules& rules, const board::Board& board, const board::Meeting& meeting,
                        const std::vector<board::Stay>& stays, Instant when);

}  // namespace repere::workflows
