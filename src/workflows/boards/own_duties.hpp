#pragma once
#include "workflows/boards/board_means.hpp"
#include "workflows/messages/reminder_store.hpp"

// What waits for whoever asks: where a reminder leads.
namespace repere::workflows {

struct OwnDuty {
  OpenDuty duty;
  board::Presentation presentation;
  board::Meeting meeting;
  board::Board board;
  Confidential<std::string> what;  ///< of an action: its words
  int days_late = 0;               ///< 0: not late
};
/// Of the cases that the caller may see, the longest overdue first, those without a day last. Leaves a line in the trail.
/// Errors: as authorise for read_case
Result<std::vector<OwnDuty>> own_duties(const BoardMeans& means, const Asking& asking);

}  // namespace repere::workflows
