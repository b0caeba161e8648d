#pragma once
#include <functional>

#include "workflows/accounts/means.hpp"
#include "workflows/cases/case_files.hpp"
#include "workflows/cases/persons.hpp"

namespace repere::workflows {

/// Somebody, or a machine, who asks something of a case, and from where.
struct Asking {
  access::Caller caller;
  Origin origin;
  std::string emergency_reason;  ///< breaks the glass where nothing else opens the case
};

/// An audit line of what a permit was used for.
AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit);
/// An audit line of a refusal.
AuditEntry refusal_of(const Means& means, const Asking& asking, access::Act act);

/// Asks the policy for one patient's case; a refusal, and an emergency, stand in the trail before the answer goes out.
/// Errors: as access::authorise; not_found when there is no such patient
Result<access::Permit> authorise_for_case(const Means& means, const Asking& asking, access::Act act,
                                          PatientId patient);

/// The same; what is permitted is read by `then` in the same moment of the database. What it read may go out only when
/// this returns the permit.
using ReadPermitted = std::function<Result<void>(Work& work, const access::Permit& permit)>;
Result<access::Permit> authorise_for_case(const Means& means, const Asking& asking, access::Act act,
                                          PatientId patient, const ReadPermitted& then);

/// The same for what is not one case's affair.
Result<access::Permit> authorise_for(const Means& means, const Asking& asking, access::Act act,
                                     const access::Standing& standing);

}  // namespace repere::workflows
