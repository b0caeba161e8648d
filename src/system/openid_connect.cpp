#include "system/openid_connect.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>

#include "system/base64.hpp"
#include "system/curl_client.hpp"

namespace repere::system {

namespace js = boost::json;
using workflows::HttpQuestion;
using workflows::HttpReply;
using workflows::ProviderPerson;
using workflows::ProviderQuestion;

namespace {

constexpr std::chrono::hours description_lasts{1};
constexpr std::size_t longest_subject = 255, longest_token = 64 * 1024;

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      result += c;
    else
      (result += '%') += {digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

using Pairs = std::vector<std::pair<std::string_view, std::string>>;
std::string form_of(const Pairs& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs)
    text += (text.empty() ? "" : "&") + std::string(name) + "=" + percent_encoded(value);
  return text;
}

std::string with_query(const std::string& address, const Pairs& pairs) {
  return address + (address.find('?') == std::string::npos ? "?" : "&") + form_of(pairs);
}

std::string challenge_of(std::string_view verifier) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  return base64url({reinterpret_cast<const char*>(hash), sizeof hash});
}

std::string basic(const OpenIdSettings& settings) {
  const std::string text =
      percent_encoded(settings.client_id) + ":" + percent_encoded(settings.client_secret.reveal());
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string encoded(sodium_base64_encoded_len(text.size(), variant), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(text.data()),
                    text.size(), variant);
  encoded.pop_back();
  return "Basic " + encoded;
}

std::optional<js::object> object_of(const std::string& text) {
  boost::system::error_code problem;
  js::value value = js::parse(text, problem);
  if (problem || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_of(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text)
    if (c != ' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  if (words.back().empty()) words.pop_back();
  return words;
}

tl::unexpected<Error> untrusted(const char* what) { return fail(ErrorKind::forbidden, what); }
tl::unexpected<Error> not_there(const std::string& what) { return fail(ErrorKind::unavailable, what); }

}  // namespace

Result<void> check(const OpenIdSettings& settings) {
  if (settings.client_id.empty())
    return fail(ErrorKind::incorrect, "openid_connect.client_id is empty: the provider gives it with the client");
  if (settings.client_secret.reveal().empty())
    return fail(ErrorKind::incorrect, "openid_connect.client_secret_file is missing or empty");
  if (const auto scopes = words_of(settings.scope);
      std::find(scopes.begin(), scopes.end(), "openid") == scopes.end())
    return fail(ErrorKind::incorrect, "openid_connect.scope must name 'openid'");
  const std::pair<const char*, const std::string*> addresses[] = {
      {"issuer", &settings.issuer},
      {"discovery", &settings.discovery},
      {"authorization_endpoint", &settings.authorization_endpoint},
      {"token_endpoint", &settings.token_endpoint},
      {"jwks_uri", &settings.jwks_uri},
      {"userinfo_endpoint", &settings.userinfo_endpoint},
      {"end_session_endpoint", &settings.end_session_endpoint}};
  for (const auto& [name, address] : addresses)
    if (!address->empty() && !is_safe_to_ask(*address))
      return fail(ErrorKind::incorrect, std::string("openid_connect.") + name + " must begin with https://");
  return {};
}

Result<OpenIdConnect::Endpoints> OpenIdConnect::discover() {
  const std::string address =
      !settings_.discovery.empty() ? settings_.discovery
                                   : settings_.issuer + (settings_.issuer.ends_with('/') ? "" : "/") +
                                         ".well-known/openid-configuration";
  const auto reply = client_.ask({address, {{"Accept", "application/json"}}, std::nullopt});
  if (!reply) return tl::unexpected(reply.error());
  const auto description = reply->status == 200 ? object_of(reply->body) : std::nullopt;
  if (!description) return not_there("the provider's description is not there, or is no JSON: see openid_connect.discovery");
  if (text_of(*description, "issuer") != settings_.issuer)
    return not_there("the provider's description is of another issuer than openid_connect.issuer");
  return Endpoints{text_of(*description, "authorization_endpoint"), text_of(*description, "token_endpoint"),
                   text_of(*description, "jwks_uri"), text_of(*description, "userinfo_endpoint"),
                   text_of(*description, "end_session_endpoint")};
}

Result<OpenIdConnect::Endpoints> OpenIdConnect::endpoints() {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    if (endpoints_ && now < endpoints_until_) return *endpoints_;
  }
  Endpoints found;
  if (settings_.authorization_endpoint.empty() || settings_.token_endpoint.empty() || settings_.jwks_uri.empty()) {
    auto described = discover();
    if (!described) return described;
    found = std::move(*described);
  }
  const auto prefer = [](std::string& there, const std::string& said) {
    if (!said.empty()) there = said;
  };
  prefer(found.authorization, settings_.authorization_endpoint);
  prefer(found.token, settings_.token_endpoint);
  prefer(found.keys, settings_.jwks_uri);
  prefer(found.userinfo, settings_.userinfo_endpoint);
  prefer(found.end_session, settings_.end_session_endpoint);
  for (const auto* needed : {&found.authorization, &found.token, &found.keys})
    if (!is_safe_to_ask(*needed)) return not_there("the provider's description lacks an address, or names one that is not https");
  for (auto* optional : {&found.userinfo, &found.end_session})
    if (!is_safe_to_ask(*optional)) optional->clear();
  const std::lock_guard lock(mutex_);
  endpoints_ = found;
  endpoints_until_ = now + description_lasts;
  return found;
}

Result<std::string> OpenIdConnect::address_to_sign_in(const ProviderQuestion& question) {
  const auto at = endpoints();
  if (!at) return tl::unexpected(at.error());
  Pairs pairs{{"response_type", "code"},
              {"client_id", settings_.client_id},
              {"redirect_uri", question.return_address},
              {"scope", settings_.scope},
              {"state", question.state},
              {"nonce", question.nonce},
              {"code_challenge", challenge_of(question.verifier)},
              {"code_challenge_method", "S256"}};
  if (!settings_.acr_values.empty()) pairs.emplace_back("acr_values", settings_.acr_values);
  if (question.ask_again_after) {
    pairs.emplace_back("prompt", "login");
    pairs.emplace_back("max_age", "0");
  }
  return with_query(at->authorization, pairs);
}

Result<OpenIdConnect::Tokens> OpenIdConnect::redeem(const Endpoints& at, const std::string& code,
                                                    const ProviderQuestion& question) {
  Pairs pairs{{"grant_type", "authorization_code"},
              {"code", code},
              {"redirect_uri", question.return_address},
              {"code_verifier", question.verifier}};
  HttpQuestion asked{at.token, {{"Accept", "application/json"}}, std::nullopt};
  if (settings_.secret_in_body) {
    pairs.emplace_back("client_id", settings_.client_id);
    pairs.emplace_back("client_secret", settings_.client_secret.reveal());
  } else {
    asked.headers.emplace_back("Authorization", basic(settings_));
  }
  asked.form = form_of(pairs);
  const auto reply = client_.ask(asked);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->status >= 500) return not_there("the provider's token endpoint fails");
  const auto answer = object_of(reply->body);
  if (reply->status == 401 || (answer && text_of(*answer, "error") == "invalid_client"))
    return not_there("the provider does not accept this client: see openid_connect.client_id and client_secret_file");
  if (reply->status != 200 || !answer) return untrusted("the provider does not accept the code");
  Tokens tokens{text_of(*answer, "id_token"), text_of(*answer, "access_token")};
  if (tokens.id.empty() || tokens.id.size() > longest_token) return untrusted("the provider gave no ID token");
  return tokens;
}

Result<KeySet> OpenIdConnect::keys(const Endpoints& at, bool again) {
  {
    const std::lock_guard lock(mutex_);
    if (keys_ && !again) return *keys_;
  }
  const auto reply = client_.ask({at.keys, {{"Accept", "application/json"}}, std::nullopt});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->status != 200) return not_there("the provider's keys are not there");
  auto read = KeySet::read(reply->body);
  if (!read) return not_there("the provider's keys cannot be used: " + read.error().message);
  const std::lock_guard lock(mutex_);
  keys_ = *read;
  return read;
}

// A key that is not known may be a new one: the set is read once more.
Result<js::object> OpenIdConnect::verify(const Endpoints& at, std::string_view text) {
  const auto token = SignedToken::read(text);
  if (!token) return tl::unexpected(token.error());
  auto held = keys(at, false);
  if (held && !held->has(token->key_name(), token->kind())) held = keys(at, true);
  if (!held) return tl::unexpected(held.error());
  return token->verified(*held);
}

Result<js::object> OpenIdConnect::userinfo(const Endpoints& at, const std::string& access_token) {
  if (at.userinfo.empty()) return untrusted("the ID token lacks the claim that names the person, and there is no userinfo");
  const auto reply = client_.ask({at.userinfo,
                                  {{"Authorization", "Bearer " + access_token}, {"Accept", "application/jwt, application/json"}},
                                  std::nullopt});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->status >= 500) return not_there("the provider's userinfo fails");
  if (reply->status != 200) return untrusted("the provider's userinfo refuses the access token");
  if (reply->type == "application/jwt") {
    auto claims = verify(at, reply->body);
    if (claims && claims->contains("iss") && text_of(*claims, "iss") != settings_.issuer)
      return untrusted("userinfo is of another issuer (iss)");
    return claims;
  }
  auto claims = object_of(reply->body);
  if (!claims) return untrusted("userinfo is neither JSON nor a signed web token");
  return std::move(*claims);
}

Result<std::string> OpenIdConnect::subject_of(const Endpoints& at, const js::object& claims,
                                              const std::string& access_token) {
  std::string subject = text_of(claims, settings_.subject_claim);
  if (subject.empty()) {
    const auto more = userinfo(at, access_token);
    if (!more) return tl::unexpected(more.error());
    if (text_of(*more, "sub") != text_of(claims, "sub")) return untrusted("userinfo is of another person (sub)");
    subject = text_of(*more, settings_.subject_claim);
  }
  if (subject.empty()) return untrusted("the claim that names the person is not there: see openid_connect.subject_claim");
  if (subject.size() > longest_subject) return untrusted("the claim that names the person is too long");
  return subject;
}

Result<ProviderPerson> OpenIdConnect::person_of(const std::string& code, const ProviderQuestion& question,
                                                Instant now) {
  const auto at = endpoints();
  if (!at) return tl::unexpected(at.error());
  auto tokens = redeem(*at, code, question);
  if (!tokens) return tl::unexpected(tokens.error());
  const auto claims = verify(*at, tokens->id);
  if (!claims) return tl::unexpected(claims.error());
  ExpectedClaims expected{settings_.issuer, settings_.client_id, question.nonce, words_of(settings_.acr_values),
                                question.ask_again_after};
  if (auto good = check_claims(*claims, expected, now); !good) return tl::unexpected(good.error());
  auto subject = subject_of(*at, *claims, tokens->access);
  if (!subject) return tl::unexpected(subject.error());
  return ProviderPerson{settings_.issuer, std::move(*subject), !settings_.acr_values.empty(),
                        Confidential<std::string>(std::move(tokens->id))};
}

std::string OpenIdConnect::address_to_sign_out(const Confidential<std::string>& hint,
                                               const std::string& return_address) {
  const auto at = endpoints();
  if (!at || at->end_session.empty()) return {};
  Pairs pairs{{"client_id", settings_.client_id}, {"post_logout_redirect_uri", return_address}};
  if (!hint.reveal().empty()) pairs.emplace_back("id_token_hint", hint.reveal());
  return with_query(at->end_session, pairs);
}

}  // namespace repere::system
