#include "base/numbers.hpp"
#include "study/expression/token.hpp"

namespace repere::study {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
// A byte inside a character of several bytes.
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  tl::expected<std::vector<Token>, ExpressionProblem> run() {
    std::vector<Token> tokens;
    while (true) {
      while (!at_end() && is_space(text_[at_])) step();
      auto token = next();
      if (!token) return tl::unexpected(token.error());
      tokens.push_back(std::move(*token));
      if (tokens.back().kind == TokenKind::end) return tokens;
    }
  }

 private:
  using OneToken = tl::expected<Token, ExpressionProblem>;

  bool at_end() const { return at_ >= text_.size(); }
  char ahead(std::size_t by) const { return at_ + by < text_.size() ? text_[at_ + by] : '\0'; }

  void step() {
    if (text_[at_] == '\n')
      place_ = {place_.line + 1, 1};
    else if (!is_continuation(text_[at_]))
      ++place_.column;
    ++at_;
  }

  OneToken next() {
    if (at_end()) return Token{.place = place_};
    const char c = text_[at_];
    if (c == '"' || c == '\'') return quoted(c);
    if (is_letter(c)) return word();
    if (is_digit(c) || (c == '-' && (is_digit(ahead(1)) || ahead(1) == '.'))) return number_or_date();
    return symbol();
  }

  OneToken quoted(char quote) {
    Token token{.kind = TokenKind::text, .place = place_};
    step();
    while (!at_end() && text_[at_] != quote) {
      token.text += text_[at_];
      step();
    }
    if (at_end())
      return problem(token.place, "this text is not closed: end it with " + std::string(1, quote));
    step();
    return token;
  }

  OneToken word() {
    Token token{.kind = TokenKind::name, .place = place_};
    while (!at_end() && (is_letter(text_[at_]) || is_digit(text_[at_]))) {
      token.text += text_[at_];
      step();
    }
    return token;
  }

  OneToken number_or_date() {
    Token token{.kind = TokenKind::number, .place = place_};
    const auto belongs = [](char c) {
      return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '+';
    };
    while (!at_end() && belongs(text_[at_])) {
      token.text += text_[at_];
      step();
    }
    if (const auto number = parse_number(token.text)) {
      token.number = *number;
      return token;
    }
    if (token.text.find('-', 1) == std::string::npos)
      return problem(token.place,
                     "'" + token.text + "' is not a number: write digits with a point, without a unit");
    const auto date = PartialDate::parse(token.text);
    if (!date) return problem(token.place, "'" + token.text + "' is " + date.error().message);
    token.kind = TokenKind::date;
    token.date = *date;
    return token;
  }

  OneToken symbol() {
    Token token{.kind = TokenKind::symbol, .place = place_};
    const std::string_view rest = text_.substr(at_);
    for (const std::string_view two : {"!=", "<=", ">=", "==", "<>", "&&", "||"})
      if (rest.starts_with(two)) token.text = two;
    if (token.text.empty()) token.text = rest.substr(0, 1);
    if (token.text == "==") return problem(token.place, "'==' has no meaning: write '='");
    if (token.text == "<>") return problem(token.place, "'<>' has no meaning: write '!='");
    if (token.text == "&&") return problem(token.place, "'&&' has no meaning: write 'and'");
    if (token.text == "||") return problem(token.place, "'||' has no meaning: write 'or'");
    if (token.text == "!") return problem(token.place, "'!' has no meaning: write 'not', or '!='");
    if (std::string_view("=<>(),").find(token.text[0]) == std::string_view::npos && token.text.size() == 1)
      return problem(token.place,
                     "a character that has no meaning here: write names, values, and, or, not, in, between, "
                     "is, = != < <= > >= ( ) and commas");
    for (std::size_t i = 0; i < token.text.size(); ++i) step();
    return token;
  }

  static tl::unexpected<ExpressionProblem> problem(TextPlace place, std::string what) {
    return tl::unexpected(ExpressionProblem{place, std::move(what)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TextPlace place_;
};

}  // namespace

tl::expected<std::vector<Token>, ExpressionProblem> tokens_of(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace repere::study
