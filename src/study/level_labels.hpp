#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "domain/registry/words.hpp"
#include "study/columns.hpp"

namespace repere::study {

/// The label of a word of the record ("soft_tissue": "tissus mous", "soft tissue"); the word itself when
/// there is none.
Text label_of_word(std::string_view word);

/// The level that a word of the record stands for. "unknown", "not_asked", "not_recorded", "not_assessable"
/// and "not_specified" answer nothing: somebody said that it cannot be said.
Level level_of_word(std::string_view word);

/// The French name of a lineage of the classification; the English one where there is none yet.
Text label_of_lineage(std::string_view lineage);

/// The words of an enumeration as levels, in the order in which documents list them.
template <class E, std::size_t n>
std::vector<Level> levels_of(const std::array<Word<E>, n>& words) {
  std::vector<Level> levels;
  for (const auto& entry : words) levels.push_back(level_of_word(entry.word));
  return levels;
}

/// The row of an enumerator in levels_of(words).
template <class E, std::size_t n>
constexpr std::uint16_t code_in(const std::array<Word<E>, n>& words, E value) {
  for (std::uint16_t row = 0; row < n; ++row)
    if (words[row].value == value) return row;
  return CohortColumn::no_code;
}

}  // namespace repere::study
