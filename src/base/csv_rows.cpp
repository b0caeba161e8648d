#include "base/csv_rows.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace repere {
namespace {

tl::unexpected<Error> fail_at(std::size_t line, std::string_view what) {
  return fail(ErrorKind::incorrect, "line " + std::to_string(line) + ": " + std::string(what));
}

// Reads one text from its first to its last byte.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }

  Result<CsvRow> record() {
    CsvRow row{line_, {}};
    if (at_line_end()) return fail_at(line_, "empty line: remove it");
    for (;;) {
      auto field = peek() == '"' ? quoted() : plain();
      if (!field) return tl::unexpected(field.error());
      row.fields.push_back(std::move(*field));
      if (peek() != ',') break;
      ++at_;
    }
    end_line();
    return row;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
  bool at_line_end() const { return peek() == '\n' || (peek() == '\r' && peek(1) == '\n'); }
  void end_line() {
    if (!at_end() && peek() == '\r') ++at_;
    if (!at_end()) ++at_;
    ++line_;
  }

  Result<std::string> plain() {
    const std::size_t begin = at_;
    while (peek() != ',' && !at_line_end()) {
      if (peek() == '"')
        return fail_at(line_, "a quote inside a field: put the field in quotes and double the quote");
      if (peek() == '\r')
        return fail_at(line_, "a carriage return that ends no line: end lines with LF or CR LF");
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<std::string> quoted() {
    const std::size_t opened = line_;
    std::string field;
    for (++at_;; ++at_) {
      if (at_end()) return fail_at(opened, "a quote that opens here is never closed");
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (c == '"') {
        if (peek(1) != '"') break;
        ++at_;
      }
      field += c;
    }
    ++at_;
    if (peek() == ',' || at_line_end()) return field;
    return fail_at(opened, "the quote that opens here is closed by one with text behind it (line " +
                               std::to_string(line_) + "): a comma must follow, or double the quotes inside");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvRow>> split_csv(std::string_view text) {
  if (const auto bad = first_bad_utf8(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return fail_at(static_cast<std::size_t>(line), "not UTF-8 (or a NUL byte): save the file as UTF-8");
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<CsvRow> rows;
  Splitter splitter(text);
  while (!splitter.at_end()) {
    auto row = splitter.record();
    if (!row) return tl::unexpected(row.error());
    rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace repere
