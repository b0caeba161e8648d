#include "app/keys.hpp"

#include <cstdlib>
#include <iostream>

#include "storage/key_check.hpp"
#include "system/erasure_file.hpp"

namespace repere::app {

namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<system::SodiumSecrets>> secrets_with(const Result<system::MasterKey>& key) {
  if (!key) return tl::unexpected(key.error());
  return std::make_unique<system::SodiumSecrets>(*key);
}

Result<system::MasterKey> new_key(const fs::path& file) {
  std::error_code ignored;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
  auto made = system::MasterKey::create(file);
  if (made) {
    system::SodiumSecrets secrets(*made);
    if (auto listed = system::ErasureFile(erasure_list_of(file), secrets).add({}); !listed)
      return tl::unexpected(listed.error());
  }
  if (made)
    std::cerr << "made the key file " << file.string()
              << ": without it no identity can be opened. Keep a copy of it apart from the backups of the "
                 "database.\n";
  return made;
}

}  // namespace

Result<fs::path> key_file_for(const std::string& url, const std::optional<std::string>& said) {
  if (said && !said->empty()) return fs::path(*said);
  if (const char* file = std::getenv("REPERE_KEYS_FILE"); file && *file) return fs::path(file);
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) return fs::path(url.substr(sqlite.size()) + ".key");
  return fail(ErrorKind::incorrect,
              "a PostgreSQL database needs its key file, which stands outside the database: name it with --key, "
              "REPERE_KEYS_FILE, or keys.file of the configuration");
}

fs::path erasure_list_of(const fs::path& key_file) { return key_file.string() + ".erased"; }

Result<std::unique_ptr<system::SodiumSecrets>> open_secrets(const std::string& url, const fs::path& key_file,
                                                            storage::OpenMode mode) {
  auto key = system::MasterKey::read(key_file);
  if (key || key.error().kind != ErrorKind::not_found) return secrets_with(key);
  const auto database = storage::open_as_it_is(url, storage::OpenMode::existing_only);
  if (!database) {
    const bool to_be_made = database.error().kind == ErrorKind::not_found && mode == storage::OpenMode::create_if_missing;
    if (!to_be_made) return tl::unexpected(database.error());
    return secrets_with(new_key(key_file));
  }
  const auto sealed = storage::holds_secrets(**database);
  if (!sealed) return tl::unexpected(sealed.error());
  if (*sealed)
    return fail(ErrorKind::not_found,
                key_file.string() +
                    ": the key file is not there, and what is sealed in the database opens with it alone: put it "
                    "back, or name it with --key; no new one is made");
  return secrets_with(new_key(key_file));
}

}  // namespace repere::app
