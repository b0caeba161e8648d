#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/date.hpp"
#include "storage/connection.hpp"

// Statements of people's tables: prepared once a connection, bound by value, read row by row.
namespace repere::storage {

/// A connection and the statements that were prepared on it.
/// Shape: the connection outlives it; serves one thread at a time
class Statements {
 public:
  explicit Statements(Connection& connection) : connection_(connection) {}

  Connection& connection() { return connection_; }
  Result<Statement*> get(const char* sql) {
    if (const auto held = prepared_.find(std::string_view(sql)); held != prepared_.end()) return held->second.get();
    auto made = connection_.prepare(sql);
    if (!made) return tl::unexpected(made.error());
    return prepared_.emplace(sql, std::move(*made)).first->second.get();
  }

  /// A statement of which there are too many variants to keep each.
  Result<std::unique_ptr<Statement>> once(const std::string& sql) { return connection_.prepare(sql); }

 private:
  Connection& connection_;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> prepared_;
};

/// Bytes for a BLOB column; none are NULL.
struct Bytes {
  std::string_view value;
};

/// Binds values of a call to the parameters of a statement, keeping texts that are made for it alive until it has run.
class Binding {
 public:
  explicit Binding(Statement& statement) : statement_(statement) {}

  void put(std::int64_t value) { statement_.bind(next_++, value); }
  void put(int value) { put(std::int64_t{value}); }
  void put(bool value) { put(std::int64_t{value}); }
  void put(std::string_view text) { statement_.bind(next_++, text); }
  void put(const std::string& text) { put(std::string_view(text)); }
  void put(const char* text) { put(std::string_view(text)); }
  void put(Bytes bytes) {
    if (bytes.value.empty())
      statement_.bind_null(next_++);
    else
      statement_.bind_bytes(next_++, bytes.value);
  }
  void put(Instant at) {
    made_[static_cast<std::size_t>(next_)] = iso_text(at);
    put(std::string_view(made_[static_cast<std::size_t>(next_)]));
  }
  void put(const std::optional<Instant>& at) {
    if (at)
      put(*at);
    else
      statement_.bind_null(next_++);
  }
  void put(Day day) {
    made_[static_cast<std::size_t>(next_)] = PartialDate::of_day(day).text();
    put(std::string_view(made_[static_cast<std::size_t>(next_)]));
  }
  void put(const std::optional<Day>& day) {
    if (day)
      put(*day);
    else
      statement_.bind_null(next_++);
  }

 private:
  Statement& statement_;
  int next_ = 1;
  std::map<std::size_t, std::string> made_;
};

/// Runs a statement that changes rows, and says how many.
template <class... Values>
Result<std::int64_t> change(Statements& statements, const char* sql, const Values&... values) {
  const auto statement = statements.get(sql);
  if (!statement) return tl::unexpected(statement.error());
  Binding binding(**statement);
  (binding.put(values), ...);
  return (*statement)->run();
}

/// Calls `visit` with the statement standing on each row.
template <class Visit, class... Values>
Result<void> each_row(Statements& statements, const char* sql, Visit&& visit, const Values&... values) {
  const auto statement = statements.get(sql);
  if (!statement) return tl::unexpected(statement.error());
  Binding binding(**statement);
  (binding.put(values), ...);
  for (;;) {
    const auto more = (*statement)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    visit(static_cast<const Statement&>(**statement));
  }
}

/// The instant in a text column; a text that is none is a damaged database, and becomes the epoch.
inline Instant instant_at(const Statement& row, int column) {
  return parse_instant(row.text(column)).value_or(Instant{});
}
inline std::optional<Instant> optional_instant_at(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(instant_at(row, column));
}

/// The day in a text column; a text that is none is a damaged database, and becomes the epoch.
inline Day day_at(const Statement& row, int column) {
  const auto date = PartialDate::parse(row.text(column));
  return date ? date->first() : Day{};
}
inline std::optional<Day> optional_day_at(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(day_at(row, column));
}
/// The bytes of a BLOB column; empty when NULL.
inline std::string bytes_at(const Statement& row, int column) {
  return row.is_null(column) ? std::string() : row.bytes(column);
}

/// The next number of a table.
inline Result<std::int64_t> next_number(Statements& statements, const char* name) {
  std::int64_t number = 0;
  REPERE_TRY(each_row(
      statements, "UPDATE numbering SET last = last + 1 WHERE name = $1 RETURNING last",
      [&](const Statement& row) { number = row.whole(0); }, name));
  return number;
}

}  // namespace repere::storage
