#include "workflows/boards/arrange_boards.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/manage_board.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::Board;
using board::BoardId;

namespace {

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
    return note(work, means, asking, *permit, *id, fact("step", board.id ? "changed" : "made"));
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
  return manage_board(means, asking, id, [&](Work& work, const access::Permit& permit, const Board& board) -> Result<void> {
    for (const auto& member : members) {
      const auto account = work.accounts().find(member.account);
      if (!account) return tl::unexpected(account.error());
      if (account->state == AccountState::closed) return fail(ErrorKind::incorrect, "a member's account is closed: remove them");
      if (member.centre != board.centre &&
          std::find(board.sites.begin(), board.sites.end(), member.centre) == board.sites.end())
        return fail(ErrorKind::incorrect, "a member is of a centre that does not sit in this board: add the centre first");
    }
    if (auto set = work.boards().set_members(permit, id, members, means.clock.now()); !set) return set;
    return note(work, means, asking, permit, id, "{\"members\":" + std::to_string(members.size()) + "}");
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

}  // namespace repere::workflows
