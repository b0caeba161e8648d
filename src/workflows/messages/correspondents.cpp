#include "workflows/messages/correspondents.hpp"

#include "base/mail_address.hpp"
#include "base/words_of_text.hpp"
#include "workflows/messages/queue_messages.hpp"

namespace repere::workflows {

using access::Act;
using message::Correspondent;
using message::CorrespondentId;

namespace {

Result<void> check(const Means& means, const Correspondent& one) {
  const auto& name = one.name.reveal();
  const auto& address = one.address.reveal();
  if (is_blank(name)) return fail(ErrorKind::incorrect, "the correspondent's name is missing");
  if (name.size() > 200) return fail(ErrorKind::incorrect, "the correspondent's name is too long: at most 200 bytes");
  if (one.part != message::Part::treating_physician && one.part != message::Part::correspondent)
    return fail(ErrorKind::incorrect, "a correspondent is the treating physician or another one");
  if (address.empty()) return {};
  if (!is_mail_address(address))
    return fail(ErrorKind::incorrect, "the correspondent's address is none: write name@example.fr, or leave it empty");
  if (message::is_of_a_citizen(address, message_rules(means).texts.domains))
    return fail(ErrorKind::incorrect, "this address is a patient's own box: reports go to professionals only");
  return {};
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, PatientId patient,
                  CorrespondentId id, std::string facts) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.patient = patient;
  entry.object = object_of(id);
  entry.facts = std::move(facts);
  return work.audit().add(entry);
}

}  // namespace

Result<std::vector<Correspondent>> correspondents_of(const Means& means, const Asking& asking, PatientId patient) {
  std::vector<Correspondent> all;
  const auto permit = authorise_for_case(means, asking, Act::read_messages, patient,
                                         [&](Work& work, const access::Permit& allowed) -> Result<void> {
                                           auto found = work.messages().correspondents(allowed, patient);
                                           if (!found) return tl::unexpected(found.error());
                                           all = std::move(*found);
                                           return {};
                                         });
  if (!permit) return tl::unexpected(permit.error());
  return all;
}

Result<CorrespondentId> add_correspondent(const Means& means, const Asking& asking, const Correspondent& one) {
  const auto permit = authorise_for_case(means, asking, Act::send_messages, one.patient);
  if (!permit) return tl::unexpected(permit.error());
  if (auto right = check(means, one); !right) return tl::unexpected(right.error());
  Result<CorrespondentId> id;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    Correspondent added = one;
    added.since = means.clock.now();
    id = work.messages().add(*permit, added, asking.caller.account);
    if (!id) return tl::unexpected(id.error());
    return note(work, means, asking, *permit, one.patient, *id,
                "{\"added\":\"" + std::string(word_in(message::part_words, one.part)) + "\"}");
  });
  if (!done) return tl::unexpected(done.error());
  return id;
}

Result<void> end_correspondent(const Means& means, const Asking& asking, PatientId patient, CorrespondentId id) {
  const auto permit = authorise_for_case(means, asking, Act::send_messages, patient);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto ended = work.messages().end(*permit, patient, id, asking.caller.account, means.clock.now()); !ended) return ended;
    return note(work, means, asking, *permit, patient, id, R"({"ended":true})");
  });
}

}  // namespace repere::workflows
