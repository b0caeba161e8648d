#include "web/http/cookie.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace repere::web {

namespace {
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
  });
}
}  // namespace

std::string name_of_cookie(const std::string& name, bool secure) { return secure ? "__Host-" + name : name; }

std::string header_of(const Cookie& cookie, bool secure) {
  REPERE_ENSURE(!cookie.name.empty() && is_plain(cookie.name) && is_plain(cookie.value));
  std::string text =
      name_of_cookie(cookie.name, secure) + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=";
  text += cookie.same_site == SameSite::strict ? "Strict" : "Lax";
  if (secure) text += "; Secure";
  if (cookie.lasts) text += "; Max-Age=" + std::to_string(std::max<std::int64_t>(0, cookie.lasts->count()));
  return text;
}

}  // namespace repere::web
