#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"
#include "workflows/messages/message_store.hpp"

// What was sent, when, to whom, and what became of it.
namespace repere::workflows {

/// The newest first. Each leaves a line in the trail. Errors: as access::authorise for read_messages
Result<std::vector<message::Message>> messages_of_case(const Means& means, const Asking& asking, PatientId patient);
Result<std::vector<message::Message>> messages_of_referral(const Means& means, const Asking& asking, access::ReferralId referral);
/// Of the caller's own centre: those that wait or failed, or all.
Result<std::vector<message::Message>> messages_of_centre(const Means& means, const Asking& asking, bool unsettled_only);

struct MessageHistory {
  message::Message message;
  std::vector<message::Event> events;
};
Result<MessageHistory> message_history(const Means& means, const Asking& asking, message::MessageId id);

/// To whom a presentation's report goes, before it is signed. Errors: as authorise_for_case for read_messages
Result<std::vector<message::Recipient>> planned_recipients(const Means& means, const Asking& asking,
                                                           const board::Presentation& presentation);

}  // namespace repere::workflows
