#include "workflows/boards/member_calendar.hpp"

#include "domain/board/calendar_feed.hpp"
#include "workflows/boards/board_store.hpp"

namespace repere::workflows {

using board::BoardId;

namespace {

// Whose calendar an address is; nobody's when the account is closed.
Result<std::optional<access::AccountId>> owner_of(Work& work, const std::string& token_hash) {
  const auto owner = work.boards().feed_of(token_hash);
  if (!owner || !*owner) return owner;
  const auto account = work.accounts().find(**owner);
  if (!account) return tl::unexpected(account.error());
  return account->state == AccountState::closed ? std::optional<access::AccountId>() : *owner;
}

}  // namespace

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
    const auto account = owner_of(work, hash);
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
