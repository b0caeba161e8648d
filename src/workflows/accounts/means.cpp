#include "workflows/accounts/means.hpp"

namespace repere::workflows {

access::Caller caller_of(const Account& account, Instant now) {
  access::Caller caller;
  caller.account = account.id;
  for (const auto& appointment : account.appointments)
    if (appointment.in_force(now)) caller.appointments.push_back(appointment);
  return caller;
}

AuditEntry entry_of(const Means& means, const SignedIn& who, Deed deed, const Origin& origin) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.account = who.account.id;
  if (!who.caller.appointments.empty()) {
    entry.role = who.caller.appointments.front().role;
    entry.centre = who.caller.appointments.front().centre;
  }
  entry.deed = deed;
  entry.object = "account " + std::to_string(who.account.id.value);
  entry.request = origin.request;
  return entry;
}

}  // namespace repere::workflows
