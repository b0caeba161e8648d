#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace repere::web {

enum class SameSite { strict, lax };

/// A cookie that an answer sets. Scripts never read it, it goes to this host and over TLS alone (plain HTTP: see `header`).
struct Cookie {
  std::string name;   ///< without prefix: "session" is sent as "__Host-session" over TLS
  std::string value;  ///< letters, digits and -._~ (base64url, numbers): anything else is our mistake
  SameSite same_site = SameSite::lax;
  std::optional<std::chrono::seconds> lasts;  ///< empty: until the browser closes; 0: removed now
};

/// What Set-Cookie says: HttpOnly, Path=/, SameSite, and over TLS Secure under the __Host- prefix, which keeps
/// sub-domains and plain HTTP from planting one.
std::string header_of(const Cookie& cookie, bool secure);

/// The name under which the browser sends it back.
std::string name_of_cookie(const std::string& name, bool secure);

}  // namespace repere::web
