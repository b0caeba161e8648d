#include "storage/sqlite/statement.hpp"

#include <sqlite3.h>

#include <cmath>

#include "storage/sqlite/database.hpp"
#include "storage/sqlite/errors.hpp"

namespace repere::storage::sqlite {

PreparedStatement::~PreparedStatement() { database_.keep(handle_); }

void PreparedStatement::bind(int parameter, std::int64_t value) {
  REPERE_ENSURE(sqlite3_bind_int64(handle_, parameter, value) == SQLITE_OK);
}

void PreparedStatement::bind(int parameter, double value) {
  REPERE_ENSURE(std::isfinite(value));  // SQLite would store NULL, "not recorded", for a NaN
  REPERE_ENSURE(sqlite3_bind_double(handle_, parameter, value) == SQLITE_OK);
}

void PreparedStatement::bind(int parameter, std::string_view text) {
  // The caller keeps the text alive until the statement was run: nothing is copied. A null pointer would bind
  // NULL.
  const char* start = text.data() ? text.data() : "";
  REPERE_ENSURE(sqlite3_bind_text(handle_, parameter, start, static_cast<int>(text.size()), nullptr) ==
                SQLITE_OK);
}

void PreparedStatement::bind_bytes(int parameter, std::string_view bytes) {
  const char* start = bytes.data() ? bytes.data() : "";
  REPERE_ENSURE(sqlite3_bind_blob(handle_, parameter, start, static_cast<int>(bytes.size()), nullptr) ==
                SQLITE_OK);
}

void PreparedStatement::bind_null(int parameter) {
  REPERE_ENSURE(sqlite3_bind_null(handle_, parameter) == SQLITE_OK);
}

tl::unexpected<Error> PreparedStatement::failed(int code) {
  auto error = failure(sqlite3_db_handle(handle_), code, database_.name());
  sqlite3_reset(handle_);
  return error;
}

Result<bool> PreparedStatement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) return failed(code);
  sqlite3_reset(handle_);
  return false;
}

Result<std::int64_t> PreparedStatement::run() {
  int code = sqlite3_step(handle_);
  while (code == SQLITE_ROW) code = sqlite3_step(handle_);
  if (code != SQLITE_DONE) return failed(code);
  const std::int64_t changed = sqlite3_changes64(sqlite3_db_handle(handle_));
  sqlite3_reset(handle_);
  return changed;
}

bool PreparedStatement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
std::int64_t PreparedStatement::whole(int column) const { return sqlite3_column_int64(handle_, column); }
double PreparedStatement::number(int column) const { return sqlite3_column_double(handle_, column); }

std::string_view PreparedStatement::text(int column) const {
  // One look-up of the column instead of two: this is called millions of times.
  sqlite3_value* const value = sqlite3_column_value(handle_, column);
  const void* start = sqlite3_value_text(value);
  if (!start) return {};
  return {static_cast<const char*>(start), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::string PreparedStatement::bytes(int column) const {
  const void* start = sqlite3_column_blob(handle_, column);
  if (!start) return {};
  return {static_cast<const char*>(start), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace repere::storage::sqlite
