#include "system/signed_token.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "system/base64.hpp"

namespace repere::system {

namespace js = boost::json;

namespace {

constexpr std::chrono::seconds skew{60};
constexpr std::chrono::minutes oldest{10};  // a token is made for this sign-in, not kept

tl::unexpected<Error> refused(const char* what) { return fail(ErrorKind::forbidden, what); }

std::optional<js::object> object_in(std::string_view base64) {
  const auto text = from_base64url(base64);
  if (!text) return std::nullopt;
  boost::system::error_code problem;
  js::value value = js::parse(js::string_view(text->data(), text->size()), problem);
  if (problem || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_of(const js::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// Seconds since 1970, whole or with a fraction.
std::optional<Instant> instant_of(const js::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double seconds = value->to_number<double>();
  if (!(seconds >= 0 && seconds < 1e11)) return std::nullopt;
  return Instant{std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000))};
}

bool is_for(const js::object& claims, const std::string& client) {
  const auto* audience = claims.if_contains("aud");
  if (audience == nullptr) return false;
  if (audience->is_string()) return audience->get_string() == client;
  if (!audience->is_array()) return false;
  const auto& list = audience->get_array();
  const bool named = std::any_of(list.begin(), list.end(), [&](const js::value& one) {
    return one.is_string() && one.get_string() == client;
  });
  return named && (list.size() == 1 || text_of(claims, "azp") == client);
}

Result<void> check_times(const js::object& claims, Instant now) {
  const auto ends = instant_of(claims, "exp"), made = instant_of(claims, "iat");
  if (!ends) return refused("the ID token does not say when it ends (exp)");
  if (now >= *ends + skew) return refused("the ID token is over (exp)");
  if (!made) return refused("the ID token does not say when it was made (iat)");
  if (*made > now + skew) return refused("the ID token was made in the future (iat): compare the clocks");
  if (*made + oldest + skew < now) return refused("the ID token is too old (iat): compare the clocks");
  const auto begins = instant_of(claims, "nbf");
  if (begins && *begins > now + skew) return refused("the ID token is not valid yet (nbf)");
  return {};
}

}  // namespace

Result<SignedToken> SignedToken::read(std::string_view text) {
  const auto first = text.find('.'), second = text.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos ||
      text.find('.', second + 1) != std::string_view::npos)
    return refused("it is no signed web token");
  const auto header = object_in(text.substr(0, first));
  auto claims = object_in(text.substr(first + 1, second - first - 1));
  auto signature = from_base64url(text.substr(second + 1));
  if (!header || !claims || !signature) return refused("it is no signed web token");
  const std::string algorithm = text_of(*header, "alg");
  if (algorithm != "RS256" && algorithm != "ES256")
    return refused("the token is signed otherwise than RS256 or ES256");
  if (header->contains("crit")) return refused("the token asks for an extension that is not known here");
  SignedToken token;
  token.kind_ = algorithm == "RS256" ? Signature::rs256 : Signature::es256;
  token.key_name_ = text_of(*header, "kid");
  token.signed_text_ = text.substr(0, second);
  token.signature_ = std::move(*signature);
  token.claims_ = std::move(*claims);
  return token;
}

Result<js::object> SignedToken::verified(const KeySet& keys) const {
  if (!keys.has(key_name_, kind_)) return refused("the token is signed with a key that the provider does not publish");
  if (!keys.verifies(key_name_, kind_, signed_text_, signature_)) return refused("the token's signature is wrong");
  return claims_;
}

Result<void> check_claims(const js::object& claims, const ExpectedClaims& expected, Instant now) {
  if (text_of(claims, "iss") != expected.issuer) return refused("the ID token is of another issuer (iss)");
  if (!is_for(claims, expected.client)) return refused("the ID token is for another client (aud)");
  if (auto good = check_times(claims, now); !good) return good;
  if (text_of(claims, "nonce") != expected.nonce) return refused("the ID token answers another question (nonce)");
  if (text_of(claims, "sub").empty()) return refused("the ID token names nobody (sub)");
  const auto& acr = expected.acr;
  if (!acr.empty() && std::find(acr.begin(), acr.end(), text_of(claims, "acr")) == acr.end())
    return refused("the provider does not vouch for the strength of authentication that was asked for (acr)");
  if (expected.asked_at) {
    const auto signed_in = instant_of(claims, "auth_time");
    if (!signed_in || *signed_in + skew < *expected.asked_at)
      return refused("the provider did not ask the person again (auth_time)");
  }
  return {};
}

}  // namespace repere::system
