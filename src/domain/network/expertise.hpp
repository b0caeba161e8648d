#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "domain/network/centres.hpp"
#include "domain/words.hpp"

namespace repere {

/// What a centre says that it treats; the words of `expertise` in knowledge/network/centres.csv.
enum class Expertise : std::uint8_t { soft_tissue = 1, bone, viscera, gist, desmoid, adults, children };

inline constexpr std::array<Word<Expertise>, 7> expertise_words{{{Expertise::soft_tissue, "soft_tissue"},
                                                                 {Expertise::bone, "bone"},
                                                                 {Expertise::viscera, "viscera"},
                                                                 {Expertise::gist, "gist"},
                                                                 {Expertise::desmoid, "desmoid"},
                                                                 {Expertise::adults, "adults"},
                                                                 {Expertise::children, "children"}}};

constexpr std::string_view name_of(Expertise value) { return word_in(expertise_words, value); }
constexpr std::optional<Expertise> expertise_named(std::string_view word) {
  return value_in(expertise_words, word);
}

enum class Has : std::uint8_t { yes = 1, no = 2, unknown = 3 };

/// Whether a centre treats something: unknown while its expertise is not given.
inline Has has(const Centre& centre, Expertise expertise) {
  if (!centre.expertise) return Has::unknown;
  const std::string words = ";" + *centre.expertise + ";";
  return words.find(";" + std::string(name_of(expertise)) + ";") != std::string::npos ? Has::yes : Has::no;
}

}  // namespace repere
