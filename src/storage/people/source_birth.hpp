#pragma once
#include "base/ids.hpp"
#include "storage/people/query.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// The birth date of a patient as the source of the case gave it.
/// Shape: nothing when the source gave none, or the patient has no key any more
Result<std::optional<PartialDate>> source_birth(Statements& statements, workflows::Secrets& secrets, PatientId patient);

}  // namespace repere::storage
