#include "catalogue/definitions_fields.hpp"

namespace repere {
namespace {

using study::TextPlace;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Walks through a file and through the value written there, side by side.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  TextPlace in_file() const { return in_file_; }
  TextPlace in_value() const { return in_value_; }
  bool at_end() const { return at_ >= text_.size(); }
  bool next_is(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  bool at_line_continuation() const { return next_is("\\\n") || next_is("\\\r") || next_is("\\ "); }

  // One character of the file that is none of the value.
  void skip() { step(in_file_); }
  // One character of both.
  void take() {
    const char c = text_[at_];
    step(in_file_);
    advance(in_value_, c);
  }
  // A character that is written with a backslash; a line break so written is none of the value, nor what
  // follows it.
  void take_escape() {
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (kind == '\n' || kind == '\r' || kind == ' ' || kind == '\t') {
      skip();
      while (!at_end() && (next_is(" ") || next_is("\t") || next_is("\n") || next_is("\r"))) skip();
      return;
    }
    const int length = kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
    for (int i = 0; i < length && !at_end(); ++i) skip();
    advance(in_value_, kind == 'n' ? '\n' : 'x');
  }

 private:
  static void advance(TextPlace& place, char c) {
    if (c == '\n')
      place = {place.line + 1, 1};
    else
      ++place.column;
  }
  void step(TextPlace& place) {
    const char c = text_[at_++];
    while (!at_end() && continues(text_[at_])) ++at_;
    advance(place, c);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TextPlace in_file_, in_value_;
};

bool before(TextPlace a, TextPlace b) { return a.line < b.line || (a.line == b.line && a.column < b.column); }

}  // namespace

TextPlace place_in_file(std::string_view file_text, TextPlace begin, TextPlace in_value) {
  Walk walk(file_text);
  while (!walk.at_end() && before(walk.in_file(), begin)) walk.skip();
  const bool raw = walk.next_is("'");
  const bool several_lines = walk.next_is("\"\"\"") || walk.next_is("'''");
  for (int quote = 0; quote < (several_lines ? 3 : 1) && !walk.at_end(); ++quote) walk.skip();
  if (several_lines && walk.next_is("\r")) walk.skip();
  if (several_lines && walk.next_is("\n")) walk.skip();
  while (!walk.at_end() && before(walk.in_value(), in_value)) {
    if (!raw && walk.next_is("\\"))
      walk.take_escape();
    else
      walk.take();
  }
  while (!raw && walk.at_line_continuation()) walk.take_escape();
  return walk.in_file();
}

}  // namespace repere
