#pragma once
#include "storage/connection.hpp"
#include "workflows/ports.hpp"

namespace repere::storage {

/// Takes a revision back by a new one in one transaction.
/// Errors: those of RecordStore::undo; unsupported when the revision is itself an undo
Result<workflows::Revision> undo_revision(Connection& connection, RevisionId revision,
                                          const workflows::RevisionHeader& header);

}  // namespace repere::storage
