#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

// What is asked about a mass, and what can be answered. Every answer may be unknown.
namespace repere::suspicion {

enum class Question : std::uint8_t {
  age,
  place,
  depth,
  growth,
  pain,
  recurrence,
  radiotherapy,
  predisposition,
  imaging,
  biopsy,
  removal,
  size,  ///< in centimetres; the only one without words
};
inline constexpr std::size_t question_count = 12;
inline constexpr std::size_t worded_questions = 11;

/// A question's name in rule files and addresses, and the words of its answers.
struct QuestionWords {
  Question question;
  std::string_view name;
  std::array<std::string_view, 4> answers;  ///< empty where there are fewer
  constexpr std::size_t count() const {
    std::size_t n = 0;
    while (n < answers.size() && !answers[n].empty()) ++n;
    return n;
  }
  /// Nothing when it is no answer of this question.
  constexpr std::optional<std::size_t> place_of(std::string_view word) const {
    for (std::size_t i = 0; i < count(); ++i)
      if (answers[i] == word) return i;
    return std::nullopt;
  }
};
inline constexpr std::array<QuestionWords, worded_questions> question_words{{
    {Question::age, "age", {"adult", "child"}},
    {Question::place, "place", {"soft_tissue", "cavity", "bone"}},
    {Question::depth, "depth", {"superficial", "deep"}},
    {Question::growth, "growth", {"no", "yes"}},
    {Question::pain, "pain", {"no", "movement", "night"}},
    {Question::recurrence, "recurrence", {"no", "yes"}},
    {Question::radiotherapy, "radiotherapy", {"no", "yes"}},
    {Question::predisposition, "predisposition", {"no", "nf1", "li_fraumeni", "other"}},
    {Question::imaging, "imaging", {"none", "benign", "doubtful"}},
    {Question::biopsy, "biopsy", {"none", "benign", "doubtful"}},
    {Question::removal, "removal", {"no", "yes"}},
}};
inline constexpr std::string_view unknown_word = "unknown";
inline constexpr std::string_view size_name = "size_cm";

constexpr const QuestionWords& words_of(Question question) {
  return question_words[static_cast<std::size_t>(question)];
}
constexpr std::string_view name_of(Question question) {
  return question == Question::size ? size_name : words_of(question).name;
}

/// The answers that are possible, one bit each: one bit when it is known, all when it is not.
using Possible = std::uint8_t;
constexpr Possible all_of(Question question) {
  return static_cast<Possible>((1U << words_of(question).count()) - 1U);
}

/// Between which sizes the mass lies: measured, both are the same.
/// Units: centimetres, both included
struct SizeRange {
  double least = 0, most = std::numeric_limits<double>::infinity();
  bool known() const { return least > 0 || most < std::numeric_limits<double>::infinity(); }
  bool operator==(const SizeRange&) const = default;
};
/// What can be typed. Units: centimetres
inline constexpr double smallest_cm = 0.1, largest_cm = 60;

/// What is known about one mass. A new one knows nothing.
class Answers {
 public:
  Answers() {
    for (const QuestionWords& one : question_words) possible_[at(one.question)] = all_of(one.question);
  }
  Possible possible(Question question) const { return possible_[at(question)]; }
  bool known(Question question) const {
    if (question == Question::size) return size.known();
    return possible(question) != all_of(question);
  }
  /// Shape: `answer` is a place in words_of(question).answers
  void set(Question question, std::size_t answer) {
    possible_[at(question)] = static_cast<Possible>(1U << answer);
  }
  void forget(Question question) {
    if (question == Question::size)
      size = {};
    else
      possible_[at(question)] = all_of(question);
  }
  /// By its word; `unknown` forgets. False when it is no word of the question.
  bool set_word(Question question, std::string_view word) {
    const auto place = words_of(question).place_of(word);
    if (place)
      set(question, *place);
    else if (word == unknown_word)
      forget(question);
    return place || word == unknown_word;
  }
  /// The word that was answered; `unknown` when none was.
  std::string_view word(Question question) const {
    const QuestionWords& words = words_of(question);
    for (std::size_t i = 0; i < words.count(); ++i)
      if (possible(question) == (1U << i)) return words.answers[i];
    return unknown_word;
  }
  bool operator==(const Answers&) const = default;

  SizeRange size;

 private:
  static constexpr std::size_t at(Question question) { return static_cast<std::size_t>(question); }
  std::array<Possible, worded_questions> possible_{};
};

}  // namespace repere::suspicion
