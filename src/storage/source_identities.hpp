#pragma once
#include <optional>
#include <string>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "workflows/secrets.hpp"

// What an import keeps of who a patient is: sealed under the person's own key, found by a keyed hash.
namespace repere::storage {

struct SourceIdentity {
  Confidential<std::string> key;  ///< what the source calls the patient
  Confidential<std::optional<PartialDate>> birth;
};

/// The same source and key give the same text; nobody can try keys without the master key.
std::string hash_of_key(workflows::Secrets& secrets, const std::string& source,
                        const Confidential<std::string>& key);

Result<workflows::Sealed> seal_identity(workflows::Secrets& secrets, const workflows::SealedPersonKey& person,
                                        PatientId patient, const SourceIdentity& identity);

/// Errors: unavailable when it does not open; unsupported when a newer version sealed it
Result<SourceIdentity> open_identity(workflows::Secrets& secrets, const workflows::SealedPersonKey& person,
                                     PatientId patient, const workflows::Sealed& sealed);

/// What stands for the key of a patient who was erased: always the same one for the same key.
std::string key_of_erased(std::string_view key_hash);

}  // namespace repere::storage
