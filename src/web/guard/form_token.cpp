#include "web/guard/form_token.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

namespace repere::web {

namespace {

constexpr std::size_t nonce_bytes = 16, proof_bytes = 32;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
using Token = std::array<unsigned char, nonce_bytes + proof_bytes>;

void prove(Token& token, std::string_view secret) {
  crypto_generichash_state state;
  static constexpr std::string_view purpose = "repere form token";
  crypto_generichash_init(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                          proof_bytes);
  crypto_generichash_update(&state, token.data(), nonce_bytes);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  crypto_generichash_final(&state, token.data() + nonce_bytes, proof_bytes);
}

}  // namespace

std::string form_token(const Request& request) {
  REPERE_ENSURE(!request.admitted.form_secret.empty());
  Token token;
  randombytes_buf(token.data(), nonce_bytes);
  prove(token, request.admitted.form_secret);
  char text[sodium_base64_ENCODED_LEN(sizeof token, variant)];
  sodium_bin2base64(text, sizeof text, token.data(), token.size(), variant);
  return text;
}

std::string form_token_input(const Request& request) {
  if (request.admitted.form_secret.empty()) return {};
  return "<input type=\"hidden\" name=\"" + std::string(form_token_field) + "\" value=\"" +
         form_token(request) + "\">";
}

bool is_token_of(std::string_view text, std::string_view form_secret) {
  Token sent, expected;
  std::size_t size = 0;
  if (form_secret.empty() ||
      sodium_base642bin(sent.data(), sent.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        variant) != 0 ||
      size != sent.size())
    return false;
  expected = sent;
  prove(expected, form_secret);
  return sodium_memcmp(sent.data(), expected.data(), sent.size()) == 0;
}

std::optional<std::string> foreign_origin(const Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return "the request comes from another site";
  const auto origin = request.header("Origin");
  if (origin && *origin != "null" && !same_name(*origin, request.origin()))
    return "the request comes from another site";
  // "null" is what a browser says when it hides where it comes from: not enough without Sec-Fetch-Site.
  if (site || (origin && *origin != "null")) return std::nullopt;
  if (!request.header("Cookie") && !origin) return std::nullopt;
  return "the request does not say which site it comes from (Origin)";
}

}  // namespace repere::web
