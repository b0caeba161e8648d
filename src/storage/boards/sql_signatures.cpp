#include "storage/boards/board_rows.hpp"
#include "storage/boards/sql_boards.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using board::Addendum;
using board::PresentationId;
using board::Signature;
using workflows::Judgement;

namespace {

const std::string all_signatures =
    "SELECT s.presentation, s.account, s.name, s.at, s.stage, s.quorum, s.present, s.fingerprint, s.sealed "
    "FROM board_signature s JOIN presentation p ON p.id = s.presentation JOIN board_meeting m ON m.id = "
    "p.meeting "
    "JOIN tumour_board b ON b.id = m.board";

constexpr const char* signature_context = "signature";
std::string addendum_context(std::int64_t number) { return "addendum " + std::to_string(number); }
std::string judgement_context(std::int64_t number) { return "judgement " + std::to_string(number); }

Signature signature_at(const Statement& row) {
  Signature one;
  one.presentation = PresentationId{row.whole(0)};
  one.account = AccountId{row.whole(1)};
  one.name = row.text(2);
  one.at = instant_at(row, 3);
  one.as = static_cast<board::Stage>(row.whole(4));
  one.quorum = row.whole(5) != 0;
  one.present = stays_in(row.text(6));
  one.fingerprint = row.text(7);
  return one;
}

}  // namespace

Result<void> SqlBoards::sign(const access::Permit& permit, const Signature& signature) {
  REPERE_TRY(check_permit(permit, Act::sign_decision));
  const auto subject = subject_of(signature.presentation);
  if (!subject) return tl::unexpected(subject.error());
  const auto sealed = seal(*subject, signature_context, signature.content);
  if (!sealed) return tl::unexpected(sealed.error());
  const auto added = change(statements_,
                            "INSERT INTO board_signature (presentation, account, name, at, stage, quorum, "
                            "present, sealed, fingerprint) "
                            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
                            signature.presentation.value, signature.account.value, signature.name,
                            signature.at, static_cast<int>(signature.as), signature.quorum,
                            text_of_stays(signature.present), Bytes{*sealed}, signature.fingerprint);
  if (!added) return tl::unexpected(added.error());
  if (*added == 0)
    return fail(ErrorKind::conflict,
                "it is signed already: read the report, and add an addendum when it needs one");
  return {};
}

Result<std::optional<Signature>> SqlBoards::signature(const access::Permit& permit, PresentationId id) {
  REPERE_TRY(check_reading_report(permit));
  std::optional<Signature> found;
  std::string sealed;
  Conditions conditions;
  conditions.add("s.presentation = ?", id.value);
  REPERE_TRY(conditions.each_row(statements_, all_signatures, "", [&](const Statement& row) {
    found = signature_at(row);
    sealed = bytes_at(row, 8);
  }));
  if (!found) return found;
  auto content = open_of(id, signature_context, sealed);
  if (!content) return tl::unexpected(content.error());
  found->content = std::move(*content);
  return found;
}

Result<std::vector<Signature>> SqlBoards::signatures(const workflows::PresentationFilter& filter) {
  std::vector<Signature> all;
  REPERE_TRY(conditions_of(filter).each_row(statements_, all_signatures,
                                            " ORDER BY m.starts, p.meeting, p.position, p.id",
                                            [&](const Statement& row) { all.push_back(signature_at(row)); }));
  return all;
}

Result<void> SqlBoards::add(const access::Permit& permit, PresentationId id, const Addendum& addendum) {
  REPERE_TRY(check_permit(permit, Act::sign_decision));
  const auto subject = subject_of(id);
  if (!subject) return tl::unexpected(subject.error());
  if (!subject->is_signed)
    return fail(ErrorKind::conflict,
                "it is not signed yet: an addendum belongs to a signed report; change the text itself");
  std::int64_t number = 1;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM board_addendum WHERE presentation = $1",
      [&](const Statement& row) { number = row.whole(0); }, id.value));
  const auto sealed = seal(*subject, addendum_context(number), addendum.text);
  if (!sealed) return tl::unexpected(sealed.error());
  REPERE_TRY(
      change(statements_,
             "INSERT INTO board_addendum (presentation, number, account, name, at, sealed, fingerprint) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7)",
             id.value, number, addendum.account.value, addendum.name, addendum.at, Bytes{*sealed},
             addendum.fingerprint));
  return {};
}

Result<std::vector<Addendum>> SqlBoards::addenda(const access::Permit& permit, PresentationId id) {
  REPERE_TRY(check_reading_report(permit));
  std::vector<Addendum> all;
  std::vector<std::string> sealed;
  REPERE_TRY(each_row(
      statements_,
      "SELECT number, account, name, at, fingerprint, sealed FROM board_addendum WHERE presentation = $1 "
      "ORDER BY number",
      [&](const Statement& row) {
        all.push_back({row.whole(0),
                       AccountId{row.whole(1)},
                       std::string(row.text(2)),
                       instant_at(row, 3),
                       {},
                       std::string(row.text(4))});
        sealed.push_back(bytes_at(row, 5));
      },
      id.value));
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto text = open_of(id, addendum_context(all[i].number), sealed[i]);
    if (!text) return tl::unexpected(text.error());
    all[i].text = std::move(*text);
  }
  return all;
}

Result<void> SqlBoards::judge(const access::Permit& permit, const Judgement& judgement) {
  REPERE_TRY(check_one_of(permit, {Act::edit_case, Act::prepare_board, Act::record_decision}));
  const auto subject = subject_of(judgement.presentation);
  if (!subject) return tl::unexpected(subject.error());
  std::int64_t number = 1;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM decision_judgement WHERE presentation = $1",
      [&](const Statement& row) { number = row.whole(0); }, judgement.presentation.value));
  const auto sealed = seal(*subject, judgement_context(number), judgement.reason);
  if (!sealed) return tl::unexpected(sealed.error());
  REPERE_TRY(change(statements_,
                    "INSERT INTO decision_judgement (presentation, number, followed, account, at, sealed) "
                    "VALUES ($1, $2, $3, $4, $5, $6)",
                    judgement.presentation.value, number, static_cast<int>(judgement.followed),
                    judgement.account.value, judgement.at, Bytes{*sealed}));
  return {};
}

Result<std::optional<Judgement>> SqlBoards::judgement(const access::Permit& permit, PresentationId id) {
  REPERE_TRY(check_reading(permit));
  std::optional<Judgement> newest;
  std::int64_t number = 0;
  std::string sealed;
  REPERE_TRY(each_row(
      statements_,
      "SELECT number, followed, account, at, sealed FROM decision_judgement WHERE presentation = $1 ORDER BY "
      "number DESC "
      "LIMIT 1",
      [&](const Statement& row) {
        number = row.whole(0);
        newest = Judgement{
            id, static_cast<board::Followed>(row.whole(1)), {}, AccountId{row.whole(2)}, instant_at(row, 3)};
        sealed = bytes_at(row, 4);
      },
      id.value));
  if (!newest) return newest;
  auto reason = open_of(id, judgement_context(number), sealed);
  if (!reason) return tl::unexpected(reason.error());
  newest->reason = std::move(*reason);
  return newest;
}

}  // namespace repere::storage
