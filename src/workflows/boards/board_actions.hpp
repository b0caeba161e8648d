#pragma once
#include "workflows/boards/board_means.hpp"

// Who does what by when.
namespace repere::workflows {

/// Adds an action when its id is 0. Who is named as a colleague of the board's centres is called is that account, and is reminded. What stands in a signed report is not rewritten: afterwards who does it, until when and
/// whether it is done may change, its words may not, and none is added.
/// Errors: incorrect without words or somebody who does it; not_found when it is no action of this presentation; conflict on
///   another version, and as above once the case is signed or no longer on the agenda
Result<board::ActionId> put_action(const BoardMeans& means, const Asking& asking, const board::Action& action);

struct ActionLine {
  board::Action action;
  std::string pseudonym;
  board::MeetingId meeting;
  bool overdue = false;
};
/// Of the cases of a centre's boards that the caller may see, those overdue first.
Result<std::vector<ActionLine>> list_actions(const BoardMeans& means, const Asking& asking, const std::string& centre);
/// Who does an action from now on, and until when.
struct Handover {
  board::ActionId action;
  std::int64_t version = 0;
  std::string owner_name;  ///< as put_action
  std::optional<Day> due;
};
/// Also once the case is signed. Errors: incorrect without somebody who does it; as finish_action
Result<void> hand_over_action(const BoardMeans& means, const Asking& asking, board::PresentationId presentation,
                              const Handover& wanted);
/// Errors: not_found when it is no action of this presentation; conflict on another version
Result<void> finish_action(const BoardMeans& means, const Asking& asking, board::PresentationId presentation,
                           board::ActionId id, std::int64_t version);

}  // namespace repere::workflows
