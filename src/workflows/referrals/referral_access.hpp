#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

/// Asks the policy for one referral; a refusal stands in the trail.
/// Errors: as access::authorise; not_found also for one that is not there, or of another centre
Result<access::Permit> authorise_for_referral(const Means& means, const Asking& asking, access::Act act,
                                              referral::ReferralId id);
/// The line of the trail of what was done to it.
AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit,
                    referral::ReferralId id);

}  // namespace repere::workflows
