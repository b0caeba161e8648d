#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/words.hpp"

namespace repere {

/// The histological grade of a soft-tissue sarcoma. "Not recorded" is std::optional without a value.
/// Source: Trojani et al. 1984, doi:10.1002/ijc.2910330108; Guillou et al. 1997,
/// doi:10.1200/JCO.1997.15.1.350
enum class FnclccGrade : std::uint8_t {
  g1 = 1,
  g2 = 2,
  g3 = 3,
  not_applicable = 4,  ///< the histotype is not graded by this system
  not_assessable = 5,  ///< the sample does not let it be graded
  unknown = 6,         ///< asked for, and nobody knows
};

/// The residual tumour after a resection.
/// Source: UICC R classification; `fragmented` as in the NETSARC abstract of ESMO 2012
enum class Margin : std::uint8_t {
  r0 = 1,          ///< no tumour at the margin
  r1 = 2,          ///< microscopic tumour at the margin
  r2 = 3,          ///< tumour left that can be seen
  fragmented = 4,  ///< removed in pieces: the margin cannot be read
  unknown = 5,
};

/// Where a soft-tissue tumour lies relative to the investing fascia.
enum class Depth : std::uint8_t {
  superficial = 1,
  deep = 2,
  both = 3,
  not_applicable = 4,  ///< bone and viscera
  unknown = 5,
};

inline constexpr std::array<Word<FnclccGrade>, 6> grade_words{
    {{FnclccGrade::g1, "1"},
     {FnclccGrade::g2, "2"},
     {FnclccGrade::g3, "3"},
     {FnclccGrade::not_applicable, "not_applicable"},
     {FnclccGrade::not_assessable, "not_assessable"},
     {FnclccGrade::unknown, "unknown"}}};
inline constexpr std::array<Word<Margin>, 5> margin_words{{{Margin::r0, "R0"},
                                                           {Margin::r1, "R1"},
                                                           {Margin::r2, "R2"},
                                                           {Margin::fragmented, "fragmented"},
                                                           {Margin::unknown, "unknown"}}};
inline constexpr std::array<Word<Depth>, 5> depth_words{{{Depth::superficial, "superficial"},
                                                         {Depth::deep, "deep"},
                                                         {Depth::both, "both"},
                                                         {Depth::not_applicable, "not_applicable"},
                                                         {Depth::unknown, "unknown"}}};

/// The word that files write ("1", "not_assessable"; "R0"; "deep").
constexpr std::string_view name_of(FnclccGrade grade) { return word_in(grade_words, grade); }
constexpr std::string_view name_of(Margin margin) { return word_in(margin_words, margin); }
constexpr std::string_view name_of(Depth depth) { return word_in(depth_words, depth); }
/// What a file's word stands for; nothing when it is not one.
constexpr std::optional<FnclccGrade> grade_named(std::string_view word) {
  return value_in(grade_words, word);
}
constexpr std::optional<Margin> margin_named(std::string_view word) { return value_in(margin_words, word); }
constexpr std::optional<Depth> depth_named(std::string_view word) { return value_in(depth_words, word); }

}  // namespace repere
