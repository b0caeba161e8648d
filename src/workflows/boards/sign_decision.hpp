#pragma once
#include "workflows/boards/prepare_meeting.hpp"

// A decision becomes one: signed by the coordinator, frozen, told to who asked, written to the registry.
namespace repere::workflows {

/// What a signature would make of it now: the page shows it before anybody signs.
struct Signable {
  std::vector<std::string> missing;  ///< fields, or "modality", "confirmation", "meeting" (has not begun)
  board::Quorum quorum;
  board::Stage as = board::Stage::signed_decision;
};
Result<Signable> signable(const BoardMeans& means, const Asking& asking, board::PresentationId id);

/// Signs. With quorum it is a decision; without, advice, and the case is placed on the board's next meeting. The registry
/// gets the presentation and a decision for each modality; a referral is answered; the report is frozen.
/// Errors: forbidden for all but a coordinator of the board's centres, and naming the confirmation when password and code
///   were not given just before; incorrect with what is missing; conflict when it is signed already, changed since
///   `version`, or the meeting has not begun
Result<board::Signature> sign(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                              std::int64_t version);
Result<void> add_addendum(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                          const Confidential<std::string>& text);

/// The signed report, with its addenda. Errors: not_found when it is not signed
struct SignedReport {
  BoardFile file;  ///< as it is now, for the page around it
  board::Signature signature;
  std::vector<board::Addendum> addenda;
  bool intact = true;  ///< content and addenda have the fingerprints that were kept
};
Result<SignedReport> read_report(const BoardMeans& means, const Asking& asking, board::PresentationId id);
/// Whether content and addenda are what was signed.
bool is_intact(Secrets& secrets, const board::Signature& signature, const std::vector<board::Addendum>& addenda);
/// What whoever sent the patient reads of it, with link and code: the signed decision, never advice that waits for another
/// meeting, and nothing else of the file.
struct SenderReport {
  board::Board board;
  board::Meeting meeting;
  board::Signature signature;
  std::vector<board::Addendum> addenda;
};
/// Shape: the caller has proven to have sent the referral. The newest one; nothing while none is signed.
/// Errors: unavailable when what is kept is not what was signed
Result<std::optional<SenderReport>> report_for_sender(const BoardMeans& means, access::ReferralId referral);

}  // namespace repere::workflows
