#pragma once
#include "cli/services.hpp"

// Backups for the commands: which engine a URL names, and where the key is.
namespace repere::app {

Result<cli::BackupSummary> save_backup(const std::string& url, const std::filesystem::path& file,
                                       const std::filesystem::path& key_file, Instant now);
Result<cli::BackupSummary> restore_backup(const std::filesystem::path& file, const std::string& url,
                                          const std::filesystem::path& key_file);
Result<cli::BackupSummary> verify_backup(const std::filesystem::path& file,
                                         const std::filesystem::path& key_file);

}  // namespace repere::app
