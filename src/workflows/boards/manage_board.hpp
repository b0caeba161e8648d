#pragma once
#include <functional>

#include "workflows/boards/arrange_boards.hpp"

// What changing a board and planning its meetings share.
namespace repere::workflows {

/// What somebody who manages the board does with it, within one transaction.
using BoardDeed = std::function<Result<void>(Work&, const access::Permit&, const board::Board&)>;
/// Errors: not_found; as authorise_for (manage_board of the centre that holds it); the deed's
Result<void> manage_board(const Means& means, const Asking& asking, board::BoardId id, const BoardDeed& deed);

/// The line of the trail of a change to a board.
Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, board::BoardId id,
                  std::string facts);

/// Errors: incorrect naming what takes a whole number of this range
Result<void> check_range(std::string_view name, int value, int least, int most);

/// What one reading of the database gives.
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

}  // namespace repere::workflows
