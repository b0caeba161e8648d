#pragma once
#include <optional>
#include <string>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/result.hpp"

namespace repere::workflows {

/// What a visit to the provider is bound to: the answer counts only for the browser that left with it.
struct ProviderQuestion {
  std::string return_address;  ///< "https://repere.example/connexion/retour", as the provider knows it
  std::string state, nonce;
  std::string verifier;        ///< of PKCE: 43 to 128 letters, digits, -._~
  /// The provider is to ask the person again, even when it still knows them, and to say that it did so after this moment.
  std::optional<Instant> ask_again_after = {};
};

/// Whom the provider says it was.
struct ProviderPerson {
  std::string issuer, subject;
  bool two_factors = false;  ///< the provider vouches for the strength of authentication that was asked for
  Confidential<std::string> sign_out_hint;  ///< the ID token: lets the provider end its session without asking
};

/// Another provider of identities, by OpenID Connect. Thread-safe; may wait for the network.
/// Source: OpenID Connect Core 1.0 (3.1 authorisation code flow); RFC 7636 (PKCE)
class IdentityProvider {
 public:
  virtual ~IdentityProvider() = default;
  /// As people know it: "Pro Santé Connect".
  virtual const std::string& title() const = 0;
  /// Where the browser goes to sign in.
  /// Errors: unavailable when the provider's description cannot be had
  virtual Result<std::string> address_to_sign_in(const ProviderQuestion& question) = 0;
  /// Whom the code stands for.
  /// Errors: forbidden when the provider refuses the code, or its answer cannot be trusted: the message says what is wrong with
  ///   it, without a value; unavailable when there is no answer
  virtual Result<ProviderPerson> person_of(const std::string& code, const ProviderQuestion& question, Instant now) = 0;
  /// Where the browser goes to end the provider's own session; empty when the provider offers nothing.
  virtual std::string address_to_sign_out(const Confidential<std::string>& hint,
                                          const std::string& return_address) = 0;
};

}  // namespace repere::workflows
