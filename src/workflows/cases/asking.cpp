#include "workflows/cases/asking.hpp"

namespace repere::workflows {

AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.account = permit.account();
  entry.role = permit.role();
  entry.deed = deed_of(permit.act());
  entry.emergency = permit.broke_the_glass();
  entry.reason = permit.emergency_reason();
  entry.request = asking.origin.request;
  for (const auto& appointment : asking.caller.appointments)
    if (appointment.role == permit.role()) {
      entry.centre = appointment.centre;
      break;
    }
  return entry;
}

AuditEntry refusal_of(const Means& means, const Asking& asking, access::Act act) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.account = asking.caller.account;
  entry.deed = deed_of(act);
  entry.outcome = Outcome::refused;
  entry.request = asking.origin.request;
  if (!asking.caller.appointments.empty()) {
    entry.role = asking.caller.appointments.front().role;
    entry.centre = asking.caller.appointments.front().centre;
  }
  return entry;
}

namespace {

// What was refused is written down before it is told; so is a broken glass, so that no crash can lose it.
Result<access::Permit> recorded(const Means& means, const Asking& asking, access::Act act, PatientId patient,
                                Result<access::Permit> permit) {
  if (permit && !permit->broke_the_glass()) return permit;
  const auto written = means.transactions.write([&](Work& work) {
    AuditEntry entry = permit ? entry_of(means, asking, *permit) : refusal_of(means, asking, act);
    entry.patient = patient;
    if (permit) entry.facts = R"({"opened":true})";
    return work.audit().add(entry);
  });
  if (!written) return tl::unexpected(written.error());
  return permit;
}

}  // namespace

Result<access::Permit> authorise_for_case(const Means& means, const Asking& asking, access::Act act,
                                          PatientId patient, const ReadPermitted& then) {
  std::optional<Result<access::Permit>> answer;
  bool known = true;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto found = work.cases().standing(patient);
    known = found || found.error().kind != ErrorKind::not_found;
    if (!found && known) return tl::unexpected(found.error());
    answer.emplace(access::authorise(asking.caller, act, found ? found->standing : access::Standing{},
                                     asking.emergency_reason));
    return known && *answer && then ? then(work, **answer) : Result<void>();
  });
  if (!read) return tl::unexpected(read.error());
  auto& permit = *answer;
  if (known) return recorded(means, asking, act, patient, std::move(permit));
  // Whoever may not see every case hears the same of one that is not there and of one that is not theirs.
  if (permit) return fail(ErrorKind::not_found, "there is no such case");
  return recorded(means, asking, act, {}, std::move(permit));
}

Result<access::Permit> authorise_for_case(const Means& means, const Asking& asking, access::Act act,
                                          PatientId patient) {
  return authorise_for_case(means, asking, act, patient, {});
}

Result<access::Permit> authorise_for(const Means& means, const Asking& asking, access::Act act,
                                     const access::Standing& standing) {
  return recorded(means, asking, act, {},
                  access::authorise(asking.caller, act, standing, asking.emergency_reason));
}

}  // namespace repere::workflows
