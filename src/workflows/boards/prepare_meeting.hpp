#pragma once
#include "workflows/boards/board_means.hpp"

// From a case on an agenda to a file that a board can answer: completing, ordering, carrying over.
namespace repere::workflows {

/// Writes one field. Errors: incorrect with what the field takes; conflict when somebody wrote it meanwhile,
///   it is signed, or (of a decision) the meeting has not begun
Result<std::int64_t> write_entry(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                 const board::Entry& entry);
Result<EntryHistory> entry_history(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                   const std::string& field);

/// What a field holds now, and who wrote it: for whoever wrote the same field meanwhile.
struct FieldNow {
  board::Entry entry;  ///< version 0: nothing was ever written
  std::string author;  ///< the name under which colleagues know them
};
/// Nothing once the case is over: then there is nothing to choose between.
Result<std::optional<FieldNow>> field_now(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                          const std::string& field);

Result<void> set_order(const BoardMeans& means, const Asking& asking, board::MeetingId id,
                       const std::vector<board::PresentationId>& order);
/// To a later meeting, of this board or another one (then as place_on_agenda: consent, suitability). What was written goes
/// along. Returns the new presentation.
Result<board::PresentationId> carry_over(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                         std::int64_t version, board::MeetingId to, const std::string& reason,
                                         bool consent);
/// Errors: incorrect without a reason
Result<void> withdraw(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                      const std::string& reason);

}  // namespace repere::workflows
