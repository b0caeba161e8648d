#pragma once
#include <memory>
#include <string_view>

#include "domain/reference_data.hpp"
#include "storage/migrations.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// What to do when there is no database yet.
enum class OpenMode { create_if_missing, existing_only };

/// Opens the database at `url` (sqlite:path or postgresql://user@host/name) and brings its tables to this
/// program's version.
/// Shape: without secrets, nothing sealed can be read, and a step of migration that needs them is refused
/// Errors: incorrect when the URL is none, or the database is another program's, or sealed with another key; not_found when there is no
///   record and none may be made; unsupported for one written by a newer version; busy, unavailable
Result<std::unique_ptr<Connection>> open_connection(std::string_view url, OpenMode mode,
                                                    workflows::Secrets* secrets = nullptr);

/// The same, its tables left as they are.
Result<std::unique_ptr<Connection>> open_as_it_is(std::string_view url, OpenMode mode);

/// All migrations of the engine that the URL names.
std::span<const Migration> migrations_for(std::string_view url);

/// The same as open_connection, as a record.
/// Shape: `reference` and `secrets` outlive the store
Result<std::unique_ptr<workflows::RecordStore>> open_record_store(std::string_view url, OpenMode mode,
                                                                  const ReferenceData& reference,
                                                                  workflows::Secrets& secrets);

}  // namespace repere::storage
