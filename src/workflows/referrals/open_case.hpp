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
  PatientId known;   ///< 0: a new patient
  Confidential<std::string> reason = {};  ///< why it is the same person; kept with who said so, and can be taken back
  std::string site;  ///< code; empty: not said yet
  bool anyway =
      false;  ///< a new patient although somebody of the same name and birth date is known: another person
};
/// Errors: conflict when the referral has a case already, was closed or not taken up, has changed since `version`, or
///   somebody of the same name and birth date is known whom the caller may see (told by number); incorrect for a site that
///   is none; forbidden unless the caller may edit cases of the centre; for a known patient, as authorise_for_case
///   (read_case)
Result<PatientId> open_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                            const OpenCase& wanted);
/// The case of a referral; nothing when there is none yet, or it is none that the caller may see.
Result<std::optional<PatientId>> case_of(const Means& means, const Asking& asking,
                                         access::ReferralId referral);
/// The referrals that became this case, as far as the caller may see them: their documents stay with them.
/// Errors: as authorise_for_case (read_case)
Result<std::vector<referral::Referral>> referrals_of_case(const Means& means, const Asking& asking,
                                                          PatientId patient);

}  // namespace repere::workflows
