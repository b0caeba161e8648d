#pragma once
#include "domain/reference_data.hpp"
#include "storage/connection.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Writes a change as one revision in one transaction.
/// Errors: those of RecordStore::apply; fault when the change refers to rows that it does not have
Result<workflows::Revision> write_change(Connection& connection, const ReferenceData& reference,
                                         workflows::Secrets& secrets, const workflows::ChangeSet& change);

}  // namespace repere::storage
