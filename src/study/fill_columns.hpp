#pragma once
#include <array>
#include <optional>

#include "study/level_labels.hpp"
#include "study/variables.hpp"

// How the variables' files fill a column: a function of the row, called for each.
namespace repere::study {

/// `code_at(row)` gives the row of the level, or no_code.
template <class CodeAt>
void fill_codes(const CohortSource& source, CohortColumn& column, CodeAt code_at) {
  column.code.resize(source.size());
  for (std::size_t row = 0; row < source.size(); ++row) column.code[row] = code_at(row);
}

/// `word_at(row)` gives an optional enumerator of `words`.
template <class E, std::size_t n, class WordAt>
void fill_words(const CohortSource& source, CohortColumn& column, const std::array<Word<E>, n>& words,
                WordAt word_at) {
  fill_codes(source, column, [&](std::size_t row) {
    const std::optional<E> value = word_at(row);
    return value ? code_in(words, *value) : CohortColumn::no_code;
  });
}

/// `answer_at(row)` gives an optional AnswerCode.
template <class AnswerAt>
void fill_answers(const CohortSource& source, CohortColumn& column, AnswerAt answer_at) {
  fill_codes(source, column, [&](std::size_t row) {
    const std::optional<AnswerCode> answer = answer_at(row);
    return answer ? static_cast<std::uint16_t>(*answer) : CohortColumn::no_code;
  });
}

/// `number_at(row)` gives an optional double.
template <class NumberAt>
void fill_numbers(const CohortSource& source, CohortColumn& column, NumberAt number_at) {
  column.value.resize(source.size());
  for (std::size_t row = 0; row < source.size(); ++row)
    column.value[row] = std::optional<double>(number_at(row)).value_or(CohortColumn::no_value);
}

/// A number with what partial dates leave open.
struct NumberRange {
  double value, low, high;
};

/// `range_at(row)` gives an optional NumberRange.
template <class RangeAt>
void fill_ranges(const CohortSource& source, CohortColumn& column, RangeAt range_at) {
  constexpr double none = CohortColumn::no_value;
  column.value.assign(source.size(), none);
  column.low.assign(source.size(), none);
  column.high.assign(source.size(), none);
  for (std::size_t row = 0; row < source.size(); ++row) {
    const std::optional<NumberRange> range = range_at(row);
    if (!range) continue;
    column.value[row] = range->value;
    column.low[row] = range->low;
    column.high[row] = range->high;
  }
}

/// `days_at(row)` gives an optional registry::DayRange.
template <class DaysAt>
void fill_days(const CohortSource& source, CohortColumn& column, DaysAt days_at) {
  fill_ranges(source, column, [&](std::size_t row) -> std::optional<NumberRange> {
    const std::optional<registry::DayRange> days = days_at(row);
    if (!days) return std::nullopt;
    return NumberRange{static_cast<double>(days->middle()), static_cast<double>(days->first),
                       static_cast<double>(days->last)};
  });
}

/// What a field of the record answers; a field that is not recorded stays missing.
inline std::optional<AnswerCode> answer_of(const std::optional<registry::Answer>& field) {
  if (!field) return std::nullopt;
  return static_cast<AnswerCode>(code_in(registry::words_for<registry::Answer>, *field));
}
static_assert(code_in(registry::words_for<registry::Answer>, registry::Answer::yes) == 0);
static_assert(code_in(registry::words_for<registry::Answer>, registry::Answer::not_asked) == 3);

/// Levels that only the data give, in the order in which they are met; each word is looked up once a run of
/// equal ones.
class LevelsMet {
 public:
  explicit LevelsMet(CohortColumn& column) : column_(column) {}
  std::uint16_t code_of(std::string_view word) {
    if (word.empty()) return CohortColumn::no_code;
    if (last_ < column_.levels.size() && column_.levels[last_].code == word) return last_;
    std::uint16_t code = lookup_.find(word);
    if (code == CohortColumn::no_code && lookup_.add(word)) {
      code = static_cast<std::uint16_t>(column_.levels.size());
      column_.levels.push_back({std::string(word), {std::string(word), std::string(word)}, true});
    }
    last_ = code;
    return code;
  }

 private:
  CohortColumn& column_;
  CodeLookup lookup_;
  std::uint16_t last_ = CohortColumn::no_code;
};

}  // namespace repere::study
