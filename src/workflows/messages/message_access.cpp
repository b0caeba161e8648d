#include "workflows/messages/message_access.hpp"

#include "workflows/cases/case_files.hpp"
#include "workflows/messages/reminder_store.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using message::Message;
using message::MessageId;

Result<access::Standing> standing_of(Work& work, const Message& message) {
  access::Standing standing = access::of_centre(message.centre);
  const auto share = [&](const access::Standing& with) {
    if (!with.responsible_centre.empty()) standing.shared_with.push_back(with.responsible_centre);
    standing.shared_with.insert(standing.shared_with.end(), with.shared_with.begin(), with.shared_with.end());
  };
  if (message.kind == message::Kind::reminder) {
    const auto patients = work.reminders().patients_of(message.id);
    if (!patients) return tl::unexpected(patients.error());
    const auto cases = work.cases().standings(*patients);
    if (!cases) return tl::unexpected(cases.error());
    for (const auto& [patient, of_case] : *cases) share(of_case.standing);
  }
  if (message.patient) {
    const auto of_case = work.cases().standing(message.patient);
    if (!of_case && of_case.error().kind != ErrorKind::not_found) return tl::unexpected(of_case.error());
    if (of_case) share(of_case->standing);
  } else if (message.referral) {
    const auto of_referral = work.referrals().standing(message.referral);
    if (!of_referral) return tl::unexpected(of_referral.error());
    share(*of_referral);
  }
  return standing;
}

Result<access::Permit> authorise_for_message(const Means& means, const Asking& asking, access::Act act, MessageId id) {
  access::Standing standing;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto one = work.messages().find(id);
    if (!one) return one.error().kind == ErrorKind::not_found ? Result<void>() : tl::unexpected(one.error());
    auto found = standing_of(work, *one);
    if (!found) return tl::unexpected(found.error());
    standing = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  auto permit = authorise_for(means, asking, act, standing);
  if (!permit && permit.error().kind == ErrorKind::forbidden && access::may_ever(asking.caller, act))
    return fail(ErrorKind::not_found, "there is no such message");
  return permit;
}

AuditEntry entry_of(const Means& means, const Asking& asking, const access::Permit& permit, const Message& message,
                    std::string facts) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.patient = message.patient;
  entry.object = object_of(message.id);
  entry.facts = std::move(facts);
  return entry;
}

}  // namespace repere::workflows
