#pragma once
#include "storage/people/sql_work.hpp"
#include "storage/shared_database.hpp"

namespace repere::storage {

/// The work of people on one database: reads side by side, writes together, each with the stores of its connection.
/// Thread-safe.
class SqlTransactions final : public workflows::Transactions {
 public:
  /// Shape: what `means` refers to outlives it
  /// Errors: those of open_connection
  static Result<std::unique_ptr<SqlTransactions>> open(std::string_view url, OpenMode mode,
                                                       const WorkMeans& means,
                                                       SharedDatabase::Settings settings = {});

  Result<void> write(const Task& task) override;
  Result<void> read(const Task& task) override;
  void later(Task task) override;

  SharedDatabase& database() { return *database_; }

 private:
  explicit SqlTransactions(std::unique_ptr<SharedDatabase> database) : database_(std::move(database)) {}
  std::unique_ptr<SharedDatabase> database_;
};

}  // namespace repere::storage
