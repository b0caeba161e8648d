#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

#include "base/instruction_sets.hpp"

namespace repere {
namespace {

// How many of the first bytes are ASCII and no NUL, in steps of 512.
REPERE_HOT_LOOP std::size_t plain_bytes(const char* bytes, std::size_t n) {
  using Block = signed char __attribute__((vector_size(64)));
  std::size_t at = 0;
  for (; at + 512 <= n; at += 512) {
    Block bad = {};  // -1 where a byte is not above 0
    for (std::size_t part = 0; part < 512; part += 64) {
      Block block;
      std::memcpy(&block, bytes + at + part, 64);
      bad |= block <= 0;
    }
    std::uint64_t words[8], any = 0;
    std::memcpy(words, &bad, 64);
    for (const std::uint64_t word : words) any |= word;
    if (any != 0) break;
  }
  return at;
}

}  // namespace

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t n = text.size();
  const auto continues = [&](std::size_t at, unsigned low, unsigned high) {
    return at < n && bytes[at] >= low && bytes[at] <= high;
  };
  std::size_t i = 0;
  while (i < n) {
    if (n - i >= 512) i += plain_bytes(text.data() + i, n - i);
    // Eight ASCII bytes at a time: no high bit and no zero byte.
    while (i + 8 <= n) {
      std::uint64_t word;
      std::memcpy(&word, bytes + i, 8);
      if ((word & 0x8080808080808080ULL) || ((word - 0x0101010101010101ULL) & ~word & 0x8080808080808080ULL)) break;
      i += 8;
    }
    if (i >= n) break;
    const unsigned lead = bytes[i];
    std::size_t length = 0;
    if (lead == 0) return i;
    if (lead < 0x80) {
      length = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      length = continues(i + 1, 0x80, 0xBF) ? 2 : 0;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      const unsigned low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
      length = continues(i + 1, low, high) && continues(i + 2, 0x80, 0xBF) ? 3 : 0;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      const unsigned low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
      length = continues(i + 1, low, high) && continues(i + 2, 0x80, 0xBF) && continues(i + 3, 0x80, 0xBF) ? 4 : 0;
    }
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

}  // namespace repere
