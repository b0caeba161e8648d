#pragma once
#include "catalogue/geography.hpp"
#include "cli/services.hpp"
#include "domain/reference_data.hpp"
#include "system/configuration.hpp"
#include "workflows/audit/audit_trail.hpp"
#include "workflows/ports.hpp"

// A server with accounts: the database, the keys, the gate, the pages and the API put together.
namespace repere::app {

/// Where the key file of a configuration is: as configured, or beside a SQLite database.
/// Errors: incorrect for a PostgreSQL database without a key file
Result<std::filesystem::path> key_file_of(const system::Configuration& configuration);

/// Serves until it is stopped.
/// Errors: those of the configuration, the key file, the database and the addresses; forbidden for a demonstration on other than
///   synthetic data or other than this machine's own address
Result<void> serve_people(const cli::ServeRequest& request, const system::Configuration& configuration,
                          const ReferenceData& reference, const Geography& geography,
                          const workflows::Clock& clock);

/// Walks the audit trail: what is wrong with it, one line each; notes its end outside the database when it is whole.
Result<workflows::TrailReport> verify_trail(const system::Configuration& configuration,
                                            const ReferenceData& reference, const workflows::Clock& clock);

/// Invites the first administrator of a database without accounts; the one-time link's path.
Result<std::string> first_link(const system::Configuration& configuration, const ReferenceData& reference,
                               const workflows::Clock& clock, const std::string& login,
                               const std::string& name);

}  // namespace repere::app
