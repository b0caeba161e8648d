#pragma once
#include "workflows/accounts/identity_provider.hpp"
#include "workflows/accounts/sign_in.hpp"

// What an identity of another provider opens here: the account that it was bound to, by invitation or by its owner. Nobody
// gets an account by signing in elsewhere.
namespace repere::workflows {

/// Begins a session; complete when the provider vouches for two factors, else the account's own second factor is still to come.
/// Errors: not_found, with a line in the audit trail, when the identity is bound to no account that is active
Result<Begun> sign_in_by_provider(const Means& means, const ProviderPerson& person, const Origin& origin);

/// Uses an invitation: binds the identity to the account, which needs no password then, and begins a session.
/// Errors: forbidden as account_of_link; conflict when the identity opens another account
Result<Begun> use_invitation_by_provider(const Means& means, std::string_view link,
                                         const ProviderPerson& person, const Origin& origin);

/// Binds an identity to one's own account. Needs a fresh confirmation.
/// Errors: conflict when it opens another account, or this account has an identity of this provider already
Result<void> bind_to_provider(const Means& means, const SignedIn& who, const ProviderPerson& person,
                              const Origin& origin);

/// Unbinds one's own account from every provider. Needs a fresh confirmation.
/// Errors: conflict when the account has no password: nothing would open it any more
Result<void> unbind_from_providers(const Means& means, const SignedIn& who, const Origin& origin);

/// Whether identities of other providers open the account.
Result<bool> is_bound_to_provider(const Means& means, access::AccountId account);

/// Counts as password and code given just now.
/// Errors: forbidden when the identity is not bound to this account, or the provider vouches for no second factor
Result<void> confirm_by_provider(const Means& means, const SignedIn& who, const ProviderPerson& person,
                                 const Origin& origin);

/// The hint that ends the provider's session together with this one; empty when it did not begin there.
Result<Confidential<std::string>> provider_hint_of(const Means& means, const SignedIn& who);

}  // namespace repere::workflows
