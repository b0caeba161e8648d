#include "web/server/security_headers.hpp"

#include <sodium.h>

namespace repere::web {

namespace {

// No inline script or style, nothing from elsewhere; trusted-types keeps scripts from making HTML out of text.
constexpr std::string_view page_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; ";
constexpr std::string_view data_policy = "default-src 'none'; base-uri 'none'; form-action 'none'; sandbox; ";

std::string_view caching_of(const Route* route, const Response& response) {
  if (!route || response.status >= 400 || response.keeps_secret || !response.cookies.empty())
    return "no-store";
  switch (route->caching) {
    case Caching::automatic:
      return route->policy.is_anonymous() ? "no-cache" : "no-store";
    case Caching::never:
      return "no-store";
    case Caching::revalidate:
      return route->policy.is_anonymous() ? "no-cache" : "private, no-cache";
    case Caching::minutes:
      return "public, max-age=300";
    case Caching::forever:
      return "public, max-age=31536000, immutable";
  }
  return "no-store";
}

}  // namespace

std::string page_policy_with_style(std::string_view style) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(style.data()), style.size());
  char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
  std::string policy(page_policy);
  constexpr std::string_view own = "style-src 'self'";
  policy.insert(policy.find(own) + own.size(), " 'sha256-" + std::string(text) + "'");
  return policy + "frame-ancestors 'none'";
}

void append_security_headers(std::string& out, const Request& request, const Route* route,
                             const Response& response, const ServerOptions& options) {
  const auto line = [&](std::string_view name, std::string_view value) {
    if (response.headers.find(name)) return;
    out.append(name).append(": ").append(value).append("\r\n");
  };
  const bool embeddable = route && route->embeddable;
  const std::string_view media = std::string_view(response.type).substr(0, response.type.find(';'));
  const bool is_page = media == "text/html";
  line("Content-Security-Policy", std::string(is_page ? page_policy : data_policy) +
                                      (embeddable ? "frame-ancestors *" : "frame-ancestors 'none'"));
  if (!embeddable) line("X-Frame-Options", "DENY");
  line("X-Content-Type-Options", "nosniff");
  // "same-origin" and not "no-referrer": with the latter browsers hide the Origin of our own forms.
  line("Referrer-Policy", "same-origin");
  line("Cross-Origin-Resource-Policy", embeddable ? "cross-origin" : "same-origin");
  if (embeddable) line("Access-Control-Allow-Origin", "*");
  if (is_page) {
    line("Cross-Origin-Opener-Policy", "same-origin");
    line("Permissions-Policy",
         "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
         "payment=(), usb=()");
  }
  line("Cache-Control", caching_of(route, response));
  if (request.secure && options.hsts.count() > 0)
    line("Strict-Transport-Security",
         "max-age=" + std::to_string(options.hsts.count()) + "; includeSubDomains");
}

}  // namespace repere::web
