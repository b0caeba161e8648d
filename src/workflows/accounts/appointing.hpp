#pragma once
#include "workflows/accounts/means.hpp"

namespace repere::workflows {

/// Whether the caller may give these roles: a coordinator those of their own centre, an administrator all.
/// Errors: incorrect for no appointment, a centre's role without a centre, or a network's role with one; forbidden
Result<void> check_may_appoint(const access::Caller& caller,
                               const std::vector<access::Appointment>& appointments);
/// Whether the caller may change this account at all: every appointment in force is one that they may give.
Result<void> check_may_manage(const access::Caller& caller, const Account& account, Instant now);

/// Replaces the appointments in force from now on; those that end stay in the account's history. The account's sessions
/// see it at their next request.
/// Errors: as check_may_…; conflict when the account is not at `version` any more; forbidden to change one's own
Result<void> appoint(const Means& means, const SignedIn& who, access::AccountId account, std::int64_t version,
                     const std::vector<access::Appointment>& appointments, const Origin& origin);

/// Ends every token of machines in the account's name, inside the work of what ends them.
Result<void> end_open_tokens(const Means& means, Work& work, access::AccountId account);

/// Closes an account and ends its sessions and tokens. The last administrator cannot be closed.
Result<void> close_account(const Means& means, const SignedIn& who, access::AccountId account,
                           const Origin& origin);

/// The accounts that the caller may manage.
Result<std::vector<Account>> accounts_of(const Means& means, const SignedIn& who);

/// Appointments as the audit trail writes them: {"appointments":["surgeon synthetique-07"]}.
std::string facts_of(const std::vector<access::Appointment>& appointments);

}  // namespace repere::workflows
