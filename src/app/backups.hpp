#pragma once
#include "cli/services.hpp"
#include "domain/reference_data.hpp"

// Backups for the commands: which engine a URL names, and where the key is.
namespace repere::app {

Result<cli::BackupSummary> save_backup(const std::string& url, const std::filesystem::path& file,
                                       const std::filesystem::path& key_file, Instant now);
/// Errors: not_found for a backup with sealed identities when the key file or the list of erasures is not there; incorrect
///   when the list lacks an erasure that the backup has
Result<cli::RestoredBackup> restore_backup(const cli::RestoreRequest& request, const ReferenceData& reference,
                                           const workflows::Clock& clock);
Result<cli::BackupSummary> verify_backup(const std::filesystem::path& file,
                                         const std::filesystem::path& key_file);

}  // namespace repere::app
