#include <array>
#include <optional>

#include "study/expression/syntax.hpp"

namespace repere::study {
namespace {

constexpr std::array<std::string_view, 11> reserved{"and",     "or",    "not",  "in",    "between", "is",
                                                    "missing", "known", "true", "false", "null"};

// A level a bracket or a `not` opens; no study needs more, and the stack is spared.
constexpr int deepest = 200;
constexpr std::size_t most_nodes = 2000;

struct Stop {
  ExpressionProblem problem;
};

// Recursive descent; the first problem ends it. Stop does not leave this file.
class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Syntax run() {
    if (peek().kind == TokenKind::end) stop("the expression is empty: write a condition, or true");
    either();
    if (is_symbol(")")) stop("')' closes nothing: remove it, or open '(' before");
    if (peek().kind != TokenKind::end)
      stop("'" + shown(peek()) + "' does not follow: join conditions with 'and' or 'or'");
    return std::move(syntax_);
  }

 private:
  const Token& peek() const { return tokens_[at_]; }
  Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool is_symbol(std::string_view symbol) const {
    return peek().kind == TokenKind::symbol && peek().text == symbol;
  }
  bool is_word(std::string_view word) const { return peek().kind == TokenKind::name && peek().text == word; }
  bool take_symbol(std::string_view symbol) { return is_symbol(symbol) && (take(), true); }
  bool take_word(std::string_view word) { return is_word(word) && (take(), true); }

  static std::string shown(const Token& token) {
    return token.kind == TokenKind::end ? "the end" : token.text;
  }
  [[noreturn]] void stop(std::string what) const { throw Stop{{peek().place, std::move(what)}}; }

  std::size_t add(Node node) {
    if (syntax_.size() >= most_nodes) stop("the expression is too long: split it");
    syntax_.push_back(std::move(node));
    return syntax_.size() - 1;
  }

  std::size_t either() {
    std::size_t left = both();
    while (is_word("or")) {
      const TextPlace place = take().place;
      const std::size_t right = both();
      left = add({.kind = NodeKind::either, .left = left, .right = right, .place = place});
    }
    return left;
  }

  std::size_t both() {
    std::size_t left = negation();
    while (is_word("and")) {
      const TextPlace place = take().place;
      const std::size_t right = negation();
      left = add({.kind = NodeKind::both, .left = left, .right = right, .place = place});
    }
    return left;
  }

  std::size_t negation() {
    if (++depth_ > deepest) stop("the expression is nested too deeply: split it");
    std::size_t node;
    if (is_word("not")) {
      const TextPlace place = take().place;
      node = negated(negation(), place);
    } else {
      node = primary();
    }
    --depth_;
    return node;
  }

  std::size_t negated(std::size_t what, TextPlace place) {
    return add({.kind = NodeKind::negate, .left = what, .place = place});
  }

  std::size_t primary() {
    if (take_symbol("(")) {
      const std::size_t inner = either();
      if (!take_symbol(")")) stop("a bracket is not closed: write ')' before '" + shown(peek()) + "'");
      return inner;
    }
    const Token token = peek();
    if (token.kind != TokenKind::name)
      stop(token.kind == TokenKind::end
               ? "the expression ends too soon: a condition is missing"
               : "a condition begins with a variable's name, not with '" + shown(token) + "'");
    if (is_word("true") || is_word("false"))
      return add({.kind = NodeKind::constant, .truth = take().text == "true", .place = token.place});
    for (const std::string_view word : reserved)
      if (token.text == word)
        stop("'" + token.text + "' cannot begin a condition: a variable's name is missing before it");
    take();
    return condition(token);
  }

  std::size_t condition(const Token& variable) {
    Node node{.kind = NodeKind::answer, .name = variable.text, .place = variable.place};
    if (take_word("is")) return is_what(std::move(node));
    const bool inverted = take_word("not");
    const TextPlace place = variable.place;
    if (take_word("in")) {
      in_list(node);
    } else if (take_word("between")) {
      node.kind = NodeKind::between;
      node.values.push_back(literal());
      if (!take_word("and")) stop("'between' takes two values: write 'between 1 and 2'");
      node.values.push_back(literal());
    } else if (inverted) {
      stop("'in' or 'between' is missing after 'not'");
    } else if (const auto comparison = take_comparison()) {
      node.kind = NodeKind::compare;
      node.comparison = *comparison;
      node.values.push_back(literal());
    }
    const std::size_t row = add(std::move(node));
    return inverted ? negated(row, place) : row;
  }

  std::size_t is_what(Node node) {
    const TextPlace place = node.place;
    const bool inverted = take_word("not");
    if (take_word("missing"))
      node.kind = NodeKind::is_missing;
    else if (take_word("known"))
      node.kind = NodeKind::is_known;
    else
      stop("'is' is followed by 'missing', 'known', 'not missing' or 'not known'; to compare, write '='");
    const std::size_t row = add(std::move(node));
    return inverted ? negated(row, place) : row;
  }

  void in_list(Node& node) {
    node.kind = NodeKind::in_list;
    if (!take_symbol("(")) stop("'in' is followed by values in brackets: in (\"a\", \"b\")");
    do node.values.push_back(literal());
    while (take_symbol(","));
    if (!take_symbol(")"))
      stop("a list of values is not closed: write ',' or ')' before '" + shown(peek()) + "'");
  }

  std::optional<Comparison> take_comparison() {
    if (take_symbol("=")) return Comparison::equal;
    if (take_symbol("!=")) return Comparison::not_equal;
    if (take_symbol("<")) return Comparison::less;
    if (take_symbol("<=")) return Comparison::at_most;
    if (take_symbol(">")) return Comparison::more;
    if (take_symbol(">=")) return Comparison::at_least;
    return std::nullopt;
  }

  Literal literal() {
    const Token token = peek();
    Literal value{.text = token.text, .number = token.number, .date = token.date, .place = token.place};
    if (token.kind == TokenKind::text)
      value.kind = Literal::Kind::text;
    else if (token.kind == TokenKind::number)
      value.kind = Literal::Kind::number;
    else if (token.kind == TokenKind::date)
      value.kind = Literal::Kind::date;
    else if (is_word("true") || is_word("false"))
      value = {.kind = Literal::Kind::truth,
               .text = token.text,
               .truth = token.text == "true",
               .place = token.place};
    else if (token.kind == TokenKind::name)
      stop("'" + token.text + "' stands where a value belongs: put a level in quotes, \"" + token.text +
           "\"");
    else
      stop("a value is missing before '" + shown(token) +
           "': a text in quotes, a number, a date, true or false");
    take();
    return value;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Syntax syntax_;
};

}  // namespace

tl::expected<Syntax, ExpressionProblem> parse_syntax(std::string_view text) {
  auto tokens = tokens_of(text);
  if (!tokens) return tl::unexpected(tokens.error());
  try {
    return Parser(std::move(*tokens)).run();
  } catch (const Stop& stopped) {
    return tl::unexpected(stopped.problem);
  }
}

}  // namespace repere::study
