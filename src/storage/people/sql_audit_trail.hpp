#pragma once
#include "storage/people/person_keys.hpp"
#include "workflows/audit/audit_trail.hpp"

namespace repere::storage {

/// The audit trail in SQL. A line's hash is keyed with a key outside the database and covers everything in the line, sealed
/// bytes as they are stored, and the hash of the line before: who has the database alone can neither change a line nor
/// write the chain anew, and destroying a person's key changes nothing in it.
class SqlAuditTrail final : public workflows::AuditTrail {
 public:
  SqlAuditTrail(Statements& statements, workflows::Secrets& secrets)
      : statements_(statements), secrets_(secrets), keys_(statements, secrets) {}
  Result<void> add(const workflows::AuditEntry& entry) override;
  Result<std::vector<workflows::AuditLine>> read(const access::Permit& permit,
                                                 const workflows::AuditFilter& filter) override;
  Result<std::pair<std::int64_t, std::string>> head() override;
  Result<workflows::TrailReport> verify(
      const std::optional<std::pair<std::int64_t, std::string>>& known_head) override;

 private:
  struct StoredLine;
  static StoredLine line_at(const Statement& row);
  std::string hash_of(const StoredLine& line, std::string_view previous);
  Result<std::string> seal(PatientId patient, std::int64_t number, const char* side,
                           const std::optional<Confidential<std::string>>& text, Instant now);
  Result<void> open(workflows::AuditLine& line, const StoredLine& stored);

  Statements& statements_;
  workflows::Secrets& secrets_;
  PersonKeys keys_;
};

}  // namespace repere::storage
