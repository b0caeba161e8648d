#pragma once
#include <map>
#include <set>

#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// Members of staff whom a case of a board may be given to: to see to an item, to present it.
namespace repere::workflows {

struct Colleague {
  access::AccountId account;
  std::string name;
  std::string centre;
};
/// Those who work at a centre that sits in the board of a presentation, by name. Errors: as authorise_for_presentation
Result<std::vector<Colleague>> colleagues_of(const Means& means, const Asking& asking, board::PresentationId id);

/// Whether somebody works at a centre that sits in a board; nobody (0) always may.
/// Errors: incorrect when they do not, or their account is closed
Result<void> check_colleague(Work& work, const board::Board& board, access::AccountId account);

/// Who works at a centre that sits in a board under this name, whatever its capitals; 0 for nobody, and where two have it.
Result<access::AccountId> account_named(Work& work, const board::Board& board, const std::string& name);

/// The names under which colleagues know accounts; nobody (0) and those that are not there any more have none.
using Names = std::map<access::AccountId, std::string>;
Result<Names> names_of(Work& work, const std::set<access::AccountId>& accounts);
/// The same, in a transaction of its own.
Result<Names> names_of(const Means& means, const std::set<access::AccountId>& accounts);
/// Empty when there is none.
std::string name_in(const Names& names, access::AccountId account);

}  // namespace repere::workflows
