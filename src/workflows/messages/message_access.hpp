#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/messages/message_store.hpp"

namespace repere::workflows {

/// A message is the affair of the centre in whose name it goes, and of those that see the case or the referral.
Result<access::Standing> standing_of(Work& work, const message::Message& message);
/// Asks the policy for one message. Errors: as access::authorise; not_found also for one that is not there
Result<access::Permit> authorise_for_message(const Means& means, const Asking& asking, access::Act act, message::MessageId id);
/// The line of the trail of what was done to it.
AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit, const message::Message& message,
                    std::string facts);

}  // namespace repere::workflows
