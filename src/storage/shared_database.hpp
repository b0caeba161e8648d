#pragma once
#include "storage/group_commit.hpp"
#include "storage/notifications.hpp"
#include "storage/open_record_store.hpp"

namespace repere::storage {

/// One database as the threads of a server use it: reads side by side, writes together. Thread-safe.
class SharedDatabase {
 public:
  using Work = GroupCommit::Work;
  struct Settings {
    std::size_t readers = 4;
    std::chrono::milliseconds most_wait{5'000};  ///< of a read for a connection
    GroupCommit::Settings writes;
    /// What stands around each connection that is opened, when something does.
    std::function<std::unique_ptr<Connection>(std::unique_ptr<Connection>)> wrap;
    /// For migrations and the check of the key; outlives the opening.
    workflows::Secrets* secrets = nullptr;
  };

  /// Opens the database and brings its tables to this program's version.
  /// Errors: those of open_connection
  static Result<std::unique_ptr<SharedDatabase>> open(std::string_view url, OpenMode mode, Settings settings);

  /// See ConnectionPool::read, GroupCommit::write and later.
  Result<void> read(const Work& work) { return readers_.read(work); }
  Result<void> write(const Work& work) { return writer_.write(work); }
  Result<void> later(Work work) { return writer_.later(std::move(work)); }
  /// Writes what waits and takes no more; reads go on.
  void stop() { writer_.stop(); }

  Notifications& notifications() { return *notifications_; }
  const std::string& name() const { return name_; }
  ConnectionPool::Use use() const { return readers_.use(); }
  GroupCommit::Counts counts() const { return writer_.counts(); }

 private:
  SharedDatabase(std::string name, std::shared_ptr<Notifications> notifications, Opener reader, Opener writer,
                 Settings settings);

  std::string name_;
  std::shared_ptr<Notifications> notifications_;
  ConnectionPool readers_;
  GroupCommit writer_;
};

}  // namespace repere::storage
