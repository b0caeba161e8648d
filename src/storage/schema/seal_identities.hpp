#pragma once
#include "storage/connection.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Carries the rows of `identity` over to `source_identity`, sealed; every person gets a key who has none. Each row is
/// checked before the first one is written.
/// Errors: incorrect when there are rows and no key, or when a row is of no data set or its birth date is none
Result<bool> seal_identities(Connection& connection, workflows::Secrets* secrets);

}  // namespace repere::storage
