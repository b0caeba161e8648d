#pragma once
#include <optional>
#include <vector>

#include "storage/connection.hpp"
#include "workflows/ports.hpp"

// The table `revision`: who changed the record, when and why.
namespace repere::storage {

/// The newest revision and the highest number given to a record; both 0 in an empty record.
struct LogEnd {
  RevisionId newest;
  std::int64_t last_id = 0;
};
Result<LogEnd> end_of_log(Connection& connection);

/// Whether a header may be written.
/// Errors: incorrect when nobody signs it or it gives no reason
Result<void> check_header(const workflows::RevisionHeader& header);

/// Adds a line; `last_id` is the highest record number after it.
Result<void> add_to_log(Connection& connection, const workflows::Revision& revision, std::int64_t last_id);

/// All lines, oldest first.
Result<std::vector<workflows::Revision>> read_log(Connection& connection);

}  // namespace repere::storage
