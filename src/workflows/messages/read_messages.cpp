#include "workflows/messages/read_messages.hpp"

#include "workflows/messages/message_access.hpp"
#include "workflows/messages/queue_messages.hpp"
#include "workflows/referrals/referral_access.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using message::Message;

namespace {

Result<std::vector<Message>> listed(const Means& means, const access::Permit& permit, const MessageFilter& filter, AuditEntry entry) {
  Result<std::vector<Message>> all;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    all = work.messages().list(permit, filter);
    return all ? Result<void>() : tl::unexpected(all.error());
  });
  if (!read) return tl::unexpected(read.error());
  entry.facts = "{\"messages\":" + std::to_string(all->size()) + "}";
  means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return all;
}

}  // namespace

Result<std::vector<Message>> messages_of_case(const Means& means, const Asking& asking, PatientId patient) {
  const auto permit = authorise_for_case(means, asking, Act::read_messages, patient);
  if (!permit) return tl::unexpected(permit.error());
  AuditEntry entry = entry_of(means, asking, *permit);
  entry.patient = patient;
  MessageFilter filter;
  filter.patient = patient;
  return listed(means, *permit, filter, std::move(entry));
}

Result<std::vector<Message>> messages_of_referral(const Means& means, const Asking& asking, access::ReferralId referral) {
  const auto permit = authorise_for_referral(means, asking, Act::read_messages, referral);
  if (!permit) return tl::unexpected(permit.error());
  MessageFilter filter;
  filter.referral = referral;
  return listed(means, *permit, filter, entry_of(means, asking, *permit, referral));
}

Result<std::vector<Message>> messages_of_centre(const Means& means, const Asking& asking, bool unsettled_only) {
  MessageFilter filter;
  filter.unsettled_only = unsettled_only;
  for (const auto& appointment : asking.caller.appointments)
    if (filter.centre.empty() && access::is_of_a_centre(appointment.role) &&
        access::answer_to(appointment.role, Act::read_messages, access::Relation::own) == access::Answer::yes)
      filter.centre = appointment.centre;
  const auto permit = authorise_for(means, asking, Act::read_messages,
                                    filter.centre.empty() ? access::of_the_network() : access::of_centre(filter.centre));
  if (!permit) return tl::unexpected(permit.error());
  AuditEntry entry = entry_of(means, asking, *permit);
  return listed(means, *permit, filter, std::move(entry));
}

Result<MessageHistory> message_history(const Means& means, const Asking& asking, message::MessageId id) {
  const auto permit = authorise_for_message(means, asking, Act::read_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  MessageHistory history;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto one = work.messages().read(*permit, id);
    if (!one) return tl::unexpected(one.error());
    auto events = work.messages().events(*permit, id);
    if (!events) return tl::unexpected(events.error());
    history = {std::move(*one), std::move(*events)};
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  AuditEntry entry = entry_of(means, asking, *permit, history.message, {});
  means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return history;
}

Result<std::vector<message::Recipient>> planned_recipients(const Means& means, const Asking& asking,
                                                           const board::Presentation& presentation) {
  const auto permit = authorise_for_case(means, asking, Act::read_messages, presentation.patient);
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<message::Recipient>> all;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    all = recipients_of_report(work, means, *permit, presentation.patient, presentation.referral);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return all;
}

}  // namespace repere::workflows
