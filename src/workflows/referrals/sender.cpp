#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

access::Permit permit_of_sender(const access::Caller& caller, access::Act act) {
  return *access::authorise(caller, act, access::of_the_caller());
}

AuditEntry entry_of_sender(const Means& means, Deed deed, referral::ReferralId id, const Origin& origin) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.deed = deed;
  entry.object = object_of(id);
  entry.request = origin.request;
  return entry;
}

std::string token_hash_of(Secrets& secrets, const std::string& token) {
  return secrets.hash(HashedFor::link, "referral " + token);
}

}  // namespace repere::workflows
