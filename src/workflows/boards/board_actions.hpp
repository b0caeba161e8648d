#pragma once
#include "workflows/boards/board_means.hpp"

// Who does what by when.
namespace repere::workflows {

/// Adds an action when its id is 0. Errors: incorrect without words or somebody who does it
Result<board::ActionId> put_action(const BoardMeans& means, const Asking& asking, const board::Action& action);

struct ActionLine {
  board::Action action;
  std::string pseudonym;
  board::MeetingId meeting;
  bool overdue = false;
};
/// Of the cases of a centre's boards that the caller may see, those overdue first.
Result<std::vector<ActionLine>> list_actions(const BoardMeans& means, const Asking& asking, const std::string& centre);
/// Errors: not_found when it is no action of this presentation; conflict on another version
Result<void> finish_action(const BoardMeans& means, const Asking& asking, board::PresentationId presentation,
                           board::ActionId id, std::int64_t version);

}  // namespace repere::workflows
