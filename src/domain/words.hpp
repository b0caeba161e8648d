#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace repere {

/// An enumerator and the word that files and tables write for it.
template <class Enum>
struct Word {
  Enum value;
  std::string_view word;
};
template <class Enum>
Word(Enum, std::string_view) -> Word<Enum>;  // clang 14 does not deduce aggregates by itself

/// The word of `value` in a table that lists every enumerator; empty when it is not there.
template <class Enum, std::size_t n>
constexpr std::string_view word_in(const std::array<Word<Enum>, n>& words, Enum value) {
  for (const auto& entry : words)
    if (entry.value == value) return entry.word;
  return {};
}

/// The enumerator a word stands for; nothing when it is not one of the table's (upper and lower case differ).
template <class Enum, std::size_t n>
constexpr std::optional<Enum> value_in(const std::array<Word<Enum>, n>& words, std::string_view word) {
  for (const auto& entry : words)
    if (entry.word == word) return entry.value;
  return std::nullopt;
}

/// The table's words for an error message: "r0, r1, r2".
template <class Enum, std::size_t n>
std::string words_of(const std::array<Word<Enum>, n>& words) {
  std::string all;
  for (const auto& entry : words) {
    if (!all.empty()) all += ", ";
    all += entry.word;
  }
  return all;
}

}  // namespace repere
