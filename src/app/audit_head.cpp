#include "app/audit_head.hpp"

#include <fstream>

namespace repere::app {

namespace fs = std::filesystem;

Result<std::optional<AuditHead>> read_audit_head(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) return std::optional<AuditHead>();
  AuditHead head;
  if (!(stream >> head.first >> head.second) || head.first < 0)
    return fail(ErrorKind::incorrect,
                file.string() + ": this is not the end of an audit trail (a number and a hash)");
  return std::optional(head);
}

Result<void> write_audit_head(const fs::path& file, const AuditHead& head) {
  const fs::path next = file.string() + ".new";
  std::ofstream stream(next, std::ios::trunc);
  stream << head.first << " " << head.second << "\n";
  stream.close();
  std::error_code problem;
  if (stream) fs::rename(next, file, problem);
  if (!stream || problem)
    return fail(ErrorKind::unavailable, file.string() + ": the end of the audit trail cannot be noted there");
  return {};
}

}  // namespace repere::app
