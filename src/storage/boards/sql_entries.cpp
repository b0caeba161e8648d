#include <map>

#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::Action;
using board::ActionId;
using board::Entries;
using board::Entry;
using board::MeetingId;
using board::PresentationId;
using Text = Confidential<std::string>;

namespace {

std::string field_context(const std::string& field, std::int64_t version) {
  return "field " + field + " " + std::to_string(version);
}

struct HeldEntry {
  std::int64_t presentation = 0;
  Entry entry;
  std::string sealed;
};

HeldEntry entry_at(const Statement& row) {
  return {row.whole(0),
          {std::string(row.text(1)), row.whole(2), AccountId{row.whole(3)}, instant_at(row, 4), {}},
          bytes_at(row, 5)};
}

constexpr const char* newest_of_one =
    "SELECT e.presentation, e.field, e.version, e.account, e.at, e.sealed FROM presentation_entry e WHERE "
    "e.presentation = "
    "$1 AND e.version = (SELECT MAX(o.version) FROM presentation_entry o WHERE o.presentation = "
    "e.presentation AND "
    "o.field = e.field)";
constexpr const char* newest_of_meeting =
    "SELECT e.presentation, e.field, e.version, e.account, e.at, e.sealed FROM presentation p JOIN "
    "presentation_entry e ON "
    "e.presentation = p.id WHERE p.meeting = $1 AND e.version = (SELECT MAX(o.version) FROM "
    "presentation_entry o WHERE "
    "o.presentation = e.presentation AND o.field = e.field)";

constexpr const char* somebody_wrote =
    "somebody else wrote this field meanwhile: both texts are kept; look at theirs, then write yours again";

}  // namespace

Result<std::int64_t> SqlBoards::write(const access::Permit& permit, PresentationId id, const Entry& entry) {
  REPERE_TRY(check_one_of(permit, {Act::prepare_board, Act::record_decision}));
  const auto subject = subject_of(id);
  if (!subject) return tl::unexpected(subject.error());
  if (board::is_signed(subject->stage) || subject->is_signed)
    return fail(ErrorKind::conflict, "the report is signed and does not change any more: add an addendum");
  std::int64_t held = 0;
  REPERE_TRY(each_row(
      statements_,
      "SELECT COALESCE(MAX(version), 0) FROM presentation_entry WHERE presentation = $1 AND field = $2",
      [&](const Statement& row) { held = row.whole(0); }, id.value, entry.field));
  if (held != entry.version) return fail(ErrorKind::conflict, somebody_wrote);
  const std::int64_t next = held + 1;
  const auto sealed = seal(*subject, field_context(entry.field, next), entry.text);
  if (!sealed) return tl::unexpected(sealed.error());
  const auto added =
      change(statements_,
             "INSERT INTO presentation_entry (presentation, field, version, account, at, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
             id.value, entry.field, next, entry.account.value, entry.at, Bytes{*sealed});
  if (!added) return tl::unexpected(added.error());
  if (*added == 0) return fail(ErrorKind::conflict, somebody_wrote);
  return next;
}

Result<Entries> SqlBoards::entries(const access::Permit& permit, PresentationId id) {
  REPERE_TRY(check_reading(permit));
  const auto subject = subject_of(id);
  if (!subject) return tl::unexpected(subject.error());
  const auto key = keys_.find(subject->patient);
  if (!key) return tl::unexpected(key.error());
  std::vector<HeldEntry> held;
  REPERE_TRY(each_row(
      statements_, newest_of_one, [&](const Statement& row) { held.push_back(entry_at(row)); }, id.value));
  Entries entries;
  for (HeldEntry& one : held) {
    auto text = open(key->sealed, id, field_context(one.entry.field, one.entry.version), one.sealed);
    if (!text) return tl::unexpected(text.error());
    one.entry.text = std::move(*text);
    entries[one.entry.field] = std::move(one.entry);
  }
  return entries;
}

Result<std::vector<Entries>> SqlBoards::entries_of_meeting(const access::Permit& permit, MeetingId id) {
  REPERE_TRY(check_reading(permit));
  std::map<std::int64_t, std::pair<std::size_t, workflows::SealedPersonKey>> places;
  REPERE_TRY(each_row(
      statements_,
      "SELECT p.id, k.sealed FROM presentation p LEFT JOIN person_key k ON k.patient = p.patient WHERE "
      "p.meeting = $1 "
      "ORDER BY p.position, p.id",
      [&](const Statement& row) {
        const std::size_t place = places.size();
        places[row.whole(0)] = {place, bytes_at(row, 1)};
      },
      id.value));
  std::vector<HeldEntry> held;
  REPERE_TRY(each_row(
      statements_, newest_of_meeting, [&](const Statement& row) { held.push_back(entry_at(row)); },
      id.value));
  std::vector<Entries> all(places.size());
  for (HeldEntry& one : held) {
    const auto& [place, key] = places.at(one.presentation);
    auto text = open(key, PresentationId{one.presentation}, field_context(one.entry.field, one.entry.version),
                     one.sealed);
    if (!text) return tl::unexpected(text.error());
    one.entry.text = std::move(*text);
    all[place][one.entry.field] = std::move(one.entry);
  }
  return all;
}

Result<std::map<PresentationId, Confidential<std::string>>> SqlBoards::texts_of(const access::Permit& permit, const workflows::PresentationFilter& filter,
                                                                                const std::string& field) {
  REPERE_TRY(check_reading(permit));
  struct Held {
    PresentationId id;
    std::int64_t version = 0;
    std::string sealed;
    workflows::SealedPersonKey key;
  };
  std::vector<Held> held;
  Conditions conditions = conditions_of(filter);
  conditions.add("e.field = ?", field);
  conditions.add("e.version = (SELECT MAX(o.version) FROM presentation_entry o WHERE o.presentation = e.presentation AND o.field = ?)", field);
  REPERE_TRY(conditions.each_row(statements_,
                                 "SELECT e.presentation, e.version, e.sealed, k.sealed FROM presentation p JOIN board_meeting m ON m.id = p.meeting JOIN tumour_board b ON b.id = m.board "
                                 "JOIN presentation_entry e ON e.presentation = p.id LEFT JOIN person_key k ON k.patient = p.patient",
                                 "", [&](const Statement& row) { held.push_back({PresentationId{row.whole(0)}, row.whole(1), bytes_at(row, 2), bytes_at(row, 3)}); }));
  std::map<PresentationId, Confidential<std::string>> texts;
  for (const Held& one : held) {
    auto text = open(one.key, one.id, field_context(field, one.version), one.sealed);
    if (!text) return tl::unexpected(text.error());
    if (!text->reveal().empty()) texts.emplace(one.id, std::move(*text));
  }
  return texts;
}

Result<std::map<PresentationId, Instant>> SqlBoards::referred(const workflows::PresentationFilter& filter) {
  std::map<PresentationId, Instant> received;
  REPERE_TRY(conditions_of(filter).each_row(statements_,
                                            "SELECT p.id, r.received FROM presentation p JOIN board_meeting m ON m.id = p.meeting JOIN tumour_board b ON b.id = m.board "
                                            "JOIN referral r ON r.id = p.referral",
                                            "", [&](const Statement& row) { received.emplace(PresentationId{row.whole(0)}, instant_at(row, 1)); }));
  return received;
}

Result<workflows::EntryHistory> SqlBoards::history(const access::Permit& permit, PresentationId id,
                                                   const std::string& field) {
  REPERE_TRY(check_reading(permit));
  const auto subject = subject_of(id);
  if (!subject) return tl::unexpected(subject.error());
  const auto key = keys_.find(subject->patient);
  if (!key) return tl::unexpected(key.error());
  std::vector<HeldEntry> held;
  REPERE_TRY(each_row(
      statements_,
      "SELECT presentation, field, version, account, at, sealed FROM presentation_entry WHERE presentation = "
      "$1 AND field = "
      "$2 ORDER BY version",
      [&](const Statement& row) { held.push_back(entry_at(row)); }, id.value, field));
  workflows::EntryHistory history;
  for (HeldEntry& one : held) {
    auto text = open(key->sealed, id, field_context(field, one.entry.version), one.sealed);
    if (!text) return tl::unexpected(text.error());
    one.entry.text = std::move(*text);
    history.push_back(std::move(one.entry));
  }
  return history;
}

}  // namespace repere::storage
