#pragma once
#include "workflows/boards/board_file.hpp"

// Reading what was signed.
namespace repere::workflows {

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
