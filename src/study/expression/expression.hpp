#pragma once
#include <string>

#include "study/cohort.hpp"
#include "study/expression/syntax.hpp"
#include "study/expression/truth.hpp"
#include "study/vocabulary.hpp"

// The filter language: docs/studies.md, "Expressions".
namespace repere::study {

/// How a variable counts whose acts the record does not hold at all.
enum class AbsentActs {
  no,       ///< not recorded is not done, as registries publish
  unknown,  ///< not recorded is not known
};

/// A condition on cases, its names and types checked.
class Expression {
 public:
  /// The condition that is always true.
  Expression();
  /// Errors: with the place in `text`: its form, an unknown variable (the nearest name), a value of another
  ///   type, an unknown level (the list of levels)
  static tl::expected<Expression, ExpressionProblem> parse(std::string_view text,
                                                           const Vocabulary& vocabulary);

  const std::string& text() const { return text_; }
  const Syntax& syntax() const { return syntax_; }

  /// The answer for each case, in Kleene's logic.
  /// Shape: result[cohort.size()]
  Truths evaluate(const Cohort& cohort, AbsentActs absent) const;

 private:
  std::string text_;
  Syntax syntax_;
};

/// Finds the variables of a tree and checks the type of each value against them.
/// Errors: as Expression::parse
tl::expected<void, ExpressionProblem> check_types(Syntax& syntax, const Vocabulary& vocabulary);

}  // namespace repere::study
