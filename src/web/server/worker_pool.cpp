#include "web/server/worker_pool.hpp"

#include <system_error>

#include "base/result.hpp"

namespace repere::web {

namespace {
thread_local WorkerPool* pool_of_this_thread = nullptr;
}

WorkerPool::WorkerPool(std::size_t threads, std::size_t waiting, std::map<std::string, LaneLimit> lanes,
                       std::chrono::milliseconds patience)
    : places_(threads), most_waiting_(waiting), patience_(patience) {
  REPERE_ENSURE(threads > 0);
  for (const auto& [name, limit] : lanes) lanes_[name].limit = limit;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < threads; ++i) add_thread();
}

void WorkerPool::add_thread() {
  threads_.emplace_back([this] {
    pool_of_this_thread = this;
    work();
  });
}

// Somebody who waits left a place, or a job came.
void WorkerPool::wake_or_add_thread() {
  if (ending_ || ready_.empty() || running_ >= places_) return;
  if (idle_ > 0) return wake_.notify_one();
  if (threads_.size() >= places_ + most_beside) return;
  try {
    add_thread();
  } catch (const std::system_error&) {  // no more threads: the job waits for one that there is
  }
}

void WorkerPool::begin_wait() {
  WorkerPool* const pool = pool_of_this_thread;
  if (pool == nullptr) return;
  const std::lock_guard lock(pool->mutex_);
  --pool->running_;
  pool->wake_or_add_thread();
}

void WorkerPool::end_wait() {
  WorkerPool* const pool = pool_of_this_thread;
  if (pool == nullptr) return;
  const std::lock_guard lock(pool->mutex_);
  ++pool->running_;
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(Job job, const std::string& lane_name) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return false;
    const auto now = std::chrono::steady_clock::now();
    if (lane_name.empty()) {
      if (common_waiting_ >= most_waiting_) return false;
      ++common_waiting_;
      ready_.push_back({std::move(job), now, nullptr});
    } else {
      const auto found = lanes_.find(lane_name);
      REPERE_ENSURE(found != lanes_.end());
      Lane& lane = found->second;
      if (lane.waiting.size() >= lane.limit.waiting) return false;
      lane.waiting.emplace_back(std::move(job), now);
      start_next_of(lane);
    }
    wake_or_add_thread();
  }
  return true;
}

// A lane's job enters the common line only when the lane has a place to run: it never blocks a thread while it waits.
void WorkerPool::start_next_of(Lane& lane) {
  while (lane.running < lane.limit.running && !lane.waiting.empty()) {
    ++lane.running;
    ready_.push_back({std::move(lane.waiting.front().first), lane.waiting.front().second, &lane});
    lane.waiting.pop_front();
  }
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t count = common_waiting_;
  for (const auto& [name, lane] : lanes_) count += lane.waiting.size();
  return count;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    wake_.wait(lock, [this] { return ready_.empty() ? ending_ : ending_ || running_ < places_; });
    --idle_;
    if (ready_.empty()) return;
    ++running_;
    Ready ready = std::move(ready_.front());
    ready_.pop_front();
    if (!ready.lane) --common_waiting_;
    lock.unlock();
    if (std::chrono::steady_clock::now() - ready.since > patience_)
      ready.job.gave_up();
    else
      ready.job.run();
    ready.job = {};  // what it holds is let go before the lock is taken again
    lock.lock();
    --running_;
    if (!ready.lane) continue;
    --ready.lane->running;
    start_next_of(*ready.lane);
    wake_or_add_thread();
  }
}

}  // namespace repere::web
