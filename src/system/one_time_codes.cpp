#include "system/one_time_codes.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

namespace repere::system {

std::string one_time_code(std::string_view secret, std::int64_t step, int digits) {
  std::array<unsigned char, 8> counter{};
  for (int i = 7; i >= 0; --i, step >>= 8)
    counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(step & 0xFF);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(),
       &length);
  const std::size_t at = mac[19] & 0x0FU;
  std::uint32_t number = ((mac[at] & 0x7FU) << 24) | (std::uint32_t{mac[at + 1]} << 16) |
                         (std::uint32_t{mac[at + 2]} << 8) | mac[at + 3];
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto sign = code.rbegin(); sign != code.rend(); ++sign, number /= 10)
    *sign = static_cast<char>('0' + number % 10);
  return code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now) {
  constexpr std::int64_t step_ms = 30'000;
  const std::int64_t current = now.time_since_epoch().count() / step_ms;
  std::optional<std::int64_t> found;
  for (const std::int64_t step : {current - 1, current, current + 1}) {
    const std::string right = one_time_code(secret, step);
    if (code.size() == right.size() && sodium_memcmp(right.data(), code.data(), right.size()) == 0)
      found = step;
  }
  return found;
}

}  // namespace repere::system
