#pragma once
#include <boost/json/object.hpp>
#include <optional>

#include "base/date.hpp"
#include "system/key_set.hpp"

namespace repere::system {

/// A JSON Web Token taken apart; nothing of it can be trusted before it is verified.
class SignedToken {
 public:
  /// Errors: forbidden when it is not one, or not signed in a way that we accept (RS256, ES256; never "none", never with a
  ///   secret)
  /// Source: RFC 7515 (compact serialisation); RFC 8725 (what to refuse)
  static Result<SignedToken> read(std::string_view text);

  const std::string& key_name() const { return key_name_; }
  Signature kind() const { return kind_; }
  /// The claims, once the signature has been found to be of a key of the set.
  /// Errors: forbidden when it is not
  Result<boost::json::object> verified(const KeySet& keys) const;

 private:
  std::string key_name_, signed_text_, signature_;
  Signature kind_ = Signature::rs256;
  boost::json::object claims_;
};

/// What an ID token must say.
struct ExpectedClaims {
  std::string issuer, client, nonce;
  std::vector<std::string> acr;     ///< one of these; empty: any
  std::optional<Instant> asked_at;  ///< the person signed in after this: auth_time must say so
};

/// Checks an ID token's claims at a moment; clocks may differ by a minute.
/// Errors: forbidden, naming the claim that is wrong, never its value
/// Source: OpenID Connect Core 1.0 section 3.1.3.7
Result<void> check_claims(const boost::json::object& claims, const ExpectedClaims& expected, Instant now);

}  // namespace repere::system
