#pragma once
#include "workflows/accounts/means.hpp"

// What somebody who manages an account does for its owner, or against who has taken it over.
namespace repere::workflows {

/// An account as the one who manages it sees it.
struct Managed {
  Account account;
  std::int64_t sessions = 0, tokens = 0;  ///< that are open now
  bool bound_to_provider = false;
};
/// Errors: not_found; forbidden as check_may_manage
Result<Managed> managed_account(const Means& means, const SignedIn& who, access::AccountId account);

/// Takes the second factor and the recovery codes away and ends all sessions: the owner sets up another one at the next
/// sign-in. Not for one's own account.
Result<void> reset_second_factor(const Means& means, const SignedIn& who, access::AccountId account,
                                 const Origin& origin);

/// Ends every session of the account.
Result<void> end_sessions_of(const Means& means, const SignedIn& who, access::AccountId account,
                             const Origin& origin);

/// Ends every token that machines use in the account's name.
Result<void> end_tokens_of(const Means& means, const SignedIn& who, access::AccountId account,
                           const Origin& origin);

/// Opens a closed account again, with one role; it signs in with what it had.
/// Errors: conflict when it is not closed; as check_may_appoint
Result<void> reopen_account(const Means& means, const SignedIn& who, access::AccountId account,
                            const access::Appointment& appointment, const Origin& origin);

}  // namespace repere::workflows
