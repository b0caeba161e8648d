#include "storage/people/keep_ages.hpp"

#include "storage/people/inner_connection.hpp"
#include "storage/source_identities.hpp"
#include "storage/write_change.hpp"
#include "study/age.hpp"

namespace repere::storage {

using workflows::RowAction;

namespace {

// Nothing when the patient has no key any more, or no identity of a source.
Result<std::optional<PartialDate>> birth_of(Statements& statements, workflows::Secrets& secrets, PatientId patient) {
  std::string sealed, key;
  REPERE_TRY(each_row(
      statements,
      "SELECT i.sealed, k.sealed FROM source_identity i JOIN person_key k ON k.patient = i.patient WHERE i.patient = $1 "
      "AND i.until IS NULL",
      [&](const Statement& row) {
        sealed = row.bytes(0);
        key = row.bytes(1);
      },
      patient.value));
  if (sealed.empty() || key.empty()) return std::optional<PartialDate>();
  const auto identity = open_identity(secrets, key, patient, sealed);
  if (!identity) return tl::unexpected(identity.error());
  return identity->birth.reveal();
}

}  // namespace

Result<void> keep_ages(Statements& statements, workflows::Secrets& secrets, const ReferenceData& reference,
                       KnownCentres& centres, PatientId patient, Instant at) {
  const auto birth = birth_of(statements, secrets, patient);
  if (!birth) return tl::unexpected(birth.error());
  if (!*birth) return {};
  auto file = read_case_rows(statements, reference, centres, patient);
  if (!file) return tl::unexpected(file.error());
  workflows::ChangeSet change{{workflows::RevisionKind::edit, at, "erasure", "the age at diagnosis is kept, the birth date goes"},
                              file->rows, {RowAction::keep}, {}, {}, std::nullopt};
  bool some = false;
  for (registry::Tumour& tumour : file->rows.tumours) {
    const auto age = tumour.age_at_diagnosis ? std::nullopt : study::whole_years_at(tumour.diagnosis, *birth);
    change.tumours.push_back(age ? RowAction::replace : RowAction::keep);
    if (age) tumour.age_at_diagnosis = age;
    some = some || age;
  }
  if (!some) return {};
  std::size_t number = 0;
  registry::for_each_act_table([&](const auto& table) {
    change.acts[number++].assign((file->rows.*(table.rows)).size(), RowAction::keep);
  });
  InnerConnection inside(statements.connection());
  REPERE_TRY(write_change(inside, reference, secrets, change));
  return {};
}

}  // namespace repere::storage
