#pragma once
#include <optional>
#include <string>

#include "domain/reference_data.hpp"
#include "storage/connection.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// The cases as revision `as_of` left them, all read at one moment. A patient who was erased has no birth date and a key
/// that stands for the source's.
/// Errors: those of RecordStore::read; unsupported when the record names a code that `reference` has not
Result<registry::Registry> read_registry(Connection& connection, const ReferenceData& reference,
                                         workflows::Secrets& secrets, std::optional<RevisionId> as_of,
                                         const std::optional<std::string>& source);

}  // namespace repere::storage
