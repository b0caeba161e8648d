#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::Meeting;
using board::MeetingId;
using board::MeetingState;
using board::Stay;
using workflows::MeetingLine;

namespace {

constexpr const char* taken =
    "the board sits at this moment already: choose another time, or change the meeting that is there";

const std::string one_meeting =
    std::string("SELECT ") + meeting_columns + " FROM board_meeting m WHERE m.id = $1";
const std::string meeting_lines =
    std::string("SELECT ") + meeting_columns + ", " + board_columns +
    ", (SELECT COUNT(*) FROM presentation p WHERE p.meeting = m.id AND p.stage NOT IN (7, 8)) "
    "FROM board_meeting m JOIN tumour_board b ON b.id = m.board";

Conditions conditions_of(const workflows::MeetingFilter& filter) {
  Conditions conditions;
  if (filter.board) conditions.add("m.board = ?", filter.board.value);
  if (!filter.centre.empty())
    conditions.add("(b.centre = ? OR replace(b.sites, ' ' || ? || ' ', '') <> b.sites)", filter.centre);
  if (filter.from) conditions.add("m.starts >= ?", *filter.from);
  if (filter.until) conditions.add("m.starts < ?", *filter.until);
  if (!filter.cancelled_too) conditions.add("m.state <> 4");
  return conditions;
}

Result<bool> sits_then(Statements& statements, const Meeting& meeting) {
  bool taken_already = false;
  REPERE_TRY(each_row(
      statements, "SELECT 1 FROM board_meeting WHERE board = $1 AND starts = $2 AND state <> 4 AND id <> $3",
      [&](const Statement&) { taken_already = true; }, meeting.board.value, meeting.starts,
      meeting.id.value));
  return taken_already;
}

Stay stay_at(const Statement& row) {
  return {row.whole(0),
          AccountId{row.whole(1)},
          std::string(row.text(2)),
          std::string(row.text(3)),
          static_cast<board::Specialty>(row.whole(4)),
          instant_at(row, 5),
          optional_instant_at(row, 6),
          row.whole(7) != 0};
}

}  // namespace

Result<Meeting> SqlBoards::find(MeetingId id) {
  std::optional<Meeting> found;
  REPERE_TRY(each_row(
      statements_, one_meeting.c_str(), [&](const Statement& row) { found = meeting_at(row, 0); }, id.value));
  if (!found) return fail(ErrorKind::not_found, "there is no such meeting");
  return std::move(*found);
}

Result<std::vector<MeetingLine>> SqlBoards::meetings(const workflows::MeetingFilter& filter) {
  std::vector<MeetingLine> lines;
  REPERE_TRY(conditions_of(filter).each_row(
      statements_, meeting_lines, " ORDER BY m.starts, m.id LIMIT " + std::to_string(filter.most),
      [&](const Statement& row) {
        lines.push_back({meeting_at(row, 0), board_at(row, meeting_column_count),
                         static_cast<int>(row.whole(meeting_column_count + board_column_count))});
      }));
  return lines;
}

Result<MeetingId> SqlBoards::put(const access::Permit& permit, const Meeting& meeting) {
  REPERE_TRY(check_one_of(permit, {Act::manage_board, Act::record_decision}));
  if (meeting.state != MeetingState::cancelled) {
    const auto sits = sits_then(statements_, meeting);
    if (!sits) return tl::unexpected(sits.error());
    if (*sits) return fail(ErrorKind::conflict, taken);
  }
  MeetingId id = meeting.id;
  if (!id) {
    REPERE_TRY(find(meeting.board));
    const auto number = next_number(statements_, "meeting");
    if (!number) return tl::unexpected(number.error());
    id = MeetingId{*number};
  }
  const auto written = [&](const char* sql) {
    return change(statements_, sql, meeting.board.value, meeting.starts, meeting.closes, meeting.minutes,
                  meeting.capacity, static_cast<int>(meeting.state), meeting.note, meeting.opened,
                  meeting.ended, id.value, meeting.version);
  };
  const auto changed =
      meeting.id
          ? written(
                "UPDATE board_meeting SET board = $1, starts = $2, closes = $3, minutes = $4, capacity = $5, "
                "state = $6, note = $7, opened = $8, ended = $9, version = version + 1 WHERE id = $10 AND "
                "version = $11")
          : written(
                "INSERT INTO board_meeting (board, starts, closes, minutes, capacity, state, note, opened, "
                "ended, "
                "id, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING");
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(
        ErrorKind::conflict,
        meeting.id ? "the meeting was changed meanwhile: look at it again, then repeat your change" : taken);
  return id;
}

Result<void> SqlBoards::join(const access::Permit& permit, MeetingId id, const Stay& stay) {
  REPERE_TRY(check_permit(permit, Act::record_decision));
  REPERE_TRY(find(id));
  std::int64_t number = 1, here = 0;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM meeting_stay WHERE meeting = $1",
      [&](const Statement& row) { number = row.whole(0); }, id.value));
  if (stay.account)
    REPERE_TRY(each_row(
        statements_, "SELECT COUNT(*) FROM meeting_stay WHERE meeting = $1 AND account = $2 AND gone IS NULL",
        [&](const Statement& row) { here = row.whole(0); }, id.value, stay.account.value));
  if (here > 0) return fail(ErrorKind::conflict, "this person is in the meeting already");
  REPERE_TRY(change(
      statements_,
      "INSERT INTO meeting_stay (meeting, number, account, name, centre, specialty, joined, gone, remote) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      id.value, number, stay.account.value, stay.name, stay.centre, static_cast<int>(stay.specialty),
      stay.joined, stay.left, stay.remote));
  return {};
}

// Two who say that somebody left say the same: the first moment stays.
Result<void> SqlBoards::leave(const access::Permit& permit, MeetingId id, std::int64_t number, Instant at) {
  REPERE_TRY(check_permit(permit, Act::record_decision));
  bool known = false;
  REPERE_TRY(each_row(
      statements_, "SELECT 1 FROM meeting_stay WHERE meeting = $1 AND number = $2",
      [&](const Statement&) { known = true; }, id.value, number));
  if (!known) return fail(ErrorKind::not_found, "there is no such stay in this meeting");
  REPERE_TRY(change(statements_,
                    "UPDATE meeting_stay SET gone = $1 WHERE meeting = $2 AND number = $3 AND gone IS NULL",
                    at, id.value, number));
  return {};
}

Result<std::vector<Stay>> SqlBoards::stays(MeetingId id) {
  std::vector<Stay> all;
  REPERE_TRY(each_row(
      statements_,
      "SELECT number, account, name, centre, specialty, joined, gone, remote FROM meeting_stay WHERE meeting "
      "= $1 "
      "ORDER BY number",
      [&](const Statement& row) { all.push_back(stay_at(row)); }, id.value));
  return all;
}

Result<std::optional<MeetingId>> SqlBoards::elsewhere(AccountId account, MeetingId but, Instant at) {
  std::optional<MeetingId> found;
  if (!account) return found;
  REPERE_TRY(each_row(
      statements_,
      "SELECT MIN(s.meeting) FROM meeting_stay s JOIN board_meeting m ON m.id = s.meeting WHERE s.account = "
      "$1 AND "
      "s.meeting <> $2 AND s.gone IS NULL AND s.joined <= $3 AND m.state = $4",
      [&](const Statement& row) {
        if (!row.is_null(0)) found = MeetingId{row.whole(0)};
      },
      account.value, but.value, at, static_cast<int>(MeetingState::open)));
  return found;
}

}  // namespace repere::storage
