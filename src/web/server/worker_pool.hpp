#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace repere::web {

/// How many jobs of a kind run and wait at once.
struct LaneLimit {
  std::size_t running = 1;
  std::size_t waiting = 64;
};

/// Threads for what may wait: the database, files, computing. Bounded: what does not fit is refused at once, so that a flood
/// is answered "try again" instead of growing a queue nobody will see the end of.
class WorkerPool {
 public:
  /// What is done, or, when it waited longer than `patience`, what is said instead.
  struct Job {
    std::function<void()> run;
    std::function<void()> gave_up;
  };

  /// Shape: threads >= 1: so many run at once. Those that wait for a disk do not count: others take their place, up to
  ///   `most_beside` more threads
  static constexpr std::size_t most_beside = 128;
  WorkerPool(std::size_t threads, std::size_t waiting, std::map<std::string, LaneLimit> lanes,
             std::chrono::milliseconds patience);
  /// Runs what was accepted, then ends.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False when its queue is full or the pool is ending: then neither function of the job is called. An empty lane is the
  /// common queue; a name that is no lane is our mistake.
  bool submit(Job job, const std::string& lane = {});

  /// Around a wait that needs no processor, on a thread of a pool: meanwhile another one may run. Elsewhere it does nothing.
  static void begin_wait();
  static void end_wait();

  bool has_lane(const std::string& name) const { return lanes_.contains(name); }
  std::size_t waiting() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Lane {
    LaneLimit limit;
    std::size_t running = 0;
    std::deque<std::pair<Job, Time>> waiting;
  };
  struct Ready {
    Job job;
    Time since;
    Lane* lane;
  };
  void work();
  void start_next_of(Lane& lane);
  void wake_or_add_thread();
  void add_thread();

  const std::size_t places_;
  const std::size_t most_waiting_;
  const std::chrono::milliseconds patience_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Ready> ready_;
  std::size_t common_waiting_ = 0;
  std::size_t running_ = 0;  // jobs, without those that wait
  std::size_t idle_ = 0;     // threads
  std::map<std::string, Lane> lanes_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace repere::web
