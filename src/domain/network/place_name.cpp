#include "domain/network/place_name.hpp"

#include <array>
#include <cstdint>

namespace repere {
namespace {

// The letters of U+00C0 to U+00FF without their accents; a space where there is no letter.
constexpr std::array<std::string_view, 64> latin_1{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};

std::string_view letter_of(std::uint32_t point) {
  if (point >= 0xC0 && point <= 0xFF) return latin_1[point - 0xC0];
  if (point == 0x152 || point == 0x153) return "oe";
  if (point == 0x178) return "y";
  if (point >= 0x300 && point <= 0x36F) return "";  // an accent that stands by itself
  return " ";
}

void append_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word == "st" ? "saint" : word == "ste" ? "sainte" : word;
}

std::string with_words_written_out(std::string_view letters) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= letters.size(); ++i) {
    if (i < letters.size() && letters[i] != ' ') continue;
    append_word(out, letters.substr(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

}  // namespace

std::string folded_name(std::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 'A' && byte <= 'Z') {
      letters += static_cast<char>(byte + 32);
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      letters += text[i];
    } else if (byte >= 0xC3 && byte <= 0xDF && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      letters += letter_of((static_cast<std::uint32_t>(byte & 0x1F) << 6) | (next & 0x3Fu));
    } else {
      letters += ' ';
    }
  }
  return with_words_written_out(letters);
}

}  // namespace repere
