#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace repere::csv {

/// Which of the 64 bytes at `bytes` are a separator, a line feed or a quote: bit i for byte i.
/// Shape: 64 bytes are readable
inline std::uint64_t structural_bits(const char* bytes, char separator) {
  std::uint64_t bits = 0;
#if defined(__SSE2__)
  const __m128i sep = _mm_set1_epi8(separator), feed = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"');
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, sep), _mm_cmpeq_epi8(block, feed)),
                                     _mm_cmpeq_epi8(block, quote));
    bits |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << (16 * part);
  }
#else
  for (unsigned i = 0; i < 64; ++i) {
    const char c = bytes[i];
    bits |= static_cast<std::uint64_t>(c == separator || c == '\n' || c == '"') << i;
  }
#endif
  return bits;
}

/// Walks over the structural bytes of a buffer, 64 bytes at a time.
/// Shape: 64 bytes behind `end` are readable and hold nothing structural
struct Scan {
  const char* bytes = nullptr;
  std::size_t end = 0;
  std::size_t block = 0;   ///< the 64 bytes that `bits` speaks of
  std::uint64_t bits = 0;  ///< those of its structural bytes that were not yet given
  char separator = ',';

  /// Begins anew at `from`.
  void restart(std::size_t from) {
    block = from & ~std::size_t{63};
    bits = structural_bits(bytes + block, separator) & (~std::uint64_t{0} << (from & 63));
  }

  /// The place of the next structural byte; `end` when there is none.
  std::size_t next() {
    while (bits == 0) [[unlikely]] {
        block += 64;
        if (block >= end) return end;
        bits = structural_bits(bytes + block, separator);
      }
    const std::size_t at = block + static_cast<std::size_t>(std::countr_zero(bits));
    bits &= bits - 1;
    return at;
  }
};

}  // namespace repere::csv
