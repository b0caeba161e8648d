#include "web/people/room/room_pages.hpp"

#include <gtest/gtest.h>

namespace repere::web {
namespace {

TEST(RoomEvents, say_which_case_was_written_or_that_all_may_have_changed) {
  EXPECT_EQ(meeting_event("12").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12").data, "{\"presentation\":0}");
  EXPECT_EQ(meeting_event("12 people").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12 people").data, "{\"presentation\":0,\"people\":true}");
  EXPECT_EQ(meeting_event("12 turn 34").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12 turn 34").data, "{\"presentation\":0,\"turn\":34}");
  EXPECT_EQ(meeting_event("12 34").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12 34").data, "{\"presentation\":34}");
}

}  // namespace
}  // namespace repere::web
