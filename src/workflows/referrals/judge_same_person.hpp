#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/referrals/referral_store.hpp"

// Whether a referral is about somebody who is known: people say so, with a reason; nothing is deleted, and it can be taken back.
// That it is the same person joins the referral to their case: open_case with `known`.
namespace repere::workflows {

/// Somebody of the same name and birth date: another referral, or a patient.
struct Known {
  referral::ReferralId other;  ///< 0: a patient
  PatientId patient;           ///< 0: a referral
  auto operator<=>(const Known&) const = default;
};
/// The newest that was said of each of them and still counts, as far as the caller may see them.
/// Errors: as authorise_for_referral (read_referral)
Result<std::vector<SameJudgement>> said_of_persons(const Means& means, const Asking& asking, referral::ReferralId id);

/// It is another person: the two are not proposed as one any more, from either side.
/// Errors: incorrect without a reason, or when the other one is none of those proposed; conflict when the referral is joined to it
Result<void> say_different(const Means& means, const Asking& asking, referral::ReferralId id, const Known& known,
                           const Confidential<std::string>& reason);
/// What was said last does not count any more; a referral that was joined to a case leaves it.
/// Errors: incorrect without a reason; conflict when nothing was said, or the referral is on an agenda as that case's
Result<void> take_back(const Means& means, const Asking& asking, referral::ReferralId id, const Known& known,
                       const Confidential<std::string>& reason);

}  // namespace repere::workflows
