#pragma once
#include "base/ids.hpp"
#include "storage/connection.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

/// A revision that is being written, inside its transaction.
struct WriteState {
  Connection& connection;
  RevisionId revision;
  std::int64_t last_id = 0;  ///< the highest record number given so far

  std::int64_t next_id() { return ++last_id; }
};

/// Closes the open version of records, one after the other.
class VersionCloser {
 public:
  /// Shape: `where` holds the conditions that find one record, from parameter $2 on ("id = $2")
  static Result<VersionCloser> make(WriteState& state, const std::string& table, const std::string& where);

  /// Whether there was an open version (several for a centre's roles and sites).
  Result<bool> close(std::int64_t record);
  Result<bool> close(std::int64_t tumour, std::int64_t record);

 private:
  explicit VersionCloser(std::unique_ptr<Statement> update) : update_(std::move(update)) {}
  std::unique_ptr<Statement> update_;
};

/// What a change meets that was made for a record that is not as it was any more.
tl::unexpected<Error> not_newest(const Connection& connection, std::string_view table);

}  // namespace repere::storage
