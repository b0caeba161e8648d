#pragma once
#include "workflows/boards/board_means.hpp"

// How a case stands on its agenda: its minutes, who presents it, and whether it is discussed at all.
namespace repere::workflows {

struct Slot {
  int minutes = 6;              ///< 1 to 120
  access::AccountId presenter;  ///< 0: to be named
};
/// Errors: incorrect for minutes out of range or a presenter who is not of a centre that sits in the board; conflict as
///   check_changeable
Result<void> set_slot(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                      const Slot& slot);

/// Registered without discussion by a rule, or (no rule) for discussion.
/// Errors: incorrect when there is no such rule; conflict as check_changeable, or when the room has begun to discuss it
Result<void> set_passage(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                         const std::string& rule);

/// The rule of this code that lets a case be registered without discussion; null when there is none.
const board::RegisteredOnlyRule* registered_only_rule(const board::BoardRules& rules, std::string_view code);

}  // namespace repere::workflows
