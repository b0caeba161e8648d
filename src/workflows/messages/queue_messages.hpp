#pragma once
#include "domain/message/letter.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"
#include "workflows/messages/message_store.hpp"

// Messages are queued in the transaction of what they tell: either both are on the disk, or neither.
namespace repere::workflows {

/// The network's rules of messages, or the defaults.
const message::Rules& message_rules(const Means& means);
/// Until when a link to a report is good that is sent now.
Instant link_end(const Means& means, Instant now);

/// Who sent a referral, as a recipient: by account, by the address that they gave, or by hand; nothing when it was erased.
Result<std::optional<message::Recipient>> sender_of(Work& work, const Means& means, access::ReferralId referral);
/// To whom a report goes: sender, treating physician, correspondents; nobody twice.
/// Shape: permit as MessageStore::correspondents
Result<std::vector<message::Recipient>> recipients_of_report(Work& work, const Means& means, const access::Permit& permit,
                                                             PatientId patient, access::ReferralId referral);

/// Somebody with an account: by their login, or by hand when it is closed, a demonstration's, or no address.
Result<message::Recipient> recipient_of_account(Work& work, const Means& means, access::AccountId account, message::Part part);
/// Queues one message: by whom, when and how long its link is good are filled in. Shape: permit as MessageStore::queue
Result<message::MessageId> queue_message(Work& work, const Means& means, const access::Permit& permit, NewMessage made);

/// News of a referral for whoever sent it. Shape: permit as MessageStore::queue; of a case's, too, when it has one
Result<void> queue_for_sender(Work& work, const Means& means, const access::Permit& permit, access::ReferralId referral,
                              message::Kind kind, const std::string& centre);
/// A signed report, or an addendum to it, for everybody whom it goes to.
Result<void> queue_report(Work& work, const Means& means, const access::Permit& permit, const board::Presentation& presentation,
                          const std::string& centre, message::Kind kind);
/// A meeting that was moved or cancelled, for the board's members but whoever did it.
Result<void> queue_for_members(Work& work, const Means& means, const access::Permit& permit, const board::Board& board,
                               board::MeetingId meeting, message::Kind kind);

}  // namespace repere::workflows
