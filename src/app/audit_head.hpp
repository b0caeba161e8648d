#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace repere::app {

/// The end of the audit trail as a file outside the database holds it: number and hash of a line.
using AuditHead = std::pair<std::int64_t, std::string>;

/// Errors: incorrect when the file holds something else; a file that is not there is no error
Result<std::optional<AuditHead>> read_audit_head(const std::filesystem::path& file);
/// Replaces the file in one step.
Result<void> write_audit_head(const std::filesystem::path& file, const AuditHead& head);

}  // namespace repere::app
