#include "web/server/worker_pool.hpp"

#include "base/result.hpp"

namespace repere::web {

WorkerPool::WorkerPool(std::size_t threads, std::size_t waiting, std::map<std::string, LaneLimit> lanes,
                       std::chrono::milliseconds patience)
    : most_waiting_(waiting), patience_(patience) {
  REPERE_ENSURE(threads > 0);
  for (const auto& [name, limit] : lanes) lanes_[name].limit = limit;
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
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
  }
  wake_.notify_one();
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
    wake_.wait(lock, [this] { return ending_ || !ready_.empty(); });
    if (ready_.empty()) return;
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
    if (ready.lane) {
      --ready.lane->running;
      start_next_of(*ready.lane);
      if (!ready_.empty()) wake_.notify_one();
    }
  }
}

}  // namespace repere::web
