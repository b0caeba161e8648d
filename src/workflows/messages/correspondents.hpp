#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/messages/message_store.hpp"

// Who gets a case's reports beside the sender: the treating physician, and others.
namespace repere::workflows {

Result<std::vector<message::Correspondent>> correspondents_of(const Means& means, const Asking& asking, PatientId patient);
/// Errors: incorrect when the name is missing, or the address is none (empty: by hand) or a citizen's
Result<message::CorrespondentId> add_correspondent(const Means& means, const Asking& asking, const message::Correspondent& one);
/// From now on nothing goes there; what was sent stays known.
Result<void> end_correspondent(const Means& means, const Asking& asking, PatientId patient, message::CorrespondentId id);

}  // namespace repere::workflows
