#pragma once
#include "storage/connection.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Whether the database's secrets are those of this key; notes which key it is when nothing is noted yet.
/// Errors: incorrect when it is another one
Result<void> check_key(Connection& connection, workflows::Secrets& secrets);

/// Whether the database holds something that only its key opens: then no new one may be made.
Result<bool> holds_secrets(Connection& connection);

}  // namespace repere::storage
