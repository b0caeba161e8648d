#pragma once
#include <string>
#include <vector>

#include "domain/board/meeting.hpp"

namespace repere::board {

/// The meetings as iCalendar (RFC 5545), for members' calendars: when and where, how many cases; no patient.
/// Shape: `cases` of the length of `meetings`; `now` stamps it
std::string calendar_feed(const Board& board, const std::vector<Meeting>& meetings, const std::vector<int>& cases, Instant now);

}  // namespace repere::board
