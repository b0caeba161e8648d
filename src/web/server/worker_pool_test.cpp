#include "web/server/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace repere::web {
namespace {

using namespace std::chrono_literals;

TEST(WorkerPool, runs_few_of_a_lane_at_once_and_the_others_meanwhile) {
  std::atomic<int> now{0}, most{0}, done{0};
  {
    WorkerPool pool(4, 100, {{"passwords", {2, 100}}}, 10s);
    for (int i = 0; i < 20; ++i)
      EXPECT_TRUE(pool.submit({[&] {
                                 const int running = ++now;
                                 for (int seen = most;
                                      running > seen && !most.compare_exchange_weak(seen, running);) {
                                 }
                                 std::this_thread::sleep_for(5ms);
                                 --now;
                                 ++done;
                               },
                               [] {}},
                              "passwords"));
    std::promise<void> other;
    EXPECT_TRUE(pool.submit({[&] { other.set_value(); }, [] {}}));
    other.get_future().wait();
    EXPECT_LT(done, 20) << "the common queue does not wait for the lane";
  }
  EXPECT_EQ(done, 20);
  EXPECT_LE(most, 2);
}

TEST(WorkerPool, refuses_what_does_not_fit_and_gives_up_what_waited_too_long) {
  std::promise<void> go_on;
  std::atomic<int> ran{0}, gave_up{0};
  {
    WorkerPool pool(1, 2, {{"lane", {1, 1}}}, 50ms);
    pool.submit({[&] { go_on.get_future().wait(); }, [] {}});
    while (pool.waiting() > 0) std::this_thread::sleep_for(1ms);
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(pool.submit({[&] { ++ran; }, [&] { ++gave_up; }}));
    EXPECT_FALSE(pool.submit({[&] { ++ran; }, [&] { ++gave_up; }}));
    EXPECT_TRUE(pool.submit({[&] { ++ran; }, [&] { ++gave_up; }}, "lane"));
    EXPECT_TRUE(pool.submit({[&] { ++ran; }, [&] { ++gave_up; }}, "lane"));
    EXPECT_FALSE(pool.submit({[&] { ++ran; }, [&] { ++gave_up; }}, "lane"));
    std::this_thread::sleep_for(100ms);
    go_on.set_value();
  }
  EXPECT_EQ(ran, 0);
  EXPECT_EQ(gave_up, 4);
}

TEST(WorkerPool, gives_the_place_of_who_waits_to_another) {
  std::promise<void> disk;
  const auto written = disk.get_future().share();
  std::atomic<int> waiting{0}, done{0};
  {
    WorkerPool pool(2, 100, {}, 10s);
    for (int i = 0; i < 40; ++i)
      EXPECT_TRUE(pool.submit({[&] {
                                 ++waiting;
                                 WorkerPool::begin_wait();
                                 written.wait();
                                 WorkerPool::end_wait();
                                 ++done;
                               },
                               [] {}}));
    for (int tries = 0; tries < 2000 && waiting < 40; ++tries) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(waiting, 40) << "all forty wait for the same write";
    std::promise<void> other;
    EXPECT_TRUE(pool.submit({[&] { other.set_value(); }, [] {}}));
    other.get_future().wait();
    EXPECT_EQ(done, 0);
    disk.set_value();
  }
  EXPECT_EQ(done, 40);
  WorkerPool::begin_wait();  // on a thread of nobody's
  WorkerPool::end_wait();
}

}  // namespace
}  // namespace repere::web
