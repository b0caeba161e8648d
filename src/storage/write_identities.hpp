#pragma once
#include <span>

#include "domain/registry/records.hpp"
#include "storage/write_state.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// A patient of a change, with the record's numbers.
struct IdentityToWrite {
  PatientId patient;
  std::int64_t dataset = 0;
  const std::string& source;
  const registry::Patient& row;
};

/// Writes what sources call new patients and when they were born, each sealed under a new key of their own.
/// Errors: fault for a patient without a key of the source; conflict when the source has this key already
Result<void> add_identities(WriteState& state, workflows::Secrets& secrets, Instant now,
                            std::span<const IdentityToWrite> patients);

/// Writes a new version for those patients whose key or birth date is another one. What an erased patient was called
/// stays closed; a row without a key leaves the identity as it is.
Result<void> replace_identities(WriteState& state, workflows::Secrets& secrets,
                                std::span<const IdentityToWrite> patients);

}  // namespace repere::storage
