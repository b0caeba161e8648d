#include "storage/people/person_keys.hpp"

namespace repere::storage {

Result<PersonKeys::Key> PersonKeys::find(PatientId patient) {
  Key key;
  REPERE_TRY(each_row(
      statements_, "SELECT sealed, destroyed FROM person_key WHERE patient = $1",
      [&](const Statement& row) {
        key.sealed = row.bytes(0);
        key.destroyed = !row.is_null(1);
      },
      patient.value));
  return key;
}

Result<PersonKeys::Key> PersonKeys::find_or_make(PatientId patient, Instant now) {
  auto key = find(patient);
  if (!key || key->destroyed || !key->sealed.empty()) return key;
  key->sealed = secrets_.new_person_key();
  REPERE_TRY(change(statements_, "INSERT INTO person_key (patient, sealed, made) VALUES ($1, $2, $3)",
                    patient.value, Bytes{key->sealed}, now));
  return key;
}

Result<void> PersonKeys::destroy(PatientId patient, Instant now) {
  REPERE_TRY(change(statements_,
                    "INSERT INTO person_key (patient, sealed, made, destroyed) VALUES ($1, NULL, $2, $3) "
                    "ON CONFLICT (patient) DO UPDATE SET sealed = NULL, destroyed = excluded.destroyed",
                    patient.value, now, now));
  return {};
}

}  // namespace repere::storage
