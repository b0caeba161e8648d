#include "workflows/boards/quorum_now.hpp"

namespace repere::workflows {

board::Quorum quorum_at(const board::BoardRules& rules, const board::Board& board, const board::Meeting& meeting,
                        const std::vector<board::Stay>& stays, Instant when) {
  const auto* rule = board::rule_on(rules.quorum, board.sort, board::local_of(meeting.starts, board.zone).day);
  if (rule == nullptr) return {};
  return board::quorum_of(*rule, board::specialties_of(board::present_at(stays, when)));
}

}  // namespace repere::workflows
