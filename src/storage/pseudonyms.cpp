#include "storage/pseudonyms.hpp"

#include <sodium.h>

#include "base/result.hpp"

namespace repere::storage {

std::vector<std::string> new_pseudonyms(std::size_t count) {
  // Crockford's base 32: no letter that is mistaken for a digit.
  static constexpr char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr std::size_t length = 15;
  if (count == 0) return {};
  REPERE_ENSURE(sodium_init() >= 0);
  std::vector<unsigned char> random(count * length);
  randombytes_buf(random.data(), random.size());
  std::vector<std::string> pseudonyms(count, std::string(length, ' '));
  for (std::size_t i = 0; i < random.size(); ++i)
    pseudonyms[i / length][i % length] = letters[random[i] % 32];
  return pseudonyms;
}

}  // namespace repere::storage
