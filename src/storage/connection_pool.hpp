#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/connection.hpp"

namespace repere::storage {

/// Opens a connection to one database, again and again.
using Opener = std::function<Result<std::unique_ptr<Connection>>()>;

/// Connections that threads borrow, a bounded number. One that broke is replaced by a new one. Thread-safe.
class ConnectionPool {
 public:
  struct Settings {
    std::size_t most = 8;                        ///< connections at the same time
    std::chrono::milliseconds most_wait{5'000};  ///< for one to come back
  };
  ConnectionPool(Opener open, Settings settings) : open_(std::move(open)), settings_(settings) {}

  /// A connection for one thread; it goes back at the end of the scope, what it left open taken back.
  class Lease {
   public:
    Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_) pool_->take_back(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    ConnectionPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Shape: the pool outlives the lease
  /// Errors: busy when all are in use for too long; those of opening
  Result<Lease> borrow();

  /// Runs `work` in a transaction that reads one moment. When the connection broke on the way it is run once
  /// more on a new one: it changes nothing but what it assigns anew.
  Result<void> read(const std::function<Result<void>(Connection&)>& work);

  struct Use {
    std::size_t open = 0, idle = 0, waiting = 0;
  };
  Use use() const;

 private:
  void take_back(std::unique_ptr<Connection> connection);
  Result<Lease> open_one();

  Opener open_;
  Settings settings_;
  mutable std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // the one used last is used next
  std::size_t open_now_ = 0, waiting_ = 0;
};

}  // namespace repere::storage
