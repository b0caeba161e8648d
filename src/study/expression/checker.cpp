#include <algorithm>

#include "study/expression/expression.hpp"
#include "base/nearest_name.hpp"

namespace repere::study {
namespace {

using Checked = tl::expected<void, ExpressionProblem>;

tl::unexpected<ExpressionProblem> problem(TextPlace place, std::string what) {
  return tl::unexpected(ExpressionProblem{place, std::move(what)});
}

std::vector<std::string_view> names_of_variables() {
  std::vector<std::string_view> names;
  for (const Variable& one : variables()) names.emplace_back(one.id);
  return names;
}

std::string_view kind_name(Literal::Kind kind) {
  switch (kind) {
    case Literal::Kind::text:
      return "a text";
    case Literal::Kind::number:
      return "a number";
    case Literal::Kind::date:
      return "a date";
    case Literal::Kind::truth:
      return "true or false";
  }
  return {};
}

// What to write for a value of this variable.
std::string wanted(const Variable& variable, const Literal& value) {
  switch (variable.type) {
    case Type::number:
      return "write a number" + (variable.unit.empty() ? "" : " (" + variable.unit + ")") + " without quotes";
    case Type::date:
      return "write a date without quotes: 2014, 2014-03 or 2014-03-05";
    case Type::answer:
      return "write true, false, or a level in quotes: " + [] {
        std::vector<std::string_view> codes;
        for (const Level& level : answer_levels()) codes.emplace_back(level.code);
        return list_of(codes);
      }();
    case Type::category:
      return "put the level in quotes: \"" + value.text + "\"";
  }
  return {};
}

bool fits(const Variable& variable, const Literal& value) {
  switch (variable.type) {
    case Type::number:
      return value.kind == Literal::Kind::number;
    // 2014 alone is written like a number and is a year where a date belongs.
    case Type::date:
      return value.kind == Literal::Kind::date || value.kind == Literal::Kind::number;
    case Type::answer:
      return value.kind == Literal::Kind::truth || value.kind == Literal::Kind::text;
    case Type::category:
      return value.kind == Literal::Kind::text;
  }
  return false;
}

Checked check_level(const Variable& variable, std::size_t row, const Literal& value,
                    const Vocabulary& vocabulary) {
  const std::vector<std::string>* levels = vocabulary.levels(row);
  if (!levels || std::find(levels->begin(), levels->end(), value.text) != levels->end()) return {};
  const std::vector<std::string_view> names(levels->begin(), levels->end());
  std::string where = variable.levels_listed_in.empty() ? "" : " (see " + variable.levels_listed_in + ")";
  return problem(value.place, "'" + value.text + "' is not a level of " + variable.id +
                                  did_you_mean(value.text, names) + "Its levels: " + list_of(names) + where);
}

Checked check_value(const Variable& variable, std::size_t row, Literal& value, const Vocabulary& vocabulary) {
  if (!fits(variable, value))
    return problem(value.place, "'" + variable.id + "' is a " + std::string(name_of(variable.type)) +
                                    " and is compared with " + std::string(kind_name(value.kind)) + ": " +
                                    wanted(variable, value));
  if (variable.type == Type::date && value.kind == Literal::Kind::number) {
    const auto date = PartialDate::parse(value.text);
    if (!date) return problem(value.place, "'" + value.text + "' is " + date.error().message);
    value.date = *date;
    value.kind = Literal::Kind::date;
  }
  if (value.kind == Literal::Kind::truth) {
    value.text = value.truth ? "yes" : "no";
    value.kind = Literal::Kind::text;
  }
  if (value.kind != Literal::Kind::text) return {};
  return check_level(variable, row, value, vocabulary);
}

bool has_order(Type type) { return type == Type::number || type == Type::date; }

Checked check_form(const Node& node, const Variable& variable) {
  if (node.kind == NodeKind::answer && variable.type != Type::answer)
    return problem(node.place, "'" + node.name + "' is a " + std::string(name_of(variable.type)) +
                                   ", not a condition: compare it with a value, or write 'is known'");
  const bool ordered = node.kind == NodeKind::between ||
                       (node.kind == NodeKind::compare && node.comparison != Comparison::equal &&
                        node.comparison != Comparison::not_equal);
  if (ordered && !has_order(variable.type))
    return problem(node.place, "'" + node.name + "' is a " + std::string(name_of(variable.type)) +
                                   " and has no order: use =, != or in (...)");
  return {};
}

}  // namespace

Checked check_types(Syntax& syntax, const Vocabulary& vocabulary) {
  for (Node& node : syntax) {
    if (node.name.empty()) continue;
    const auto row = variable_named(node.name);
    if (!row)
      return problem(node.place, "there is no variable '" + node.name + "'" +
                                     did_you_mean(node.name, names_of_variables()) +
                                     "docs/variables.md lists them");
    node.variable = *row;
    const Variable& variable = variables()[*row];
    if (auto right = check_form(node, variable); !right) return right;
    for (Literal& value : node.values)
      if (auto right = check_value(variable, *row, value, vocabulary); !right) return right;
    if (node.kind == NodeKind::between && variable.type == Type::number &&
        node.values[0].number > node.values[1].number)
      return problem(node.values[0].place, "'between' takes the smaller value first: exchange the two");
  }
  return {};
}

}  // namespace repere::study
