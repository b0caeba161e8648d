#include "storage/messages/sql_reminders.hpp"

#include <algorithm>

#include "storage/boards/board_rows.hpp"
#include "storage/boards/conditions.hpp"

namespace repere::storage {

using message::MessageId;
using message::ThingToDo;
using workflows::OpenDuty;

namespace {

// Stages: 1 placed, 2 discussing, 3 discussed; 8 withdrawn.
const std::string lines_front =
    "SELECT n.presentation, n.code, 0, n.owner, n.due, p.patient, b.centre FROM presentation_need n JOIN presentation p ON p.id = n.presentation "
    "JOIN board_meeting m ON m.id = p.meeting JOIN tumour_board b ON b.id = m.board";
const std::string actions_front =
    "SELECT a.presentation, '', a.id, a.owner, a.due, p.patient, b.centre FROM board_action a JOIN presentation p ON p.id = a.presentation "
    "JOIN board_meeting m ON m.id = p.meeting JOIN tumour_board b ON b.id = m.board";

OpenDuty duty_at(const Statement& row) {
  return {{board::PresentationId{row.whole(0)}, std::string(row.text(1)), board::ActionId{row.whole(2)}},
          access::AccountId{row.whole(3)},
          optional_day_at(row, 4),
          PatientId{row.whole(5)},
          std::string(row.text(6))};
}

void narrow(Conditions& conditions, const char* table, const workflows::DutyFilter& filter) {
  const std::string t = table;
  conditions.add(t + ".done IS NULL AND " + t + ".owner <> 0");
  if (filter.owner) conditions.add(t + ".owner = ?", filter.owner.value);
  if (filter.due_until) conditions.add(t + ".due <= ?", PartialDate::of_day(*filter.due_until).text());
}

}  // namespace

Result<std::vector<OpenDuty>> SqlReminders::duties(const workflows::DutyFilter& filter) {
  std::vector<OpenDuty> all;
  const auto add = [&](const Statement& row) { all.push_back(duty_at(row)); };
  Conditions lines;
  narrow(lines, "n", filter);
  lines.add("n.waived = 0 AND p.stage IN (1, 2, 3)");
  if (filter.meeting_from) lines.add("m.starts >= ?", *filter.meeting_from);
  REPERE_TRY(lines.each_row(statements_, lines_front, "", add));
  Conditions actions;
  narrow(actions, "a", filter);
  actions.add("p.stage <> 8");
  REPERE_TRY(actions.each_row(statements_, actions_front, "", add));
  std::sort(all.begin(), all.end(), [](const OpenDuty& a, const OpenDuty& b) {
    const Day last = Day::max();
    return std::make_tuple(a.owner.value, a.due.value_or(last), a.thing) < std::make_tuple(b.owner.value, b.due.value_or(last), b.thing);
  });
  return all;
}

Result<message::Told> SqlReminders::told(access::AccountId owner, const ThingToDo& thing) {
  message::Told told;
  REPERE_TRY(each_row(
      statements_, "SELECT COUNT(*), MAX(day) FROM message_about WHERE account = $1 AND presentation = $2 AND need = $3 AND action = $4",
      [&](const Statement& row) { told = {static_cast<int>(row.whole(0)), optional_day_at(row, 1)}; }, owner.value, thing.presentation.value,
      thing.need, thing.action.value));
  return told;
}

Result<std::optional<MessageId>> SqlReminders::gathering(access::AccountId owner, const std::string& centre) {
  std::optional<MessageId> id;
  REPERE_TRY(each_row(
      statements_, "SELECT id FROM message WHERE state = 1 AND kind = $1 AND account = $2 AND centre = $3 AND attempts = 0 ORDER BY id LIMIT 1",
      [&](const Statement& row) { id = MessageId{row.whole(0)}; }, static_cast<int>(message::Kind::reminder), owner.value, centre));
  return id;
}

Result<void> SqlReminders::add(MessageId id, access::AccountId owner, const ThingToDo& thing, Day day, access::AccountId asked_by, Instant at) {
  const auto before = told(owner, thing);
  if (!before) return tl::unexpected(before.error());
  if (before->last && *before->last >= day) return fail(ErrorKind::conflict, "a reminder of this went to them today");
  REPERE_TRY(change(statements_,
                    "INSERT INTO message_about (message, account, presentation, need, action, day, asked_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    id.value, owner.value, thing.presentation.value, thing.need, thing.action.value, day, asked_by.value, at));
  return {};
}

Result<std::vector<OpenDuty>> SqlReminders::still_asked(MessageId id) {
  std::vector<ThingToDo> asked;
  access::AccountId owner;
  REPERE_TRY(each_row(
      statements_, "SELECT presentation, need, action, account FROM message_about WHERE message = $1 ORDER BY presentation, need, action",
      [&](const Statement& row) {
        asked.push_back({board::PresentationId{row.whole(0)}, std::string(row.text(1)), board::ActionId{row.whole(2)}});
        owner = access::AccountId{row.whole(3)};
      },
      id.value));
  if (asked.empty()) return std::vector<OpenDuty>();
  workflows::DutyFilter filter;
  filter.owner = owner;
  auto open = duties(filter);
  if (!open) return open;
  std::erase_if(*open, [&](const OpenDuty& one) { return std::find(asked.begin(), asked.end(), one.thing) == asked.end(); });
  return open;
}

Result<std::vector<PatientId>> SqlReminders::patients_of(MessageId id) {
  std::vector<PatientId> patients;
  REPERE_TRY(each_row(
      statements_, "SELECT DISTINCT p.patient FROM message_about x JOIN presentation p ON p.id = x.presentation WHERE x.message = $1 ORDER BY p.patient",
      [&](const Statement& row) { patients.push_back(PatientId{row.whole(0)}); }, id.value));
  return patients;
}

Result<void> SqlReminders::note_told(const ThingToDo& thing, Instant at) {
  if (thing.duty() != message::Duty::checklist) return {};
  REPERE_TRY(change(statements_, "UPDATE presentation_need SET reminded = $1, reminded_by = 0 WHERE presentation = $2 AND code = $3", at,
                    thing.presentation.value, thing.need));
  return {};
}

}  // namespace repere::storage
