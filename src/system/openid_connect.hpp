#pragma once
#include <mutex>
#include <optional>

#include "system/key_set.hpp"
#include "system/openid_settings.hpp"
#include "system/signed_token.hpp"
#include "workflows/accounts/identity_provider.hpp"
#include "workflows/http_client.hpp"

namespace repere::system {

/// OpenID Connect as a relying party: authorisation code with PKCE. The provider's description is kept for an hour, its keys
/// until a token names one that is not there.
/// Source: OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0; RFC 7636; RFC 9700 (best practice)
class OpenIdConnect final : public workflows::IdentityProvider {
 public:
  /// Shape: `client` outlives it; the settings have been checked
  OpenIdConnect(OpenIdSettings settings, workflows::HttpClient& client)
      : settings_(std::move(settings)), client_(client) {}

  const std::string& title() const override { return settings_.title; }
  Result<std::string> address_to_sign_in(const workflows::ProviderQuestion& question) override;
  Result<workflows::ProviderPerson> person_of(const std::string& code,
                                              const workflows::ProviderQuestion& question,
                                              Instant now) override;
  std::string address_to_sign_out(const Confidential<std::string>& hint,
                                  const std::string& return_address) override;

 private:
  struct Endpoints {
    std::string authorization, token, keys, userinfo, end_session;
  };
  struct Tokens {
    std::string id, access;
  };
  Result<Endpoints> endpoints();
  Result<Endpoints> discover();
  Result<Tokens> redeem(const Endpoints& at, const std::string& code, const workflows::ProviderQuestion& question);
  Result<boost::json::object> verify(const Endpoints& at, std::string_view token);
  Result<KeySet> keys(const Endpoints& at, bool again);
  Result<std::string> subject_of(const Endpoints& at, const boost::json::object& claims,
                                 const std::string& access_token);
  Result<boost::json::object> userinfo(const Endpoints& at, const std::string& access_token);

  OpenIdSettings settings_;
  workflows::HttpClient& client_;
  std::mutex mutex_;
  std::optional<Endpoints> endpoints_;
  std::chrono::steady_clock::time_point endpoints_until_{};
  std::optional<KeySet> keys_;
};

}  // namespace repere::system
