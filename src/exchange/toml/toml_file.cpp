#include "exchange/toml/toml_file.hpp"

#include <algorithm>
#include <cstdio>

#include "base/utf8.hpp"
#include "exchange/csv/input.hpp"
#include "exchange/spelling.hpp"

namespace repere::exchange {
namespace {

constexpr std::size_t longest_file = 4 << 20;

std::size_t line_of(std::string_view text, std::size_t place) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
}

}  // namespace

Result<toml::table> read_toml(const std::filesystem::path& path) {
  auto input = csv::Input::open(path);
  if (!input) return tl::unexpected(input.error());
  std::string text(longest_file + 1, '\0');
  const auto size = input->read({text.data(), text.size()});
  if (!size) return fail_in(path.string(), size.error());
  if (*size > longest_file)
    return fail(ErrorKind::incorrect, path.string() + ": above 4 MiB; this is not a file of settings");
  text.resize(*size);
  return parse_toml(text, path.filename().string());
}

Result<toml::table> parse_toml(std::string_view text, const std::string& name) {
  const auto refused = [&](std::size_t line, std::string_view what) {
    return fail(ErrorKind::incorrect, name + " line " + std::to_string(line) + ": " + std::string(what));
  };
  if (const auto bad = first_bad_utf8(text))
    return refused(line_of(text, *bad), text[*bad] ? "bytes that are not UTF-8; save the file as UTF-8"
                                                   : "a NUL byte; the file is damaged or not UTF-8 text");
  try {
    return toml::parse(text, name);
  } catch (const toml::parse_error& problem) {
    return refused(problem.source().begin.line, problem.description());
  }
}

void Mistakes::add(std::size_t line, std::string_view what) {
  list_.push_back({line, file_ + " line " + std::to_string(line) + ": " + std::string(what)});
}

Error Mistakes::error() const {
  std::vector<One> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const One& a, const One& b) { return a.line < b.line; });
  std::string text;
  for (const One& one : sorted) {
    if (!text.empty()) text += '\n';
    text += one.text;
  }
  return {ErrorKind::incorrect, text};
}

std::size_t Keys::line(std::string_view key) const {
  const toml::node* const found = table_.get(key);
  return found ? found->source().begin.line : line();
}

const toml::node* Keys::node(std::string_view key) {
  asked_.emplace_back(key);
  return table_.get(key);
}

void Keys::expected(const toml::node& found, std::string_view key, std::string_view what) {
  mistakes_.add(found, "'" + std::string(key) + "' of " + where_ + " must be " + std::string(what));
}

std::optional<std::string> Keys::text(std::string_view key) {
  const toml::node* const found = node(key);
  if (!found) return std::nullopt;
  if (!found->is_string()) {
    expected(*found, key, "a text in quotes");
    return std::nullopt;
  }
  return found->as_string()->get();
}

std::optional<std::string> Keys::required_text(std::string_view key) {
  auto found = text(key);
  if (!has(key)) mistakes_.add(line(), where_ + " must say '" + std::string(key) + "'");
  if (found && found->empty()) expected(*table_.get(key), key, "a text that is not empty");
  return found;
}

std::vector<std::string> Keys::texts(std::string_view key) {
  const toml::node* const found = node(key);
  std::vector<std::string> all;
  if (!found) return all;
  if (found->is_string()) return {found->as_string()->get()};
  if (const toml::array* const list = found->as_array()) {
    for (const toml::node& one : *list) {
      if (one.is_string())
        all.push_back(one.as_string()->get());
      else
        expected(one, key, "a text in quotes, or several in brackets");
    }
  } else {
    expected(*found, key, "a text in quotes, or several in brackets");
  }
  return all;
}

std::optional<bool> Keys::flag(std::string_view key) {
  const toml::node* const found = node(key);
  if (found && !found->is_boolean()) expected(*found, key, "true or false");
  if (!found || !found->is_boolean()) return std::nullopt;
  return found->as_boolean()->get();
}

std::optional<std::int64_t> Keys::whole(std::string_view key) {
  const toml::node* const found = node(key);
  if (found && !found->is_integer()) expected(*found, key, "a whole number");
  if (!found || !found->is_integer()) return std::nullopt;
  return found->as_integer()->get();
}

std::optional<double> Keys::number(std::string_view key) {
  const toml::node* const found = node(key);
  if (!found) return std::nullopt;
  if (found->is_integer()) return static_cast<double>(found->as_integer()->get());
  if (found->is_floating_point() && std::isfinite(found->as_floating_point()->get()))
    return found->as_floating_point()->get();
  expected(*found, key, "a number");
  return std::nullopt;
}

std::optional<PartialDate> Keys::date(std::string_view key) {
  const toml::node* const found = node(key);
  if (!found) return std::nullopt;
  std::string text;
  if (const auto* const written = found->as_date()) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%04u-%02u-%02u", written->get().year, written->get().month,
                  written->get().day);
    text = buffer;
  } else if (found->is_string()) {
    text = found->as_string()->get();
  }
  const auto read = PartialDate::parse(text);
  if (read) return *read;
  expected(*found, key, "a date: 2020-12-31, \"2020-12\" or \"2020\"");
  return std::nullopt;
}

const toml::table* Keys::table(std::string_view key) {
  const toml::node* const found = node(key);
  if (found && !found->is_table()) expected(*found, key, "a table");
  return found ? found->as_table() : nullptr;
}

void Keys::finish() {
  const std::vector<std::string_view> names(asked_.begin(), asked_.end());
  for (const auto& [key, value] : table_) {
    const std::string_view name = key.str();
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    mistakes_.add(key.source().begin.line,
                  "unknown key '" + std::string(name) + "' in " + where_ + meant(name, names));
  }
}

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n')
      quoted += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04X", static_cast<unsigned>(c));
      quoted += buffer;
    } else
      quoted += c;
  }
  return quoted + '"';
}

}  // namespace repere::exchange
