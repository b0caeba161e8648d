#include "storage/people/sql_transactions.hpp"

#include "storage/passing_connection.hpp"

namespace repere::storage {
namespace {

struct Owned {
  std::unique_ptr<Connection> owned;
};

// A connection and the stores on it: they are prepared once and live as long.
class WorkingConnection final : private Owned, public PassingConnection {
 public:
  WorkingConnection(std::unique_ptr<Connection> connection, const WorkMeans& means)
      : Owned{std::move(connection)},
        PassingConnection(*owned),
        work_(*owned, means) {}
  SqlWork& work() { return work_; }

 private:
  SqlWork work_;
};

SqlWork& work_on(Connection& connection) {
  auto* const working = dynamic_cast<WorkingConnection*>(&connection);
  REPERE_ENSURE(working != nullptr);
  return working->work();
}

}  // namespace

Result<std::unique_ptr<SqlTransactions>> SqlTransactions::open(std::string_view url, OpenMode mode,
                                                               const WorkMeans& means,
                                                               SharedDatabase::Settings settings) {
  settings.wrap = [means](std::unique_ptr<Connection> connection) -> std::unique_ptr<Connection> {
    return std::make_unique<WorkingConnection>(std::move(connection), means);
  };
  settings.secrets = &means.secrets;
  auto database = SharedDatabase::open(url, mode, std::move(settings));
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<SqlTransactions>(new SqlTransactions(std::move(*database)));
}

Result<void> SqlTransactions::write(const Task& task) {
  return database_->write([&](Connection& connection) { return task(work_on(connection)); });
}

Result<void> SqlTransactions::read(const Task& task) {
  return database_->read([&](Connection& connection) { return task(work_on(connection)); });
}

// When too many wait, the caller's thread waits for its turn instead: a line of the trail is not dropped.
void SqlTransactions::later(Task task) {
  const auto taken = database_->later([task](Connection& connection) { return task(work_on(connection)); });
  if (!taken) static_cast<void>(write(task));
}

}  // namespace repere::storage
