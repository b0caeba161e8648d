#include "storage/people/sql_persons.hpp"

#include <algorithm>

#include "storage/boards/board_rows.hpp"
#include "storage/people/keep_ages.hpp"
#include "storage/people/name_hash.hpp"
#include "storage/people/source_birth.hpp"
#include "workflows/cases/name_folding.hpp"

namespace repere::storage {

using access::Act;
using workflows::Person;
using workflows::PersonMatch;
using workflows::PersonQuery;

namespace {

using Text = Confidential<std::string>;

constexpr std::string_view layout = "person 1";  // the first text of what is sealed: which texts follow

std::string context_of(PatientId patient) { return "person " + std::to_string(patient.value); }

// Sealed as they stand here.
std::array<const Text*, 8> texts_of(const Person& person) {
  return {&person.birth_name, &person.used_name, &person.given_names,  &person.birth_place,
          &person.ins,        &person.ins_oid,   &person.local_number, &person.contact};
}

Text packed(const Person& person) {
  std::string all;
  pack(all, layout);
  for (const Text* text : texts_of(person)) pack(all, text->reveal());
  pack(all, person.birth.reveal() ? person.birth.reveal()->text() : std::string());
  pack(all, person.ins_qualified ? "1" : "0");
  return Text(std::move(all));
}

Result<Person> unpacked(PatientId patient, std::int64_t version, const Text& sealed) {
  auto texts = unpack(sealed.reveal());
  if (texts.size() != 11 || texts[0] != layout)
    return fail(ErrorKind::unsupported,
                "an identity was written by a newer version of this program: install that version");
  Person person{
      patient,        version,        Text(texts[1]), Text(texts[2]),   Text(texts[3]), {},
      Text(texts[4]), Text(texts[5]), Text(texts[6]), texts[10] == "1", Text(texts[7]), Text(texts[8])};
  if (!texts[9].empty()) {
    const auto birth = PartialDate::parse(texts[9]);
    if (!birth)
      return fail(ErrorKind::unavailable,
                  "an identity cannot be read; the database is damaged: restore a backup");
    person.birth = Confidential<std::optional<PartialDate>>(*birth);
  }
  return person;
}

}  // namespace

Result<Person> SqlPersons::read(const access::Permit& permit, PatientId patient) {
  // Whoever a report was sent to reads whose it is.
  REPERE_TRY(check_one_of(permit, {Act::read_identity, Act::read_sent_report}));
  std::string sealed;
  std::int64_t version = 0;
  REPERE_TRY(each_row(
      statements_, "SELECT version, sealed FROM person WHERE patient = $1",
      [&](const Statement& row) {
        version = row.whole(0);
        sealed = row.bytes(1);
      },
      patient.value));
  const auto key = keys_.find(patient);
  if (!key) return tl::unexpected(key.error());
  if (sealed.empty() || key->sealed.empty())
    return fail(ErrorKind::not_found,
                key->destroyed ? "this person was erased" : "nothing is recorded of who this patient is");
  const auto text = secrets_.open_for(key->sealed, context_of(patient), sealed);
  if (!text) return tl::unexpected(text.error());
  return unpacked(patient, version, *text);
}

std::vector<std::string> SqlPersons::hashes_of(const Person& person) {
  std::vector<std::string> hashes;
  for (const Text* number : {&person.ins, &person.local_number})
    if (const auto folded = workflows::folded_number(number->reveal()); !folded.empty())
      hashes.push_back(secrets_.hash(workflows::HashedFor::person_number, folded));
  if (const auto& birth = person.birth.reveal())
    for (const Text* family : {&person.birth_name, &person.used_name})
      if (!family->reveal().empty())
        hashes.push_back(name_hash(secrets_, family->reveal(), person.given_names.reveal(), *birth));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

Result<void> SqlPersons::write_hashes(const Person& person) {
  REPERE_TRY(change(statements_, "DELETE FROM person_hash WHERE patient = $1", person.patient.value));
  for (const auto& hash : hashes_of(person))
    REPERE_TRY(change(statements_, "INSERT INTO person_hash (hash, patient) VALUES ($1, $2)", hash,
                      person.patient.value));
  return {};
}

Result<void> SqlPersons::write(const access::Permit& permit, const Person& person) {
  REPERE_TRY(check_permit(permit, Act::correct_identity));
  const auto key = keys_.find_or_make(person.patient, clock_.now());
  if (!key) return tl::unexpected(key.error());
  if (key->destroyed)
    return fail(ErrorKind::conflict, "this person was erased: nothing can be recorded of who they are");
  const auto sealed = secrets_.seal_for(key->sealed, context_of(person.patient), packed(person));
  if (!sealed) return tl::unexpected(sealed.error());
  const auto changed =
      person.version == 0
          ? change(statements_, "INSERT INTO person (patient, version, sealed) VALUES ($1, 1, $2)",
                   person.patient.value, Bytes{*sealed})
          : change(statements_,
                   "UPDATE person SET version = version + 1, sealed = $1 WHERE patient = $2 AND version = $3",
                   Bytes{*sealed}, person.patient.value, person.version);
  const bool stale = changed ? *changed == 0 : changed.error().kind == ErrorKind::conflict;
  if (stale)
    return fail(ErrorKind::conflict,
                "the identity was changed meanwhile: look at it again, then repeat your change");
  if (!changed) return tl::unexpected(changed.error());
  return write_hashes(person);
}

Result<std::vector<PersonMatch>> SqlPersons::search(const access::Permit& permit, const PersonQuery& query) {
  REPERE_TRY(check_permit(permit, Act::search_people));
  const auto number = workflows::folded_number(query.number.reveal());
  std::string hash;
  if (!number.empty())
    hash = secrets_.hash(workflows::HashedFor::person_number, number);
  else if (!query.family_name.reveal().empty() && !query.given_name.reveal().empty() && query.birth)
    hash = name_hash(secrets_, query.family_name.reveal(), query.given_name.reveal(), *query.birth);
  else
    return fail(
        ErrorKind::incorrect,
        "a person is searched by an identifier, or by family name, first given name and birth date together");
  std::vector<PersonMatch> matches;
  REPERE_TRY(each_row(
      statements_,
      "SELECT h.patient, COALESCE((SELECT MIN(t.centre) FROM tumour t WHERE t.patient = h.patient AND "
      "t.until IS NULL), '') "
      "FROM person_hash h WHERE h.hash = $1 ORDER BY h.patient",
      [&](const Statement& row) {
        matches.push_back({PatientId{row.whole(0)}, std::string(row.text(1))});
      },
      hash));
  return matches;
}

// What stands in clear finds the few that may be; the sealed birth date decides.
Result<std::vector<PatientId>> SqlPersons::twins(const access::Permit& permit, PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::read_case));
  std::vector<PatientId> candidates, same;
  REPERE_TRY(each_row(
      statements_,
      "SELECT DISTINCT q.id FROM patient p JOIN tumour t ON t.patient = p.id AND t.until IS NULL JOIN tumour u ON "
      "u.diagnosis_date = t.diagnosis_date AND u.until IS NULL AND u.patient <> p.id JOIN patient q ON q.id = u.patient "
      "AND q.until IS NULL WHERE p.id = $1 AND p.until IS NULL AND q.sex = p.sex AND p.sex <> 'unknown' AND "
      "q.department = p.department AND p.department <> '' AND LENGTH(t.diagnosis_date) = 10 ORDER BY q.id",
      [&](const Statement& row) { candidates.push_back(PatientId{row.whole(0)}); }, patient.value));
  if (candidates.empty()) return same;
  const auto birth = source_birth(statements_, secrets_, patient);
  if (!birth) return tl::unexpected(birth.error());
  if (!*birth || !(*birth)->exact()) return same;
  for (const PatientId one : candidates) {
    const auto other = source_birth(statements_, secrets_, one);
    if (!other) return tl::unexpected(other.error());
    if (*other && **other == **birth) same.push_back(one);
  }
  return same;
}

Result<void> SqlPersons::erase(const access::Permit& permit, PatientId patient, const std::string& reason,
                               Instant at) {
  REPERE_TRY(check_permit(permit, Act::erase_person));
  if (reason.empty())
    return fail(ErrorKind::incorrect, "an erasure needs its reason: the request it answers");
  return forget(patient, at);
}

Result<void> SqlPersons::forget(PatientId patient, Instant at) {
  REPERE_TRY(keep_ages(statements_, secrets_, reference_, centres_, patient, at));
  REPERE_TRY(keys_.destroy(patient, at));
  REPERE_TRY(change(statements_, "DELETE FROM person_hash WHERE patient = $1", patient.value));
  REPERE_TRY(change(statements_, "DELETE FROM person WHERE patient = $1", patient.value));
  // A referral that became this patient's case says who it is under a key of its own.
  REPERE_TRY(change(statements_,
                    "UPDATE referral SET sealed_key = NULL, person_hash = '' WHERE id IN (SELECT c.referral FROM "
                    "referral_case c WHERE c.patient = $1)",
                    patient.value));
  return {};
}

std::string SqlPersons::mark_of(PatientId patient, std::string_view pseudonym) {
  std::string text;
  pack(text, "mark");
  pack(text, std::to_string(patient.value));
  pack(text, pseudonym);
  return secrets_.hash(workflows::HashedFor::erasure, text);
}

Result<std::vector<workflows::Erasure>> SqlPersons::erasures() {
  std::vector<workflows::Erasure> all;
  REPERE_TRY(each_row(
      statements_,
      "SELECT k.patient, k.destroyed, COALESCE((SELECT MIN(p.pseudonym) FROM patient p WHERE p.id = k.patient), '') FROM "
      "person_key k WHERE k.destroyed IS NOT NULL ORDER BY k.patient",
      [&](const Statement& row) {
        const PatientId patient{row.whole(0)};
        all.push_back({patient, mark_of(patient, row.text(2)), instant_at(row, 1)});
      }));
  return all;
}

Result<bool> SqlPersons::erase_again(const workflows::Erasure& erasure) {
  std::string pseudonym;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MIN(pseudonym), '') FROM patient WHERE id = $1",
      [&](const Statement& row) { pseudonym = row.text(0); }, erasure.patient.value));
  if (mark_of(erasure.patient, pseudonym) != erasure.mark) return false;
  const auto key = keys_.find(erasure.patient);
  if (!key) return tl::unexpected(key.error());
  if (key->destroyed) return false;
  REPERE_TRY(forget(erasure.patient, erasure.at));
  return true;
}

Result<std::string> SqlPersons::research_pseudonym(const access::Permit& permit, const std::string& project,
                                                   PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::export_cases));
  if (project.empty())
    return fail(ErrorKind::incorrect, "a research pseudonym needs the name of its project");
  std::string text;
  pack(text, project);
  pack(text, std::to_string(patient.value));
  return secrets_.hash(workflows::HashedFor::research, text).substr(0, 32);
}

}  // namespace repere::storage
