#include "workflows/cases/name_folding.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace repere::workflows {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// ICU's transform of every script to Latin letters without marks. Making one is slow; a copy for each thread is not shared.
const icu::Transliterator* to_plain_letters() {
  thread_local const std::unique_ptr<icu::Transliterator> transform = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return transform.get();
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string plain_letters(std::string_view text) {
  if (is_plain(text)) return lowered(text);
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  if (const auto* transform = to_plain_letters()) transform->transliterate(wide);
  std::string result;
  wide.toUTF8String(result);
  return result;
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string folded = plain_letters(name);
  std::erase_if(folded,
                [](char c) { return !is_letter_or_digit(c) && static_cast<unsigned char>(c) < 0x80; });
  return folded;
}

std::string folded_first_name(std::string_view given_names) {
  const auto begin = given_names.find_first_not_of(" ,");
  if (begin == std::string_view::npos) return {};
  const auto end = given_names.find_first_of(" ,", begin);
  return folded_name(given_names.substr(begin, end == std::string_view::npos ? end : end - begin));
}

std::string folded_number(std::string_view number) {
  std::string folded = lowered(number);
  std::erase_if(folded, [](char c) { return !is_letter_or_digit(c); });
  for (char& c : folded)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return folded;
}

}  // namespace repere::workflows
