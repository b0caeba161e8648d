#pragma once
#include "workflows/boards/board_file.hpp"

// A decision becomes one: signed by the coordinator, frozen, told to who asked, written to the registry.
namespace repere::workflows {

/// What a signature would make of it now: the page shows it before anybody signs.
struct Signable {
  std::vector<std::string> missing;  ///< fields, or "modality", "confirmation", "meeting" (has not begun)
  board::Quorum quorum;
  board::Stage as = board::Stage::signed_decision;
};
Signable signable(const BoardMeans& means, const Asking& asking, const BoardFile& file);

/// Signs. With quorum it is a decision; without, advice, and the case is placed on the board's next meeting. The registry
/// gets the presentation and a decision for each modality; a referral is answered; the report is frozen.
/// Errors: forbidden for all but a coordinator of the board's centres, and naming the confirmation when password and code
///   were not given just before; incorrect with what is missing; conflict when it is signed already, changed since
///   `version`, or the meeting has not begun
Result<board::Signature> sign(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                              std::int64_t version);
Result<void> add_addendum(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                          const Confidential<std::string>& text);

}  // namespace repere::workflows
