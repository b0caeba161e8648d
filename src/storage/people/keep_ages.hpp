#pragma once
#include "storage/people/case_rows.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Before a person's key is destroyed: writes the age at diagnosis, in whole years, to those tumours of the person whose
/// age only the birth date said. It is all that the registry needs of it.
Result<void> keep_ages(Statements& statements, workflows::Secrets& secrets, const ReferenceData& reference,
                       KnownCentres& centres, PatientId patient, Instant at);

}  // namespace repere::storage
