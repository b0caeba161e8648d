#include "workflows/referrals/referral_access.hpp"

namespace repere::workflows {

using access::Act;
using referral::ReferralId;

Result<access::Permit> authorise_for_referral(const Means& means, const Asking& asking, Act act,
                                              ReferralId id) {
  access::Standing standing;
  const auto found = means.transactions.read([&](Work& work) -> Result<void> {
    const auto one = work.referrals().standing(id);
    if (one) standing = *one;
    return one || one.error().kind == ErrorKind::not_found ? Result<void>() : tl::unexpected(one.error());
  });
  if (!found) return tl::unexpected(found.error());
  // One that is not there stands nowhere: nobody of a centre has anything to do with it.
  const auto permit = authorise_for(means, asking, act, standing);
  if (!permit && permit.error().kind == ErrorKind::forbidden && access::may_ever(asking.caller, act))
    return fail(ErrorKind::not_found, "there is no such referral");
  return permit;
}

AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit, ReferralId id) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.object = object_of(id);
  return entry;
}

}  // namespace repere::workflows
