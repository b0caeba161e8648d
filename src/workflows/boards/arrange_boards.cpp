#include "workflows/boards/arrange_boards.hpp"

#include <algorithm>
#include <functional>

#include "base/words_of_text.hpp"
#include "domain/board/calendar_feed.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::Board;
using board::BoardId;
using board::Meeting;
using board::MeetingId;
using board::MeetingState;

namespace {

Result<void> check_range(std::string_view name, int value, int least, int most) {
  if (least <= value && value <= most) return {};
  return fail(ErrorKind::incorrect, "board: " + std::string(name) + " takes a whole number from " + std::to_string(least) +
                                        " to " + std::to_string(most));
}

Result<void> check_board(const Board& board) {
  for (const auto* name : {&board.name_fr, &board.name_en})
    if (is_blank(*name) || name->size() > 200)
      return fail(ErrorKind::incorrect, "board: the name in French and in English takes 1 to 200 bytes");
  if (board.centre.empty()) return fail(ErrorKind::incorrect, "board: the centre that holds it is missing");
  struct Range {
    const char* name;
    int value, least, most;
  };
  for (const auto& [name, value, least, most] :
       {Range{"start_minute", board.start_minute, 0, 1439}, Range{"minutes", board.minutes, 5, 600},
        Range{"capacity", board.capacity, 1, 200}, Range{"minutes_per_case", board.minutes_per_case, 1, 120},
        Range{"closes_hours_before", board.closes_hours_before, 0, 336}, Range{"weekday", board.recurrence.weekday, 1, 7},
        Range{"week_of_month", board.recurrence.week_of_month, 1, 5}})
    if (auto right = check_range(name, value, least, most); !right) return right;
  return {};
}

// Every centre that is named must be one, and none twice.
Result<void> check_centres(Work& work, const Board& board) {
  const auto centres = work.referrals().receiving_centres();
  if (!centres) return tl::unexpected(centres.error());
  std::vector<std::string> named = board.sites;
  named.push_back(board.centre);
  for (const auto& code : named)
    if (std::none_of(centres->begin(), centres->end(), [&](const Centre& one) { return one.code == code; }))
      return fail(ErrorKind::incorrect, "board: there is no centre with the code of one of its sites: choose from the list");
  std::sort(named.begin(), named.end());
  if (std::adjacent_find(named.begin(), named.end()) != named.end())
    return fail(ErrorKind::incorrect, "board: a centre sits in it once: remove it from the sites");
  return {};
}

Result<void> note_board(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, BoardId id,
                        std::string facts, const std::string& reason = {}) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.object = object_of(id);
  entry.facts = std::move(facts);
  if (!reason.empty()) entry.reason = reason;
  return work.audit().add(entry);
}

// What somebody who manages the board does with it.
using Change = std::function<Result<void>(Work&, const access::Permit&, const Board&)>;
Result<void> manage(const Means& means, const Asking& asking, BoardId id, const Change& what) {
  const auto board = one_board(means, id);
  if (!board) return tl::unexpected(board.error());
  const auto permit = authorise_for(means, asking, Act::manage_board, access::of_centre(board->centre));
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto now = work.boards().find(id);
    if (!now) return tl::unexpected(now.error());
    return what(work, *permit, *now);
  });
}

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

Result<void> check_free(Work& work, BoardId board, Instant at, MeetingId but) {
  MeetingFilter filter;
  filter.board = board;
  filter.from = at;
  filter.until = at + std::chrono::milliseconds(1);
  const auto there = work.boards().meetings(filter);
  if (!there) return tl::unexpected(there.error());
  for (const auto& line : *there)
    if (line.meeting.starts == at && line.meeting.id != but && line.meeting.state != MeetingState::cancelled)
      return fail(ErrorKind::conflict, "this board sits at this moment already");
  return {};
}

Result<void> check_planned(const Meeting& meeting, std::int64_t version) {
  if (meeting.version != version)
    return fail(ErrorKind::conflict, "the meeting was changed meanwhile: look at it again, then repeat your change");
  if (meeting.state != MeetingState::planned)
    return fail(ErrorKind::conflict, "the meeting has begun, is over or cancelled: it cannot be moved or cancelled any more");
  return {};
}

Result<void> check_reason(const std::string& reason) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the meeting is moved or cancelled: its members read it");
  if (reason.size() > 500) return fail(ErrorKind::incorrect, "the reason is too long: at most 500 bytes");
  return {};
}

template <class T, class Read>
Result<T> reading(const Means& means, const Read& read) {
  Result<T> found;
  const auto done = means.transactions.read([&](Work& work) -> Result<void> {
    found = read(work);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

}  // namespace

Result<std::vector<Board>> all_boards(const Means& means) {
  return reading<std::vector<Board>>(means, [](Work& work) { return work.boards().boards(); });
}

Result<Board> one_board(const Means& means, BoardId id) {
  return reading<Board>(means, [&](Work& work) { return work.boards().find(id); });
}

Result<BoardId> put_board(const Means& means, const Asking& asking, const Board& board) {
  if (auto right = check_board(board); !right) return tl::unexpected(right.error());
  if (board.id) {
    // Who takes a board over must hold it now, too.
    const auto now = one_board(means, board.id);
    if (!now) return tl::unexpected(now.error());
    const auto own = authorise_for(means, asking, Act::manage_board, access::of_centre(now->centre));
    if (!own) return tl::unexpected(own.error());
  }
  const auto permit = authorise_for(means, asking, Act::manage_board, access::of_centre(board.centre));
  if (!permit) return tl::unexpected(permit.error());
  Result<BoardId> id;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    if (auto right = check_centres(work, board); !right) return right;
    id = work.boards().put(*permit, board);
    if (!id) return tl::unexpected(id.error());
    return note_board(work, means, asking, *permit, *id, fact("step", board.id ? "changed" : "made"));
  });
  if (!done) return tl::unexpected(done.error());
  return id;
}

Result<std::vector<board::Member>> members_of(const Means& means, const Asking& asking, BoardId id) {
  const auto board = one_board(means, id);
  if (!board) return tl::unexpected(board.error());
  const auto permit = authorise_for(means, asking, Act::record_decision, standing_of(*board));
  if (!permit) return tl::unexpected(permit.error());
  return reading<std::vector<board::Member>>(means, [&](Work& work) { return work.boards().members(id); });
}

Result<void> set_members(const Means& means, const Asking& asking, BoardId id, const std::vector<board::Member>& members) {
  return manage(means, asking, id, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    std::vector<std::int64_t> accounts;
    for (const auto& member : members) {
      const auto account = work.accounts().find(member.account);
      if (!account) return tl::unexpected(account.error());
      if (account->state == AccountState::closed) return fail(ErrorKind::incorrect, "a member's account is closed: remove them");
      if (member.centre != board.centre &&
          std::find(board.sites.begin(), board.sites.end(), member.centre) == board.sites.end())
        return fail(ErrorKind::incorrect, "a member is of a centre that does not sit in this board: add the centre first");
      accounts.push_back(member.account.value);
    }
    std::sort(accounts.begin(), accounts.end());
    if (std::adjacent_find(accounts.begin(), accounts.end()) != accounts.end())
      return fail(ErrorKind::incorrect, "somebody is named twice among the members");
    if (auto set = work.boards().set_members(permit, id, members, means.clock.now()); !set) return set;
    return note_board(work, means, asking, permit, id, "{\"members\":" + std::to_string(members.size()) + "}");
  });
}

Result<void> add_member(const Means& means, const Asking& asking, BoardId id, const std::string& login,
                        const std::string& centre, board::Specialty specialty) {
  auto members = members_of(means, asking, id);
  if (!members) return tl::unexpected(members.error());
  const auto account = reading<Account>(means, [&](Work& work) { return work.accounts().find_by_login(login); });
  if (!account && account.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::incorrect, "no account has this login: invite the person first");
  if (!account) return tl::unexpected(account.error());
  std::erase_if(*members, [&](const auto& one) { return one.account == account->id; });
  members->push_back({account->id, account->name, centre, specialty});
  return set_members(means, asking, id, *members);
}

Result<void> remove_member(const Means& means, const Asking& asking, BoardId id, access::AccountId account) {
  auto members = members_of(means, asking, id);
  if (!members) return tl::unexpected(members.error());
  std::erase_if(*members, [&](const auto& one) { return one.account == account; });
  return set_members(means, asking, id, *members);
}

Result<Planned> plan_meetings(const Means& means, const Asking& asking, BoardId id, Day until) {
  const Day today = std::chrono::floor<std::chrono::days>(means.clock.now());
  if (until < today || days_between(today, until) > 400)
    return fail(ErrorKind::incorrect, "meetings are planned up to a day between today and 400 days from now");
  Planned planned;
  const auto done = manage(means, asking, id, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    planned = {};
    if (board.closed) return fail(ErrorKind::conflict, "this board sits no more: open it again first");
    for (const auto& one : board::occurrences(board.recurrence, today, until)) {
      if (one.holiday) {
        planned.holidays.push_back(one);
        continue;
      }
      const Instant starts = board::instant_of({one.day, board.start_minute}, board.zone);
      if (starts <= means.clock.now()) continue;
      if (!check_free(work, id, starts, {})) {
        ++planned.there_already;
        continue;
      }
      const auto made = work.boards().put(permit, meeting_of(board, starts));
      if (!made) return tl::unexpected(made.error());
      ++planned.made;
    }
    return note_board(work, means, asking, permit, id, "{\"planned\":" + std::to_string(planned.made) + "}");
  });
  if (!done) return tl::unexpected(done.error());
  return planned;
}

Result<MeetingId> add_meeting(const Means& means, const Asking& asking, const NewMeeting& wanted) {
  Result<MeetingId> made;
  const auto done = manage(means, asking, wanted.board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    const auto starts = moment_of(means, board, wanted.starts);
    if (!starts) return tl::unexpected(starts.error());
    Meeting meeting = meeting_of(board, *starts);
    meeting.minutes = wanted.minutes.value_or(board.minutes);
    meeting.capacity = wanted.capacity.value_or(board.capacity);
    meeting.note = wanted.note;
    if (auto right = check_range("minutes", meeting.minutes, 5, 600); !right) return right;
    if (auto right = check_range("capacity", meeting.capacity, 1, 200); !right) return right;
    if (meeting.note.size() > 500) return fail(ErrorKind::incorrect, "the note is too long: at most 500 bytes");
    if (auto free = check_free(work, wanted.board, *starts, {}); !free) return free;
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
  return manage(means, asking, meeting->board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    auto now = work.boards().find(id);
    if (!now) return tl::unexpected(now.error());
    if (auto right = check_planned(*now, version); !right) return right;
    const auto at = moment_of(means, board, starts);
    if (!at) return tl::unexpected(at.error());
    if (auto free = check_free(work, board.id, *at, id); !free) return free;
    now->starts = *at;
    now->closes = *at - std::chrono::hours(board.closes_hours_before);
    now->note = reason;
    if (auto put = work.boards().put(permit, *now); !put) return tl::unexpected(put.error());
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
  const auto done = manage(means, asking, meeting->board, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
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
  const auto lines = list_meetings(means, filter);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<NextMeeting> next;
  for (const auto& line : *lines) {
    const bool takes = line.meeting.state == MeetingState::planned && means.clock.now() < line.meeting.closes;
    const int free = line.meeting.capacity - line.cases;
    const bool there = std::any_of(next.begin(), next.end(), [&](const auto& one) { return one.board.id == line.board.id; });
    if (takes && free > 0 && !there) next.push_back({line.board, line.meeting, free});
  }
  return next;
}

Result<std::string> make_calendar_link(const Means& means, const Asking& asking) {
  if (!asking.caller.account) return fail(ErrorKind::forbidden, "a calendar belongs to somebody who has signed in");
  const std::string token = means.secrets.new_token();
  const auto done = means.transactions.write([&](Work& work) {
    return work.boards().set_feed(asking.caller.account, means.secrets.hash(HashedFor::link, "calendar " + token), means.clock.now());
  });
  if (!done) return tl::unexpected(done.error());
  return token;
}

Result<std::string> calendar_of(const Means& means, const std::string& token) {
  const std::string hash = means.secrets.hash(HashedFor::link, "calendar " + token);
  std::vector<MeetingLine> lines;
  bool known = false;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    lines.clear();
    const auto account = work.boards().feed_of(hash);
    if (!account) return tl::unexpected(account.error());
    known = account->has_value();
    if (!known) return {};
    const auto boards = work.boards().boards_of(**account);
    if (!boards) return tl::unexpected(boards.error());
    for (const BoardId id : *boards) {
      MeetingFilter filter;
      filter.board = id;
      filter.from = means.clock.now() - std::chrono::days(60);
      filter.cancelled_too = true;
      auto of_board = work.boards().meetings(filter);
      if (!of_board) return tl::unexpected(of_board.error());
      lines.insert(lines.end(), of_board->begin(), of_board->end());
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (!known) return fail(ErrorKind::not_found, "there is no calendar with this address, or a newer one took its place");
  std::vector<board::FeedEntry> entries;
  for (const auto& line : lines) entries.push_back({line.board.name_fr, line.meeting, line.cases});
  return board::calendar_feed("RCP", entries, means.clock.now());
}

}  // namespace repere::workflows
