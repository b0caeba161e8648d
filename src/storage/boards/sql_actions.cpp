#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::Action;
using board::ActionId;
using board::PresentationId;

namespace {

std::string action_context(ActionId id, std::int64_t version) {
  return "action " + std::to_string(id.value) + " " + std::to_string(version);
}

// With the key of the person whose case it is.
const std::string all_actions =
    "SELECT a.id, a.presentation, a.version, a.owner_name, a.owner, a.due, a.done, a.done_by, a.sealed, "
    "k.sealed "
    "FROM board_action a JOIN presentation p ON p.id = a.presentation JOIN board_meeting m ON m.id = "
    "p.meeting "
    "JOIN tumour_board b ON b.id = m.board LEFT JOIN person_key k ON k.patient = p.patient";

struct HeldAction {
  Action action;
  std::string sealed;
  workflows::SealedPersonKey key;
};

HeldAction action_at(const Statement& row) {
  return {{ActionId{row.whole(0)},
           PresentationId{row.whole(1)},
           row.whole(2),
           {},
           std::string(row.text(3)),
           AccountId{row.whole(4)},
           optional_day_at(row, 5),
           optional_instant_at(row, 6),
           AccountId{row.whole(7)}},
          bytes_at(row, 8),
          bytes_at(row, 9)};
}

}  // namespace

Result<std::vector<Action>> SqlBoards::actions_where(const Conditions& conditions, const std::string& order) {
  std::vector<HeldAction> held;
  REPERE_TRY(conditions.each_row(statements_, all_actions, order,
                                 [&](const Statement& row) { held.push_back(action_at(row)); }));
  std::vector<Action> actions;
  for (HeldAction& one : held) {
    auto what =
        open(one.key, one.action.presentation, action_context(one.action.id, one.action.version), one.sealed);
    if (!what) return tl::unexpected(what.error());
    one.action.what = std::move(*what);
    actions.push_back(std::move(one.action));
  }
  return actions;
}

Result<ActionId> SqlBoards::put(const access::Permit& permit, const Action& action) {
  REPERE_TRY(check_one_of(permit, {Act::prepare_board, Act::record_decision}));
  const auto subject = subject_of(action.presentation);
  if (!subject) return tl::unexpected(subject.error());
  ActionId id = action.id;
  if (!id) {
    const auto number = next_number(statements_, "board_action");
    if (!number) return tl::unexpected(number.error());
    id = ActionId{*number};
  }
  const std::int64_t version = action.id ? action.version + 1 : 1;
  const auto sealed = seal(*subject, action_context(id, version), action.what);
  if (!sealed) return tl::unexpected(sealed.error());
  const auto changed =
      action.id
          ? change(statements_,
                   "UPDATE board_action SET version = $1, sealed = $2, owner_name = $3, owner = $4, due = "
                   "$5, done = "
                   "$6, done_by = $7 WHERE id = $8 AND presentation = $9 AND version = $10",
                   version, Bytes{*sealed}, action.owner_name, action.owner.value, action.due, action.done,
                   action.done_by.value, id.value, action.presentation.value, action.version)
          : change(
                statements_,
                "INSERT INTO board_action (id, presentation, version, sealed, owner_name, owner, due, done, "
                "done_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id.value, action.presentation.value, version, Bytes{*sealed}, action.owner_name,
                action.owner.value, action.due, action.done, action.done_by.value);
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(ErrorKind::conflict,
                "the action was changed meanwhile: look at it again, then repeat your change");
  return id;
}

Result<std::vector<Action>> SqlBoards::actions(const access::Permit& permit, PresentationId id) {
  REPERE_TRY(check_reading(permit));
  Conditions conditions;
  conditions.add("a.presentation = ?", id.value);
  return actions_where(conditions, " ORDER BY a.id");
}

Result<Action> SqlBoards::find(const access::Permit& permit, ActionId id) {
  REPERE_TRY(check_reading(permit));
  Conditions conditions;
  conditions.add("a.id = ?", id.value);
  auto found = actions_where(conditions, "");
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return fail(ErrorKind::not_found, "there is no such action");
  return std::move(found->front());
}

Result<std::vector<Action>> SqlBoards::open_actions(const access::Permit& permit, const std::string& centre,
                                                    AccountId owner) {
  REPERE_TRY(check_reading(permit));
  Conditions conditions;
  if (!centre.empty()) conditions.add("b.centre = ?", centre);
  if (owner) conditions.add("a.owner = ?", owner.value);
  return actions_where(
      conditions,
      " ORDER BY CASE WHEN a.done IS NULL THEN 0 ELSE 1 END, CASE WHEN a.due IS NULL THEN 1 ELSE 0 END, "
      "a.due, a.id LIMIT 1000");
}

}  // namespace repere::storage
