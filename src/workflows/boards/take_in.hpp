#pragma once
#include "workflows/boards/board_means.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

/// A case that comes to an agenda.
struct Coming {
  PatientId patient;
  TumourId tumour;  ///< 0: the patient's only one
  access::ReferralId referral;
  bool consent = false;
  std::string late_reason;
};
/// A case as a board looks at it before taking it.
struct Suited {
  access::Standing standing;  ///< before the board's centres saw it
  TumourId tumour;
  board::CaseKind kind;
};

/// Whether a meeting may take a case now; when it may, its centres see the case from then on.
/// Errors: conflict when the agenda is closed or full, the meeting over or cancelled; incorrect in words when the board may
///   not take the case (a child, a bone tumour), with a board that may, or consent is missing; not_found when the patient
///   objected; forbidden when another centre is responsible for the case
Result<Suited> take_in(Work& work, const BoardMeans& means, const Asking& asking, const Held& held, const Coming& coming);

/// The day of a moment on the clock of the place: "2026-12-03".
std::string local_day(Instant at, board::Zone zone);

}  // namespace repere::workflows
