#pragma once
#include "workflows/accounts/means.hpp"
#include "workflows/referrals/referral_store.hpp"

// What sending and following a referral share: the sender's right, trace and link.
namespace repere::workflows {

/// Whoever sends, and whoever proved link and code, is the sender: the policy opens these acts to them.
access::Permit permit_of_sender(const access::Caller& caller, access::Act act);
/// An audit line of the sender's, to be completed.
AuditEntry entry_of_sender(const Means& means, Deed deed, referral::ReferralId id, const Origin& origin);
/// As which a link's secret stands in the database.
std::string token_hash_of(Secrets& secrets, const std::string& token);

}  // namespace repere::workflows
