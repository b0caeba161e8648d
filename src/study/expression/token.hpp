#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/date.hpp"

namespace repere::study {

/// A place in an expression's text, both counted from 1; columns count characters.
struct TextPlace {
  std::size_t line = 1, column = 1;
};

/// What is wrong in an expression, where, and what to change.
struct ExpressionProblem {
  TextPlace place;
  std::string what;
};

enum class TokenKind { name, text, number, date, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  ///< the name, the symbol, the text without its quotes, or the number or date as written
  double number = 0;
  PartialDate date;
  TextPlace place;
};

/// The words of an expression; the last one is `end`.
/// Errors: a character that has no meaning, a text that is not closed, a number or a date that is none
tl::expected<std::vector<Token>, ExpressionProblem> tokens_of(std::string_view text);

}  // namespace repere::study
