#include <map>

#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::MeetingId;
using board::Need;
using board::Presentation;
using board::PresentationId;

namespace {

const std::string from_presentations =
    " FROM presentation p JOIN board_meeting m ON m.id = p.meeting JOIN tumour_board b ON b.id = m.board";
// The pseudonym of a patient whose import was taken back is still that patient's.
const std::string all_presentations =
    "SELECT p.id, p.meeting, p.patient, p.tumour, COALESCE((SELECT MIN(q.pseudonym) FROM patient q WHERE "
    "q.id = p.patient), "
    "''), p.referral, p.version, p.stage, p.passage, p.rule, p.position, p.minutes, p.asked_by, p.presenter, "
    "p.came_from, "
    "p.next, p.stage_reason, p.began, p.ended" +
    from_presentations;
const std::string in_order = " ORDER BY m.starts, p.meeting, p.position, p.id";
const std::string all_needs =
    "SELECT n.presentation, n.code, n.owner, n.due, n.done, n.done_by, n.waived, n.note, "
    "n.reminded, n.reminded_by" +
    from_presentations + " JOIN presentation_need n ON n.presentation = p.id";

Presentation presentation_at(const Statement& row) {
  Presentation one;
  one.id = PresentationId{row.whole(0)};
  one.meeting = MeetingId{row.whole(1)};
  one.patient = PatientId{row.whole(2)};
  one.tumour = TumourId{row.whole(3)};
  one.pseudonym = row.text(4);
  one.referral = access::ReferralId{row.whole(5)};
  one.version = row.whole(6);
  one.stage = static_cast<board::Stage>(row.whole(7));
  one.passage = static_cast<board::Passage>(row.whole(8));
  one.rule = row.text(9);
  one.position = static_cast<int>(row.whole(10));
  one.minutes = static_cast<int>(row.whole(11));
  one.asked_by = row.text(12);
  one.presenter = AccountId{row.whole(13)};
  one.from = PresentationId{row.whole(14)};
  one.next = PresentationId{row.whole(15)};
  one.stage_reason = row.text(16);
  one.began = optional_instant_at(row, 17);
  one.ended = optional_instant_at(row, 18);
  return one;
}

Need need_at(const Statement& row) {
  return {std::string(row.text(1)),    AccountId{row.whole(2)}, optional_day_at(row, 3),
          optional_instant_at(row, 4), AccountId{row.whole(5)}, row.whole(6) != 0,
          std::string(row.text(7)),    optional_instant_at(row, 8), AccountId{row.whole(9)}};
}

// Presentations and their needs: two statements, however many there are.
Result<std::vector<Presentation>> those_of(Statements& statements, const Conditions& conditions) {
  std::vector<Presentation> all;
  std::map<std::int64_t, std::size_t> place;
  REPERE_TRY(conditions.each_row(statements, all_presentations, in_order, [&](const Statement& row) {
    place[row.whole(0)] = all.size();
    all.push_back(presentation_at(row));
  }));
  if (all.empty()) return all;
  REPERE_TRY(conditions.each_row(statements, all_needs, " ORDER BY n.presentation, n.code",
                                 [&](const Statement& row) {
                                   if (const auto found = place.find(row.whole(0)); found != place.end())
                                     all[found->second].needs.push_back(need_at(row));
                                 }));
  return all;
}

}  // namespace

Result<Presentation> SqlBoards::find(PresentationId id) {
  Conditions conditions;
  conditions.add("p.id = ?", id.value);
  auto found = those_of(statements_, conditions);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return fail(ErrorKind::not_found, "there is no such presentation");
  return std::move(found->front());
}

Result<std::vector<Presentation>> SqlBoards::presentations(const workflows::PresentationFilter& filter) {
  return those_of(statements_, conditions_of(filter));
}

// Whether another presentation than `one` has its case on the same agenda.
Result<bool> SqlBoards::is_on_agenda(const Presentation& one) {
  bool there = false;
  REPERE_TRY(each_row(
      statements_,
      "SELECT 1 FROM presentation WHERE meeting = $1 AND tumour = $2 AND stage NOT IN (7, 8) AND id <> $3",
      [&](const Statement&) { there = true; }, one.meeting.value, one.tumour.value, one.id.value));
  return there;
}

Result<PresentationId> SqlBoards::put(const access::Permit& permit, const Presentation& one) {
  REPERE_TRY(check_one_of(permit, {Act::prepare_board, Act::record_decision, Act::sign_decision}));
  if (one.stage != board::Stage::carried_over && one.stage != board::Stage::withdrawn) {
    const auto there = is_on_agenda(one);
    if (!there) return tl::unexpected(there.error());
    if (*there)
      return fail(ErrorKind::conflict,
                  "this case is on the agenda of this meeting already: complete it there");
  }
  const auto id = one.id ? replace(one) : add(one);
  if (!id) return tl::unexpected(id.error());
  REPERE_TRY(put_needs(*id, one.needs));
  return *id;
}

Result<PresentationId> SqlBoards::add(const Presentation& one) {
  REPERE_TRY(find(one.meeting));
  int position = one.position;
  if (position == 0)
    REPERE_TRY(each_row(
        statements_, "SELECT COALESCE(MAX(position), 0) + 1 FROM presentation WHERE meeting = $1",
        [&](const Statement& row) { position = static_cast<int>(row.whole(0)); }, one.meeting.value));
  const auto number = next_number(statements_, "presentation");
  if (!number) return tl::unexpected(number.error());
  REPERE_TRY(change(
      statements_,
      "INSERT INTO presentation (id, meeting, patient, tumour, referral, version, stage, passage, rule, "
      "position, minutes, asked_by, presenter, came_from, next, stage_reason, began, ended) VALUES ($1, $2, "
      "$3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
      *number, one.meeting.value, one.patient.value, one.tumour.value, one.referral.value,
      static_cast<int>(one.stage), static_cast<int>(one.passage), one.rule, position, one.minutes,
      one.asked_by, one.presenter.value, one.from.value, one.next.value, one.stage_reason, one.began,
      one.ended));
  return PresentationId{*number};
}

// Whose case it is, at which meeting and in which place never changes here: another meeting is another presentation, and
// the order is set_order's, which raises no version.
Result<PresentationId> SqlBoards::replace(const Presentation& one) {
  const auto changed = change(statements_,
                              "UPDATE presentation SET referral = $1, stage = $2, passage = $3, rule = $4, "
                              "minutes = $5, presenter = $6, "
                              "next = $7, stage_reason = $8, began = $9, ended = $10, version = version + 1 "
                              "WHERE id = $11 AND version = $12",
                              one.referral.value, static_cast<int>(one.stage), static_cast<int>(one.passage),
                              one.rule, one.minutes, one.presenter.value, one.next.value, one.stage_reason,
                              one.began, one.ended, one.id.value, one.version);
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(ErrorKind::conflict,
                "the case was changed meanwhile: look at it again, then repeat your change");
  return one.id;
}

Result<void> SqlBoards::put_needs(PresentationId id, const std::vector<Need>& needs) {
  REPERE_TRY(change(statements_, "DELETE FROM presentation_need WHERE presentation = $1", id.value));
  for (const Need& one : needs)
    REPERE_TRY(change(
        statements_,
        "INSERT INTO presentation_need (presentation, code, owner, due, done, done_by, waived, note, "
        "reminded, reminded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id.value, one.code, one.owner.value, one.due, one.done, one.done_by.value, one.waived, one.note,
        one.reminded, one.reminded_by.value));
  return {};
}

// Those that the order does not name come after those that it names, as they stood.
Result<void> SqlBoards::set_order(const access::Permit& permit, MeetingId id,
                                  const std::vector<PresentationId>& order) {
  REPERE_TRY(check_permit(permit, Act::prepare_board));
  std::vector<std::int64_t> others;
  REPERE_TRY(each_row(
      statements_, "SELECT id FROM presentation WHERE meeting = $1 ORDER BY position, id",
      [&](const Statement& row) { others.push_back(row.whole(0)); }, id.value));
  std::vector<std::int64_t> all;
  for (const PresentationId one : order) {
    if (std::erase(others, one.value) == 0)
      return fail(ErrorKind::conflict, "the agenda has changed meanwhile: look at it again, then order it");
    all.push_back(one.value);
  }
  all.insert(all.end(), others.begin(), others.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    REPERE_TRY(change(statements_, "UPDATE presentation SET position = $1 WHERE id = $2",
                      static_cast<std::int64_t>(i + 1), all[i]));
  return {};
}

}  // namespace repere::storage
