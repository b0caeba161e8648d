#pragma once
#include "domain/reference_data.hpp"
#include "workflows/cases/asking.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

/// Makes a case of a referral that was taken up: a patient with who it is, a tumour at the centre, and the referral's link
/// to it, so that nothing is typed again. Or binds it to a patient who is known here already.
struct OpenCase {
  access::ReferralId referral;
  std::int64_t version = 0;
  PatientId known;     ///< 0: a new patient
  std::string site;    ///< code; empty: not said yet
};
/// Errors: conflict when the referral has a case already, is over, or was not taken up; forbidden unless the caller may edit
///   cases of the centre
Result<PatientId> open_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                            const OpenCase& wanted);
/// The case of a referral; nothing when there is none yet.
Result<std::optional<PatientId>> case_of(const Means& means, const Asking& asking, access::ReferralId referral);

}  // namespace repere::workflows
