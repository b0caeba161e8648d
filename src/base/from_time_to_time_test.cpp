#include "base/from_time_to_time.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace repere {
namespace {

using namespace std::chrono_literals;

TEST(FromTimeToTime, does_it_again_and_again_until_it_is_stopped) {
  std::atomic<int> times = 0;
  FromTimeToTime thread(1ms, [&] { ++times; });
  while (times < 3) std::this_thread::yield();
  EXPECT_FALSE(thread.is_over());
  thread.stop();
  const int then = times;
  std::this_thread::sleep_for(10ms);
  EXPECT_EQ(times, then);
  EXPECT_TRUE(thread.is_over());
  thread.stop();
}

TEST(FromTimeToTime, does_it_at_once_when_it_is_woken) {
  std::atomic<int> times = 0;
  FromTimeToTime thread(24h, [&] { ++times; });
  thread.wake();
  while (times == 0) std::this_thread::yield();
  EXPECT_EQ(times, 1);
}

}  // namespace
}  // namespace repere
