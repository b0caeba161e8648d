#include "workflows/boards/manage_board.hpp"

namespace repere::workflows {

Result<void> manage_board(const Means& means, const Asking& asking, board::BoardId id, const BoardDeed& deed) {
  const auto board = one_board(means, id);
  if (!board) return tl::unexpected(board.error());
  const auto permit = authorise_for(means, asking, access::Act::manage_board, access::of_centre(board->centre));
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto now = work.boards().find(id);
    if (!now) return tl::unexpected(now.error());
    return deed(work, *permit, *now);
  });
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, board::BoardId id,
                  std::string facts) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.object = object_of(id);
  entry.facts = std::move(facts);
  return work.audit().add(entry);
}

Result<void> check_range(std::string_view name, int value, int least, int most) {
  if (least <= value && value <= most) return {};
  return fail(ErrorKind::incorrect, "board: " + std::string(name) + " takes a whole number from " + std::to_string(least) +
                                        " to " + std::to_string(most));
}

}  // namespace repere::workflows
