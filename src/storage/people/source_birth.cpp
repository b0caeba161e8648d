#include "storage/people/source_birth.hpp"

#include "storage/source_identities.hpp"

namespace repere::storage {

Result<std::optional<PartialDate>> source_birth(Statements& statements, workflows::Secrets& secrets, PatientId patient) {
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

}  // namespace repere::storage
