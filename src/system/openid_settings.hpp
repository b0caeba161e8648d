#pragma once
#include <string>

#include "base/confidential.hpp"
#include "base/result.hpp"

namespace repere::system {

/// What the operator says of the provider. Addresses that are empty come from the provider's own description.
struct OpenIdSettings {
  std::string title = "Pro Santé Connect";
  std::string issuer, client_id;
  Confidential<std::string> client_secret;
  std::string discovery;  ///< of the description; empty: issuer + "/.well-known/openid-configuration"
  std::string authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint, end_session_endpoint;
  std::string scope = "openid scope_all";
  std::string acr_values = "eidas1";  ///< separated by spaces; empty: none is asked for, and one factor is assumed
  std::string subject_claim = "sub";  ///< names the person; looked for in the ID token, then in userinfo
  bool secret_in_body = false;        ///< client_secret_post instead of client_secret_basic
};

/// Errors: incorrect, naming the setting, for a missing client or an address that is not https (this machine: http too)
Result<void> check(const OpenIdSettings& settings);

}  // namespace repere::system
