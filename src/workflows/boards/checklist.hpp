#pragma once
#include "workflows/boards/board_means.hpp"

// What a file needs before its meeting: who sees to it, until when, and what has to be asked for again.
namespace repere::workflows {

/// One line of the checklist: done, waived (with a note), its owner, its day.
/// Errors: incorrect when there is no such line, a waiver has no reason, or the owner is not of a centre that sits in the
///   board; conflict as check_changeable
Result<void> set_need(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                      const board::Need& need);

/// Notes that whoever sees to a line was asked for it again, now. Says whether a message leaves for it (remind_owner); otherwise the
/// caller tells them.
/// Errors: incorrect when there is no such line; conflict when it is done or not needed any more, or the case is over
Result<bool> remind(const BoardMeans& means, const Asking& asking, board::PresentationId id, const std::string& code);

/// A line whose day is over and that nobody has done.
struct OverdueNeed {
  board::Presentation presentation;
  board::Meeting meeting;
  board::Board board;
  board::Need need;
  std::string owner;  ///< the name; empty: nobody yet
  int days_late = 0;
};
/// Of the cases that a centre's boards will look at or that the centre presents elsewhere, as far as the caller may see them;
/// the longest overdue first.
Result<std::vector<OverdueNeed>> list_overdue(const BoardMeans& means, const Asking& asking, const std::string& centre);

}  // namespace repere::workflows
