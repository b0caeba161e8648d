#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "storage/open_record_store.hpp"
#include "system/sodium_secrets.hpp"

// The key file of a database, and what is opened with it.
namespace repere::app {

/// Where the key file is: as said; or in the variable REPERE_KEYS_FILE; or beside a SQLite database, its name with ".key".
/// Errors: incorrect for a PostgreSQL database of which nothing says it
Result<std::filesystem::path> key_file_for(const std::string& url, const std::optional<std::string>& said);

/// Where the list of erasures is: beside the key file, its name with ".erased".
std::filesystem::path erasure_list_of(const std::filesystem::path& key_file);

/// The secrets of a database. A key file that is not there is made, and told on standard error, when nothing in the
/// database is sealed yet; a lost key is never silently replaced by another one.
/// Errors: those of MasterKey and of opening the database; not_found when the key is lost
Result<std::unique_ptr<system::SodiumSecrets>> open_secrets(const std::string& url, const std::filesystem::path& key_file,
                                                            storage::OpenMode mode);

}  // namespace repere::app
