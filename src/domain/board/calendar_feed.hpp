#pragma once
#include <string>
#include <vector>

#include "domain/board/meeting.hpp"

namespace repere::board {

/// A meeting in somebody's calendar.
struct FeedEntry {
  std::string board;  ///< its name
  Meeting meeting;
  int cases = 0;
};

/// The meetings as iCalendar (RFC 5545), for members' calendars: when and where, how many cases; no patient.
/// Shape: `now` stamps it
std::string calendar_feed(const std::string& name, const std::vector<FeedEntry>& entries, Instant now);

}  // namespace repere::board
