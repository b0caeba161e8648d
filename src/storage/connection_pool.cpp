#include "storage/connection_pool.hpp"

namespace repere::storage {

Result<ConnectionPool::Lease> ConnectionPool::borrow() {
  const auto deadline = std::chrono::steady_clock::now() + settings_.most_wait;
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      lock.unlock();
      if (!connection->broken()) return Lease(*this, std::move(connection));
      connection.reset();
      lock.lock();
      --open_now_;
      continue;
    }
    if (open_now_ < settings_.most) {
      ++open_now_;
      lock.unlock();
      return open_one();
    }
    ++waiting_;
    const auto woken = returned_.wait_until(lock, deadline);
    --waiting_;
    if (woken == std::cv_status::timeout && idle_.empty() && open_now_ >= settings_.most)
      return fail(ErrorKind::busy, "all " + std::to_string(settings_.most) +
                                       " connections to the database are in use; try again in a moment");
  }
}

// A place is counted for it already.
Result<ConnectionPool::Lease> ConnectionPool::open_one() {
  auto opened = open_();
  if (opened) return Lease(*this, std::move(*opened));
  {
    const std::lock_guard lock(mutex_);
    --open_now_;
  }
  returned_.notify_one();
  return tl::unexpected(opened.error());
}

void ConnectionPool::take_back(std::unique_ptr<Connection> connection) {
  connection->rollback();
  if (connection->broken()) connection.reset();
  {
    const std::lock_guard lock(mutex_);
    if (connection)
      idle_.push_back(std::move(connection));
    else
      --open_now_;
  }
  returned_.notify_one();
}

Result<void> ConnectionPool::read(const std::function<Result<void>(Connection&)>& work) {
  for (bool again = true;; again = false) {
    const auto connection = borrow();
    if (!connection) return tl::unexpected(connection.error());
    const auto done = [&]() -> Result<void> {
      auto transaction = Transaction::read(**connection);
      if (!transaction) return tl::unexpected(transaction.error());
      REPERE_TRY(work(**connection));
      return transaction->commit();
    }();
    if (done || !again || !(*connection)->broken()) return done;
  }
}

ConnectionPool::Use ConnectionPool::use() const {
  const std::lock_guard lock(mutex_);
  return {open_now_, idle_.size(), waiting_};
}

}  // namespace repere::storage
