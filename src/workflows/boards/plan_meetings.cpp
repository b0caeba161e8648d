#include "workflows/boards/plan_meetings.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "domain/board/network_day.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/boards/manage_board.hpp"
#include "workflows/messages/queue_messages.hpp"

namespace repere::workflows {

using access::Act;
using board::Board;
using board::BoardId;
using board::Meeting;
using board::MeetingId;
using board::MeetingState;

namespace {

Meeting meeting_of(const Board& board, Instant starts) {
  Meeting meeting;
  meeting.board = board.id;
  meeting.starts = starts;
  meeting.closes = starts - std::chrono::hours(board.closes_hours_before);
  meeting.minutes = board.minutes;
  meeting.capacity = board.capacity;
  return meeting;
}

// A board does not sit on a public holiday, nor yesterday.
Result<Instant> moment_of(const Means& means, const Board& board, const board::LocalTime& starts) {
  if (starts.minute < 0 || starts.minute > 1439) return fail(ErrorKind::incorrect, "a time of day is written 14:30");
  if (const auto holiday = board::holiday_on(starts.day))
    return fail(ErrorKind::incorrect, "this day is a public holiday: " + std::string(holiday->name_fr));
  const Instant at = board::instant_of(starts, board.zone);
  if (at <= means.clock.now()) return fail(ErrorKind::incorrect, "this moment has passed: choose a later one");
  return at;
}

Result<void> check_planned(const Meeting& meeting, std::int64_t version) {
  if (meeting.version != version)
    return fail(ErrorKind::conflict, "the meeting was changed meanwhile: look at it again, then repeat your change");
  if (meeting.state != MeetingState::planned)
    return fail(ErrorKind::conflict, "the meeting has begun, is over or cancelled: it cannot be moved or cancelled any more");
  return {};
}

// What was due so many days before the meeting is due as many days before its new day.
Result<void> move_due_days(Work& work, const access::Permit& permit, MeetingId id, int days) {
  PresentationFilter filter;
  filter.meeting = id;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  for (board::Presentation one : *all) {
    if (board::is_over(one.stage) || one.needs.empty()) continue;
    board::move_due_days(one.needs, days);
    if (auto written = put(work, permit, one); !written) return written;
  }
  return {};
}

Result<void> check_reason(const std::string& reason) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the meeting is moved or cancelled: its members read it");
  if (reason.size() > 500) return fail(ErrorKind::incorrect, "the reason is too long: at most 500 bytes");
  return {};
}

}  // namespace

Result<Planned> plan_meetings(const Means& means, const Asking& asking, BoardId id, Day until) {
  const Day today = board::network_day(means.clock.now());
  if (until < today || days_between(today, until) > 400)
    return fail(ErrorKind::incorrect, "meetings are planned up to a day between today and 400 days from now");
  Planned planned;
  const auto done = manage_board(means, asking, id, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    planned = {};
    if (board.closed) return fail(ErrorKind::conflict, "this board sits no more: open it again first");
    for (const auto& one : board::occurrences(board.recurrence, today, until)) {
      if (one.holiday) {
        planned.holidays.push_back(one);
        continue;
      }
      const Instant starts = board::instant_of({one.day, board.start_minute}, board.zone);
      if (starts <= means.clock.now()) continue;
      const auto made = work.boards().put(permit, meeting_of(board, starts));
      if (!made && made.error().kind != ErrorKind::conflict) return tl::unexpected(made.error());
      ++(made ? planned.made : planned.there_already);
    }
    return note(work, means, asking, permit, id, "{\"planned\":" + std::to_string(planned.made) + "}");
  });
  if (!done) return tl::unexpected(done.error());
  return planned;
}

Result<MeetingId> add_meeting(const Means& means, const Asking& asking, const NewMeeting& wanted) {
  Result<MeetingId> made;
  const auto done = manage_board(means, asking, wanted.board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    const auto starts = moment_of(means, board, wanted.starts);
    if (!starts) return tl::unexpected(starts.error());
    Meeting meeting = meeting_of(board, *starts);
    meeting.minutes = wanted.minutes.value_or(board.minutes);
    meeting.capacity = wanted.capacity.value_or(board.capacity);
    meeting.note = wanted.note;
    if (auto right = check_range("minutes", meeting.minutes, 5, 600); !right) return right;
    if (auto right = check_range("capacity", meeting.capacity, 1, 200); !right) return right;
    if (meeting.note.size() > 500) return fail(ErrorKind::incorrect, "the note is too long: at most 500 bytes");
    made = work.boards().put(permit, meeting);
    if (!made) return tl::unexpected(made.error());
    return note(work, means, asking, permit, *made, fact("step", "added"));
  });
  if (!done) return tl::unexpected(done.error());
  return made;
}

Result<void> move_meeting(const Means& means, const Asking& asking, MeetingId id, std::int64_t version,
                          const board::LocalTime& starts, const std::string& reason) {
  if (auto right = check_reason(reason); !right) return right;
  const auto meeting = reading<Meeting>(means, [&](Work& work) { return work.boards().find(id); });
  if (!meeting) return tl::unexpected(meeting.error());
  return manage_board(means, asking, meeting->board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    auto now = work.boards().find(id);
    if (!now) return tl::unexpected(now.error());
    if (auto right = check_planned(*now, version); !right) return right;
    const auto at = moment_of(means, board, starts);
    if (!at) return tl::unexpected(at.error());
    const auto preparing = access::authorise(asking.caller, Act::prepare_board, standing_of(board));
    if (!preparing) return tl::unexpected(preparing.error());
    const int days = static_cast<int>(days_between(local_day_of({*now, board}), starts.day));
    if (auto moved = move_due_days(work, *preparing, id, days); !moved) return moved;
    now->starts = *at;
    now->closes = *at - std::chrono::hours(board.closes_hours_before);
    now->note = reason;
    if (auto put = work.boards().put(permit, *now); !put) return tl::unexpected(put.error());
    if (auto queued = queue_for_members(work, means, permit, board, id, message::Kind::meeting_moved); !queued) return queued;
    if (auto told = announce(work, id); !told) return told;
    return note(work, means, asking, permit, id, fact("to", iso_text(*at)), reason);
  });
}

Result<int> cancel_meeting(const Means& means, const Asking& asking, MeetingId id, std::int64_t version,
                           const std::string& reason) {
  if (auto right = check_reason(reason); !right) return tl::unexpected(right.error());
  const auto meeting = reading<Meeting>(means, [&](Work& work) { return work.boards().find(id); });
  if (!meeting) return tl::unexpected(meeting.error());
  int carried_over = 0;
  const auto done = manage_board(means, asking, meeting->board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    auto now = work.boards().find(id);
    if (!now) return tl::unexpected(now.error());
    if (auto right = check_planned(*now, version); !right) return right;
    const auto preparing = access::authorise(asking.caller, Act::prepare_board, standing_of(board));
    if (!preparing) return tl::unexpected(preparing.error());
    const auto carried = carry_all(work, means, asking, *preparing, {*now, board}, "the meeting is cancelled");
    if (!carried) return tl::unexpected(carried.error());
    if (carried->waiting > 0)
      return fail(ErrorKind::conflict, "cases are on this agenda and no later meeting is planned: plan one first, they go there");
    carried_over = carried->carried;
    now->state = MeetingState::cancelled;
    now->note = reason;
    if (auto put = work.boards().put(permit, *now); !put) return tl::unexpected(put.error());
    if (auto queued = queue_for_members(work, means, permit, board, id, message::Kind::meeting_cancelled); !queued) return queued;
    if (auto told = announce(work, id); !told) return told;
    return note(work, means, asking, permit, id, fact("step", "cancelled"), reason);
  });
  if (!done) return tl::unexpected(done.error());
  return carried_over;
}

Result<std::vector<MeetingLine>> list_meetings(const Means& means, const MeetingFilter& filter) {
  return reading<std::vector<MeetingLine>>(means, [&](Work& work) { return work.boards().meetings(filter); });
}

Result<std::vector<NextMeeting>> next_meetings(const Means& means, const std::string& centre) {
  MeetingFilter filter;
  filter.centre = centre;
  filter.from = means.clock.now();
  filter.until = means.clock.now() + std::chrono::days(90);
  filter.most = 5000;  // all of a network whose boards sit every week
  const auto lines = list_meetings(means, filter);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<NextMeeting> next;
  for (const auto& line : *lines) {
    const bool open = line.meeting.state == MeetingState::planned && means.clock.now() < line.meeting.closes;
    const int free = std::max(0, line.meeting.capacity - line.cases);
    // Once one with a free place is there, the board's later ones add nothing.
    const auto last = std::find_if(next.rbegin(), next.rend(), [&](const auto& one) { return one.board.id == line.board.id; });
    if (open && (last == next.rend() || (last->free_places == 0 && free > 0))) next.push_back({line.board, line.meeting, free});
  }
  return next;
}

}  // namespace repere::workflows
