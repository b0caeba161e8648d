#include "storage/sqlite/errors.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

namespace repere::storage::sqlite {

namespace {

struct Words {
  ErrorKind kind;
  const char* what;
};

Words words_for(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
    return {ErrorKind::conflict, "the record has this row already; read it again and repeat the change"};
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::busy, "another program is writing to it; try again in a moment"};
    case SQLITE_FULL:
      return {ErrorKind::unavailable, "the disk is full; nothing was changed; make room and try again"};
    case SQLITE_READONLY:
      return {ErrorKind::unavailable,
              "it can only be read; give this user the right to write to it and to its folder"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::unavailable,
              "it cannot be opened; check that the folder exists and that this user may use it"};
    case SQLITE_NOTADB:
      return {ErrorKind::unavailable, "it is not a database; check the path"};
    case SQLITE_CORRUPT:
      return {ErrorKind::unavailable, "the file is damaged; restore a backup"};
    case SQLITE_IOERR:
      return {ErrorKind::unavailable, "the disk could not be read or written; check it"};
    case SQLITE_NOMEM:
      return {ErrorKind::unavailable, "there is not enough memory"};
    default:
      return {ErrorKind::fault, "the database refused a statement"};
  }
}

// A log cannot be made beside a file on a disk that is read-only: SQLite says then that it cannot open the file.
bool only_read(int code, const std::string& path) {
  if ((code & 0xFF) != SQLITE_CANTOPEN || ::access(path.c_str(), R_OK) != 0) return false;
  const auto folder = std::filesystem::path(path).parent_path();
  return ::access(path.c_str(), W_OK) != 0 || ::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0;
}

}  // namespace

tl::unexpected<Error> failure(sqlite3* handle, int code, const std::string& path) {
  const Words words = words_for(only_read(code, path) ? SQLITE_READONLY : code);
  std::string message = path + ": " + words.what;
  // SQLite's own text names tables and columns, never a value.
  if (handle) message += std::string(" (") + sqlite3_errmsg(handle) + ")";
  return fail(words.kind, std::move(message));
}

}  // namespace repere::storage::sqlite
