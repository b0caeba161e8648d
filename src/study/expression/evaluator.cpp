#include <algorithm>

#include "study/expression/expression.hpp"

namespace repere::study {
namespace {

// A range of what a value can be against a range of what a literal covers; exact values have equal ends.
template <class T>
Truth compare_ranges(Comparison comparison, T low, T high, T least, T most) {
  switch (comparison) {
    case Comparison::equal:
      if (low >= least && high <= most) return Truth::yes;
      return high < least || low > most ? Truth::no : Truth::open;
    case Comparison::not_equal:
      return negation(compare_ranges(Comparison::equal, low, high, least, most));
    case Comparison::less:
      return high < least ? Truth::yes : low >= least ? Truth::no : Truth::open;
    case Comparison::at_most:
      return high <= most ? Truth::yes : low > most ? Truth::no : Truth::open;
    case Comparison::more:
      return low > most ? Truth::yes : high <= most ? Truth::no : Truth::open;
    case Comparison::at_least:
      return low >= least ? Truth::yes : high < least ? Truth::no : Truth::open;
  }
  return Truth::open;
}

template <class T>
struct Range {
  T least, most;
};
Range<double> numbers_of(const Literal& value) { return {value.number, value.number}; }
Range<std::int32_t> days_of(const Literal& value) {
  return {days_between(Day{}, value.date.first()), days_between(Day{}, value.date.last())};
}

// The condition of a node on one value that is recorded, given as the range it can be.
template <class T, class Covered>
Truth answer_for(const Node& node, T low, T high, Covered covered) {
  if (node.kind == NodeKind::between)
    return conjunction(compare_ranges(Comparison::at_least, low, high, covered(node.values[0]).least,
                                      covered(node.values[0]).most),
                       compare_ranges(Comparison::at_most, low, high, covered(node.values[1]).least,
                                      covered(node.values[1]).most));
  const Comparison comparison = node.kind == NodeKind::in_list ? Comparison::equal : node.comparison;
  Truth answer = Truth::no;
  for (const Literal& value : node.values)
    answer =
        disjunction(answer, compare_ranges(comparison, low, high, covered(value).least, covered(value).most));
  return answer;
}

Truths over_numbers(const Node& node, const CohortColumn& column) {
  Truths truths(column.value.size(), Truth::open);
  for (std::size_t row = 0; row < truths.size(); ++row)
    if (!column.missing(row))
      truths[row] = answer_for(node, column.low_of(row), column.high_of(row), numbers_of);
  return truths;
}

Truths over_dates(const Node& node, const CohortColumn& column) {
  Truths truths(column.first.size(), Truth::open);
  for (std::size_t row = 0; row < truths.size(); ++row)
    if (!column.missing(row)) truths[row] = answer_for(node, column.first[row], column.last[row], days_of);
  return truths;
}

std::size_t absent_as(AbsentActs absent) {
  return static_cast<std::size_t>(absent == AbsentActs::no ? AnswerCode::no : AnswerCode::unknown);
}

// What each level answers to "is it one of these": a level that answers nothing leaves it open, unless it is
// itself named, or only such levels are.
std::vector<Truth> truth_by_level(const CohortColumn& column, const std::vector<bool>& named,
                                  AbsentActs absent) {
  bool names_an_answer = false;
  for (std::size_t i = 0; i < named.size(); ++i) names_an_answer |= named[i] && column.levels[i].answers;
  std::vector<Truth> truths(column.levels.size(), Truth::no);
  for (std::size_t i = 0; i < truths.size(); ++i) {
    if (named[i])
      truths[i] = Truth::yes;
    else if (!column.levels[i].answers && names_an_answer)
      truths[i] = Truth::open;
  }
  const auto not_recorded = static_cast<std::size_t>(AnswerCode::not_recorded);
  if (column.type == Type::answer && !named[not_recorded]) truths[not_recorded] = truths[absent_as(absent)];
  return truths;
}

Truths over_codes(const Node& node, const CohortColumn& column, AbsentActs absent) {
  std::vector<bool> named(column.levels.size(), false);
  if (node.kind == NodeKind::answer) named[static_cast<std::size_t>(AnswerCode::yes)] = true;
  for (const Literal& value : node.values) {
    const std::uint16_t level = level_with(column.levels, value.text);
    if (level != CohortColumn::no_code) named[level] = true;  // else a level that these data do not have
  }
  std::vector<Truth> by_level = truth_by_level(column, named, absent);
  if (node.kind == NodeKind::compare && node.comparison == Comparison::not_equal)
    for (Truth& one : by_level) one = negation(one);
  Truths truths(column.code.size(), Truth::open);
  for (std::size_t row = 0; row < truths.size(); ++row)
    if (column.code[row] != CohortColumn::no_code) truths[row] = by_level[column.code[row]];
  return truths;
}

// The record holds no act, and that is taken for a no: an answer.
bool counts_as_no(const CohortColumn& column, std::size_t row, AbsentActs absent) {
  return absent == AbsentActs::no && column.type == Type::answer &&
         column.code[row] == static_cast<std::uint16_t>(AnswerCode::not_recorded);
}

template <class Holds>
Truths over_rows(const Cohort& cohort, Holds holds) {
  Truths truths(cohort.size());
  for (std::size_t row = 0; row < truths.size(); ++row) truths[row] = truth_of(holds(row));
  return truths;
}

Truths over_variable(const Node& node, const Cohort& cohort, AbsentActs absent) {
  const CohortColumn& column = cohort.column(node.variable);
  if (node.kind == NodeKind::is_missing)
    return over_rows(cohort, [&](std::size_t row) { return column.missing(row); });
  if (node.kind == NodeKind::is_known)
    return over_rows(cohort,
                     [&](std::size_t row) { return column.known(row) || counts_as_no(column, row, absent); });
  if (column.type == Type::number) return over_numbers(node, column);
  if (column.type == Type::date) return over_dates(node, column);
  return over_codes(node, column, absent);
}

Truths evaluate_node(const Syntax& syntax, std::size_t row, const Cohort& cohort, AbsentActs absent) {
  const Node& node = syntax[row];
  if (node.kind == NodeKind::constant) return Truths(cohort.size(), truth_of(node.truth));
  if (!node.name.empty()) return over_variable(node, cohort, absent);
  Truths left = evaluate_node(syntax, node.left, cohort, absent);
  if (node.kind == NodeKind::negate) {
    for (Truth& one : left) one = negation(one);
    return left;
  }
  const Truths right = evaluate_node(syntax, node.right, cohort, absent);
  const bool both = node.kind == NodeKind::both;
  for (std::size_t i = 0; i < left.size(); ++i)
    left[i] = both ? conjunction(left[i], right[i]) : disjunction(left[i], right[i]);
  return left;
}

}  // namespace

Expression::Expression() : text_("true"), syntax_{{.kind = NodeKind::constant, .truth = true}} {}

tl::expected<Expression, ExpressionProblem> Expression::parse(std::string_view text,
                                                              const Vocabulary& vocabulary) {
  auto syntax = parse_syntax(text);
  if (!syntax) return tl::unexpected(syntax.error());
  if (auto right = check_types(*syntax, vocabulary); !right) return tl::unexpected(right.error());
  Expression expression;
  expression.text_ = text;
  expression.syntax_ = std::move(*syntax);
  return expression;
}

Truths Expression::evaluate(const Cohort& cohort, AbsentActs absent) const {
  return evaluate_node(syntax_, syntax_.size() - 1, cohort, absent);
}

}  // namespace repere::study
