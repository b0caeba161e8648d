#pragma once
#include "cli/services.hpp"
#include "domain/reference_data.hpp"

// The record as commands open it: with its key, or with its work of people.
namespace repere::app {

/// Errors: those of the key file and of open_record_store
Result<cli::OpenedRecord> open_record(const cli::RecordPlace& place, cli::RecordOpening opening,
                                      const ReferenceData& reference);

/// Errors: as open_record
Result<cli::OpenedWork> open_work(const cli::RecordPlace& place, const ReferenceData& reference,
                                  const workflows::Clock& clock);

/// What `migrate` would do, every step tried and taken back.
/// Errors: as migrate; those of the key file, which is never made here
Result<cli::MigrationPlan> plan_migration(const cli::RecordPlace& place);

}  // namespace repere::app
