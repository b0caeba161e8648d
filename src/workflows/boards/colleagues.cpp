#include "workflows/boards/colleagues.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

namespace {

// The centre at which an account works, of those that sit in the board; empty when it is none.
std::string centre_in(const board::Board& board, const Account& account) {
  if (account.state == AccountState::closed) return {};
  for (const auto& one : account.appointments) {
    const bool sits = one.centre == board.centre || std::find(board.sites.begin(), board.sites.end(), one.centre) != board.sites.end();
    if (!one.until && sits && access::is_of_a_centre(one.role)) return one.centre;
  }
  return {};
}

}  // namespace

Result<std::vector<Colleague>> colleagues_of(const Means& means, const Asking& asking, board::PresentationId id) {
  const auto permit = authorise_for_presentation(means, asking, access::Act::prepare_board, id);
  if (!permit) return tl::unexpected(permit.error());
  std::vector<Colleague> colleagues;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    colleagues.clear();
    const auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    const auto accounts = work.accounts().all();
    if (!accounts) return tl::unexpected(accounts.error());
    for (const Account& one : *accounts)
      if (auto centre = centre_in(placed->board, one); !centre.empty()) colleagues.push_back({one.id, one.name, std::move(centre)});
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::sort(colleagues.begin(), colleagues.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return colleagues;
}

Result<void> check_colleague(Work& work, const board::Board& board, access::AccountId id) {
  if (!id) return {};
  const auto account = work.accounts().find(id);
  if (!account && account.error().kind != ErrorKind::not_found) return tl::unexpected(account.error());
  if (account && !centre_in(board, *account).empty()) return {};
  return fail(ErrorKind::incorrect, "this person works at no centre that sits in the board: choose one of the list");
}

Result<access::AccountId> account_named(Work& work, const board::Board& board, const std::string& name) {
  const auto all = work.accounts().all();
  if (!all) return tl::unexpected(all.error());
  const auto plain = [](const std::string& text) {
    const std::string small = in_lower_case(text);
    std::string joined;
    for (const auto word : split_words(small)) joined += (joined.empty() ? "" : " ") + std::string(word);
    return joined;
  };
  const std::string wanted = plain(name);
  access::AccountId found;
  for (const Account& one : *all) {
    if (plain(one.name) != wanted || centre_in(board, one).empty()) continue;
    if (found) return access::AccountId{};
    found = one.id;
  }
  return found;
}

Result<Names> names_of(Work& work, const std::set<access::AccountId>& accounts) {
  Names names;
  if (accounts.empty() || (accounts.size() == 1 && !*accounts.begin())) return names;
  const auto all = work.accounts().all();
  if (!all) return tl::unexpected(all.error());
  for (const Account& one : *all)
    if (accounts.contains(one.id)) names.emplace(one.id, one.name);
  return names;
}

Result<Names> names_of(const Means& means, const std::set<access::AccountId>& accounts) {
  Result<Names> names;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    names = names_of(work, accounts);
    return names ? Result<void>() : tl::unexpected(names.error());
  });
  if (!read) return tl::unexpected(read.error());
  return names;
}

std::string name_in(const Names& names, access::AccountId account) {
  const auto found = names.find(account);
  return found == names.end() ? std::string() : found->second;
}

}  // namespace repere::workflows
