#include "storage/people/keep_ages.hpp"

#include "storage/people/inner_connection.hpp"
#include "storage/people/source_birth.hpp"
#include "storage/write_change.hpp"
#include "study/age.hpp"

namespace repere::storage {

using workflows::RowAction;

Result<void> keep_ages(Statements& statements, workflows::Secrets& secrets, const ReferenceData& reference,
                       KnownCentres& centres, PatientId patient, Instant at) {
  const auto birth = source_birth(statements, secrets, patient);
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
