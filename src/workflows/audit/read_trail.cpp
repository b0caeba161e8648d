#include "workflows/audit/read_trail.hpp"

namespace repere::workflows {

Result<std::vector<AuditLine>> read_trail(const Means& means, const Asking& asking,
                                          const AuditFilter& filter) {
  const auto permit = authorise_for(means, asking, access::Act::read_audit, access::of_the_network());
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<AuditLine>> lines;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    lines = work.audit().read(*permit, filter);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (!lines) return lines;
  const auto noted = means.transactions.write([&](Work& work) {
    AuditEntry entry = entry_of(means, asking, *permit);
    if (filter.patient) entry.patient = *filter.patient;
    entry.facts = "{\"lines\":" + std::to_string(lines->size()) + "}";
    return work.audit().add(entry);
  });
  if (!noted) return tl::unexpected(noted.error());
  return lines;
}

}  // namespace repere::workflows
