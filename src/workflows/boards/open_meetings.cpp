#include "workflows/boards/open_meetings.hpp"

#include <algorithm>

#include "domain/board/case_kind.hpp"
#include "workflows/boards/arrange_boards.hpp"

namespace repere::workflows {

using board::Board;

namespace {

OpenMeeting open_meeting_of(const NextMeeting& next) {
  return {.centre = next.board.centre,
          .sites = next.board.sites,
          .sort = next.board.sort,
          .zone = next.board.zone,
          .starts = next.meeting.starts,
          .closes = next.meeting.closes,
          .takes_children = next.board.takes_children,
          .takes_bone = next.board.takes_bone,
          .free_places = next.free_places > 0};
}

// Opinions out of meeting have no day to wait for.
bool sits(const Board& board) { return !board.closed && board.sort != board::Sort::urgent; }

}  // namespace

bool OpenMeeting::is_of(const std::string& code) const {
  return centre == code || std::find(sites.begin(), sites.end(), code) != sites.end();
}

bool may_take(const OpenMeeting& meeting, const SuspectedCase& suspected) {
  if (meeting.sort == board::Sort::molecular || meeting.sort == board::Sort::urgent) return false;
  Board board;
  board.sort = meeting.sort;
  board.takes_children = meeting.takes_children;
  board.takes_bone = meeting.takes_bone;
  board::CaseKind kind;
  kind.child = suspected.child;
  kind.bone = suspected.bone.value_or(meeting.sort == board::Sort::bone);
  return !unsuited(board, kind);
}

Result<OpenMeetings> read_open_meetings(const Means& means) {
  const auto boards = all_boards(means);
  if (!boards) return tl::unexpected(boards.error());
  OpenMeetings open;
  if (std::none_of(boards->begin(), boards->end(), sits)) return open;
  open.known = OpenMeetings::Known::yes;
  const auto next = next_meetings(means, {});
  if (!next) return tl::unexpected(next.error());
  for (const NextMeeting& one : *next)
    if (sits(one.board)) open.meetings.push_back(open_meeting_of(one));
  return open;
}

OpenMeetingsKept::OpenMeetingsKept(const Means& means, std::function<void(const Error&)> told)
    : means_(means), told_(std::move(told)) {
  read_again();
  reader_.emplace(between_readings, [this] { read_again(); });
}

OpenMeetings OpenMeetingsKept::now() const {
  const Instant at = means_.clock.now();
  const std::lock_guard lock(keeping_);
  if (at - read_at_ > longest_shown) return {OpenMeetings::Known::not_now, {}};
  OpenMeetings open{kept_.known, {}};
  for (const OpenMeeting& one : kept_.meetings)
    if (at < one.closes) open.meetings.push_back(one);
  return open;
}

void OpenMeetingsKept::read_again() {
  const Instant at = means_.clock.now();
  auto open = read_open_meetings(means_);
  const bool fails_first = !open && !failing_;
  failing_ = !open;
  if (fails_first && told_) told_(open.error());
  if (!open) return;
  const std::lock_guard lock(keeping_);
  kept_ = std::move(*open);
  read_at_ = at;
}

}  // namespace repere::workflows
