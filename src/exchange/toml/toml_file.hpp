#pragma once
#include <toml++/toml.h>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace repere::exchange {

/// Errors: not_found, unavailable; incorrect with line if it is not UTF-8 or not TOML, or is above 4 MiB
Result<toml::table> read_toml(const std::filesystem::path& path);
/// The same over a text; `name` stands for the file in messages.
Result<toml::table> parse_toml(std::string_view text, const std::string& name);

/// The mistakes found in one TOML file, with their lines: all of them are said at once.
class Mistakes {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}
  void add(std::size_t line, std::string_view what);
  void add(const toml::node& where, std::string_view what) { add(where.source().begin.line, what); }
  bool none() const { return list_.empty(); }
  /// All of them in order of line, one a line of text.
  Error error() const;

 private:
  struct One {
    std::size_t line;
    std::string text;
  };
  std::string file_;
  std::vector<One> list_;
};

/// Reads one table of a TOML file key by key. A value of another sort than asked for is a mistake; so is, at
/// finish(), a key that nobody asked for.
class Keys {
 public:
  /// `where` names the table in messages: "[dataset]".
  Keys(const toml::table& table, std::string where, Mistakes& mistakes)
      : table_(table), where_(std::move(where)), mistakes_(mistakes) {}

  bool has(std::string_view key) const { return table_.contains(key); }
  std::size_t line() const { return table_.source().begin.line; }
  /// The line of a key's value; that of the table when there is no such key.
  std::size_t line(std::string_view key) const;

  const toml::node* node(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<std::string> required_text(std::string_view key);
  /// A text, or several in brackets; empty when the key is not there.
  std::vector<std::string> texts(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<std::int64_t> whole(std::string_view key);
  std::optional<double> number(std::string_view key);
  /// A TOML date, or a text as PartialDate reads it.
  std::optional<PartialDate> date(std::string_view key);
  const toml::table* table(std::string_view key);

  /// Refuses what was not asked for, with the near name if there is one.
  void finish();

 private:
  void expected(const toml::node& node, std::string_view key, std::string_view what);
  const toml::table& table_;
  std::string where_;
  Mistakes& mistakes_;
  std::vector<std::string> asked_;
};

/// `text` as a TOML basic string, its quotes included.
std::string toml_text(std::string_view text);

}  // namespace repere::exchange
