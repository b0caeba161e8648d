#include "storage/boards/sql_boards.hpp"

#include <algorithm>

#include "storage/boards/board_rows.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::Board;
using board::BoardId;
using board::Member;

namespace {

const std::string all_boards =
    std::string("SELECT ") + board_columns + " FROM tumour_board b ORDER BY b.centre, b.id";
const std::string one_board = std::string("SELECT ") + board_columns + " FROM tumour_board b WHERE b.id = $1";

struct HeldMember {
  std::int64_t number = 0;
  Member member;
};

// With the name under which colleagues know the account.
Result<std::vector<HeldMember>> held_members(Statements& statements, BoardId id) {
  std::vector<HeldMember> held;
  REPERE_TRY(each_row(
      statements,
      "SELECT m.number, m.account, a.name, m.centre, m.specialty FROM board_member m JOIN account a ON a.id "
      "= m.account "
      "WHERE m.board = $1 AND m.until IS NULL ORDER BY a.name, m.number",
      [&](const Statement& row) {
        held.push_back({row.whole(0),
                        {AccountId{row.whole(1)}, std::string(row.text(2)), std::string(row.text(3)),
                         static_cast<board::Specialty>(row.whole(4))}});
      },
      id.value));
  return held;
}

bool is_as_held(const Member& a, const Member& b) {
  return a.account == b.account && a.centre == b.centre && a.specialty == b.specialty;
}

bool is_twice(const std::vector<Member>& members) {
  std::vector<std::int64_t> accounts;
  for (const Member& one : members) accounts.push_back(one.account.value);
  std::sort(accounts.begin(), accounts.end());
  return std::adjacent_find(accounts.begin(), accounts.end()) != accounts.end();
}

}  // namespace

Result<std::vector<Board>> SqlBoards::boards() {
  std::vector<Board> all;
  REPERE_TRY(each_row(statements_, all_boards.c_str(),
                      [&](const Statement& row) { all.push_back(board_at(row, 0)); }));
  return all;
}

Result<Board> SqlBoards::find(BoardId id) {
  std::optional<Board> found;
  REPERE_TRY(each_row(
      statements_, one_board.c_str(), [&](const Statement& row) { found = board_at(row, 0); }, id.value));
  if (!found) return fail(ErrorKind::not_found, "there is no such board");
  return std::move(*found);
}

Result<BoardId> SqlBoards::put(const access::Permit& permit, const Board& board) {
  REPERE_TRY(check_permit(permit, Act::manage_board));
  BoardId id = board.id;
  if (!id) {
    const auto number = next_number(statements_, "board");
    if (!number) return tl::unexpected(number.error());
    id = BoardId{*number};
  }
  const auto& recurrence = board.recurrence;
  const auto written = [&](const char* sql) {
    return change(statements_, sql, board.centre, text_of_codes(board.sites), static_cast<int>(board.sort),
                  board.name_fr, board.name_en, static_cast<int>(board.zone),
                  static_cast<int>(recurrence.rhythm), recurrence.weekday, recurrence.week_of_month,
                  recurrence.first, board.start_minute, board.minutes, board.capacity, board.minutes_per_case,
                  board.closes_hours_before, board.takes_children, board.takes_bone, board.closed, id.value,
                  board.version);
  };
  const auto changed =
      board.id
          ? written(
                "UPDATE tumour_board SET centre = $1, sites = $2, sort = $3, name_fr = $4, name_en = $5, "
                "zone = $6, "
                "rhythm = $7, weekday = $8, week_of_month = $9, first_day = $10, start_minute = $11, minutes "
                "= $12, "
                "capacity = $13, minutes_per_case = $14, closes_hours = $15, takes_children = $16, "
                "takes_bone = $17, "
                "closed = $18, version = version + 1 WHERE id = $19 AND version = $20")
          : written(
                "INSERT INTO tumour_board (centre, sites, sort, name_fr, name_en, zone, rhythm, weekday, "
                "week_of_month, first_day, start_minute, minutes, capacity, minutes_per_case, closes_hours, "
                "takes_children, takes_bone, closed, id, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                "$9, $10, "
                "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20)");
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(ErrorKind::conflict,
                "the board was changed meanwhile: look at it again, then repeat your change");
  return id;
}

Result<std::vector<Member>> SqlBoards::members(BoardId id) {
  auto held = held_members(statements_, id);
  if (!held) return tl::unexpected(held.error());
  std::vector<Member> members;
  for (HeldMember& one : *held) members.push_back(std::move(one.member));
  return members;
}

// Who stays a member as before keeps the day from which they are one.
Result<void> SqlBoards::set_members(const access::Permit& permit, BoardId id,
                                    const std::vector<Member>& members, Instant at) {
  REPERE_TRY(check_permit(permit, Act::manage_board));
  REPERE_TRY(find(id));
  if (is_twice(members))
    return fail(ErrorKind::incorrect, "an account stands twice among the members: name it once");
  const auto held = held_members(statements_, id);
  if (!held) return tl::unexpected(held.error());
  for (const HeldMember& one : *held)
    if (std::none_of(members.begin(), members.end(),
                     [&](const Member& other) { return is_as_held(one.member, other); }))
      REPERE_TRY(change(statements_, "UPDATE board_member SET until = $1 WHERE board = $2 AND number = $3",
                        at, id.value, one.number));
  std::int64_t number = 0;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) FROM board_member WHERE board = $1",
      [&](const Statement& row) { number = row.whole(0); }, id.value));
  for (const Member& one : members) {
    if (std::any_of(held->begin(), held->end(),
                    [&](const HeldMember& other) { return is_as_held(one, other.member); }))
      continue;
    bool known = false;
    REPERE_TRY(each_row(
        statements_, "SELECT 1 FROM account WHERE id = $1", [&](const Statement&) { known = true; },
        one.account.value));
    if (!known)
      return fail(ErrorKind::incorrect, "a member is no account of this network: choose one from the list");
    REPERE_TRY(change(statements_,
                      "INSERT INTO board_member (board, number, account, centre, specialty, since) "
                      "VALUES ($1, $2, $3, $4, $5, $6)",
                      id.value, ++number, one.account.value, one.centre, static_cast<int>(one.specialty),
                      at));
  }
  return {};
}

Result<std::vector<BoardId>> SqlBoards::boards_of(AccountId account) {
  std::vector<BoardId> all;
  REPERE_TRY(each_row(
      statements_, "SELECT board FROM board_member WHERE account = $1 AND until IS NULL ORDER BY board",
      [&](const Statement& row) { all.push_back(BoardId{row.whole(0)}); }, account.value));
  return all;
}

Result<void> SqlBoards::set_feed(AccountId account, const std::string& token_hash, Instant at) {
  REPERE_TRY(change(
      statements_,
      "INSERT INTO calendar_link (account, token_hash, made) VALUES ($1, $2, $3) ON CONFLICT (account) DO "
      "UPDATE SET token_hash = excluded.token_hash, made = excluded.made",
      account.value, token_hash, at));
  return {};
}

Result<std::optional<AccountId>> SqlBoards::feed_of(const std::string& token_hash) {
  std::optional<AccountId> account;
  REPERE_TRY(each_row(
      statements_, "SELECT account FROM calendar_link WHERE token_hash = $1",
      [&](const Statement& row) { account = AccountId{row.whole(0)}; }, token_hash));
  return account;
}

}  // namespace repere::storage
