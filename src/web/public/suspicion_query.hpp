#pragma once
#include <string>
#include <vector>

#include "domain/suspicion/answers.hpp"
#include "web/http/problem.hpp"
#include "web/routes/route.hpp"

// The answers of the questionnaire as the address carries them: "age=adult&size_cm=7&…". There is nothing else in it.
namespace repere::web {

/// The size by comparison, as a word of the address: a ball has about this diameter.
inline constexpr std::string_view size_choice_name = "size";
struct SizeChoice {
  std::string_view word;
  suspicion::SizeRange range;
};
/// Units: centimetres; a golf ball has 4.3, a tennis ball 6.5 (rounded)
inline constexpr std::array<SizeChoice, 3> size_choices{
    {{"smaller", {0, 4.2}}, {"golf", {4.3, 6.5}}, {"tennis", {6.5, suspicion::SizeRange{}.most}}}};

/// The place, as in the directory of centres.
inline constexpr std::string_view place_words_name = "lieu", commune_name = "commune";
inline constexpr std::size_t longest_place_words = 100;
/// In the address that the form leads to, and in no other: the questionnaire was finished now.
inline constexpr std::string_view finished_name = "fini";

/// What a query says, and what is wrong in it, in the reader's language.
struct SuspicionQuery {
  suspicion::Answers answers;
  std::string size_typed;   ///< as it was typed, at most 20 bytes; empty: not typed
  std::string size_choice;  ///< a word of size_choices, or empty
  std::string place_words;  ///< commune, postal code or department, as written; may be empty. Not an answer: it decides nothing
  std::string commune;      ///< INSEE code of the one that was chosen among several; empty: none
  std::vector<Violation> wrong;
  bool says_nothing() const { return answers == suspicion::Answers{}; }
};

/// Takes what is there and understood. A typed size goes before a comparison; "7,5" is 7.5.
SuspicionQuery read_suspicion_query(const Fields& query, Language language);

/// The answers that are known, as a query without "?"; the same answers give the same text. Empty when nothing is known.
std::string query_of(const SuspicionQuery& query);
/// The same with the place that was asked for, which stays on the pages of the answer.
std::string query_with_place(const SuspicionQuery& query);

/// The same as parameters of a route.
std::vector<Parameter> suspicion_parameters();

}  // namespace repere::web
