#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// Boards: who holds them, and who belongs to them.
namespace repere::workflows {

/// Boards, all of them: where they sit and when is no secret.
Result<std::vector<board::Board>> all_boards(const Means& means);
Result<board::Board> one_board(const Means& means, board::BoardId id);
/// Errors: incorrect naming the field (no name, a time that is none, a capacity out of 1..200 …); as authorise (manage_board
///   of the centre)
Result<board::BoardId> put_board(const Means& means, const Asking& asking, const board::Board& board);
Result<std::vector<board::Member>> members_of(const Means& means, const Asking& asking, board::BoardId id);
Result<void> set_members(const Means& means, const Asking& asking, board::BoardId id,
                         const std::vector<board::Member>& members);

/// One member more, by the login of their account; one less.
/// Errors: incorrect when no account has this login; as set_members
Result<void> add_member(const Means& means, const Asking& asking, board::BoardId id, const std::string& login,
                        const std::string& centre, board::Specialty specialty);
Result<void> remove_member(const Means& means, const Asking& asking, board::BoardId id, access::AccountId account);

}  // namespace repere::workflows
