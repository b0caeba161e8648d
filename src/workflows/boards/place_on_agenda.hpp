#pragma once
#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

struct Placing {
  board::MeetingId meeting;
  PatientId patient;
  TumourId tumour;  ///< 0: the patient's only one
  access::ReferralId referral;
  board::Passage passage = board::Passage::discussion;
  std::string rule;  ///< of registered only
  Confidential<std::string> question;
  std::string reason;      ///< a choice of the field "reason"
  bool consent = false;    ///< the patient was told and agrees that the board's centres see the file
  std::string late_reason; ///< after the agenda closed: why it cannot wait
};
/// Places a case; the board's centres may see it from then on. What the registry holds answers the checklist.
/// Errors: incorrect without a question, a reason or (when the board is of another centre) consent, for a board that
///   may not take the case (child, bone: said with a board that may), for registered only without its rule; conflict when
///   the agenda is closed (a coordinator gives `late_reason`), full (the next meeting is named), the case is on it
///   already, the meeting is over or cancelled
Result<board::PresentationId> place_on_agenda(const BoardMeans& means, const Asking& asking, const Placing& placing);

}  // namespace repere::workflows
