#pragma once
#include <functional>
#include <map>
#include <string>

#include "base/date.hpp"
#include "storage/backup/backup_file.hpp"
#include "storage/migrations.hpp"

namespace repere::storage::backup {

/// What a backup holds.
struct Summary {
  int schema_version = 0;
  Instant made{};
  bool encrypted = false;
  std::map<std::string, std::int64_t> rows;  ///< by table
};

/// What is done to a restored database before it is committed, in the same transaction.
using BeforeCommit = std::function<Result<void>(Connection&, const Summary&)>;

/// Writes everything that the database holds at one moment into a new file, while others work on.
/// Errors: conflict when the file exists; those of the connection; unavailable when the file cannot be written
Result<Summary> save(Connection& connection, const std::string& path, const Key& key, Instant now);

/// Reads a file into a database that holds nothing yet, of either engine; all of it or nothing. Its tables have the
/// version that they had in the backup.
/// Shape: migrations are all of the connection's engine
/// Errors: conflict when the database holds tables; unsupported when a newer program wrote the file; those of
///   FrameReader
///   those of `then`, and nothing is restored
Result<Summary> restore(const std::string& path, const Key& key, Connection& connection,
                        std::span<const Migration> migrations, const BeforeCommit& then = {});

/// Reads a file, restores it in memory, checks that its rows fit together and counts them.
Result<Summary> verify(const std::string& path, const Key& key);

}  // namespace repere::storage::backup
