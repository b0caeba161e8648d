// What is written about a patient, sealed under the patient's own key: it opens nowhere but where it was written.
#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::Act;
using board::PresentationId;
using Text = Confidential<std::string>;

namespace {

std::string context_of(PresentationId id, std::string_view what) {
  return "presentation " + std::to_string(id.value) + " " + std::string(what);
}

}  // namespace

Result<void> SqlBoards::check_reading(const access::Permit& permit) {
  return check_one_of(permit, {Act::read_case, Act::prepare_board, Act::record_decision, Act::sign_decision,
                               Act::edit_case, Act::read_indicators});
}

Result<void> SqlBoards::check_reading_report(const access::Permit& permit) {
  return permit.act() == Act::read_referral || permit.act() == Act::read_sent_report ? Result<void>() : check_reading(permit);
}

Result<SqlBoards::Subject> SqlBoards::subject_of(PresentationId id) {
  std::optional<Subject> found;
  REPERE_TRY(each_row(
      statements_,
      "SELECT p.patient, p.stage, (SELECT COUNT(*) FROM board_signature s WHERE s.presentation = p.id) FROM "
      "presentation p "
      "WHERE p.id = $1",
      [&](const Statement& row) {
        found =
            Subject{id, PatientId{row.whole(0)}, static_cast<board::Stage>(row.whole(1)), row.whole(2) != 0};
      },
      id.value));
  if (!found) return fail(ErrorKind::not_found, "there is no such presentation");
  return *found;
}

// An empty text needs no key: a case whose person was erased still goes through its stages.
Result<std::string> SqlBoards::seal(const Subject& subject, std::string_view what, const Text& text) {
  if (text.reveal().empty()) return std::string();
  const auto key = keys_.find_or_make(subject.patient, clock_.now());
  if (!key) return tl::unexpected(key.error());
  if (key->destroyed)
    return fail(ErrorKind::conflict, "this person was erased: nothing can be written about them any more");
  return secrets_.seal_for(key->sealed, context_of(subject.id, what), text);
}

// What was sealed with a key that is destroyed stays empty.
Result<Text> SqlBoards::open(const workflows::SealedPersonKey& key, PresentationId id, std::string_view what,
                             const std::string& sealed) {
  if (key.empty() || sealed.empty()) return Text();
  return secrets_.open_for(key, context_of(id, what), sealed);
}

Result<Text> SqlBoards::open_of(PresentationId id, std::string_view what, const std::string& sealed) {
  const auto subject = subject_of(id);
  if (!subject) return tl::unexpected(subject.error());
  const auto key = keys_.find(subject->patient);
  if (!key) return tl::unexpected(key.error());
  return open(key->sealed, id, what, sealed);
}

}  // namespace repere::storage
