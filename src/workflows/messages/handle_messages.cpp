#include "workflows/messages/handle_messages.hpp"

#include <algorithm>

#include "base/mail_address.hpp"
#include "base/words_of_text.hpp"
#include "workflows/messages/message_access.hpp"
#include "workflows/messages/queue_messages.hpp"

namespace repere::workflows {

using access::Act;
using message::Happening;
using message::MessageId;

namespace {

using Also = std::function<Result<void>(Work&, const message::Message&)>;

Result<void> step(const Means& means, const Asking& asking, MessageId id, Happening what, const Also& also = {}, const std::string& answer = {}) {
  const auto permit = authorise_for_message(means, asking, Act::send_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto one = work.messages().find(id);
    if (!one) return tl::unexpected(one.error());
    const Instant now = means.clock.now();
    if (also)
      if (auto done = also(work, *one); !done) return done;
    const message::Event event{0, now, what, asking.caller.account, answer};
    if (auto moved = work.messages().happened(id, event, what == Happening::sent_again ? std::optional(now) : std::nullopt); !moved) return moved;
    const std::string facts = "{\"step\":\"" + std::string(word_in(message::happening_words, what)) + "\"" + (answer.empty() ? "" : ",\"reason\":\"" + answer + "\"") + "}";
    if (auto noted = work.audit().add(entry_of(means, asking, *permit, *one, facts)); !noted) return noted;
    return work.announce("outbox", std::to_string(id.value));
  });
}

}  // namespace

Result<void> send_again(const Means& means, const Asking& asking, MessageId id) {
  return step(means, asking, id, Happening::sent_again, [&](Work& work, const message::Message& one) -> Result<void> {
    if (!one.link_ends) return {};
    return work.messages().set_link_end(id, link_end(means, means.clock.now()));
  });
}

Result<void> withdraw_message(const Means& means, const Asking& asking, MessageId id) {
  return step(means, asking, id, Happening::withdrawn);
}

Result<void> pass_by_hand(const Means& means, const Asking& asking, MessageId id) {
  return step(means, asking, id, Happening::passed_by_hand);
}

Result<void> make_new_code(const Means& means, const Asking& asking, MessageId id) {
  return step(means, asking, id, Happening::new_code, [](Work&, const message::Message& one) -> Result<void> {
    if (message::proof_of(one) == message::Proof::telephoned_code) return {};
    return fail(ErrorKind::conflict, "this message is opened without a code of the centre");
  });
}

Result<void> note_return(const Means& means, const Asking& asking, MessageId id, message::ReturnReason reason) {
  const auto came_back = [](Work&, const message::Message& one) -> Result<void> {
    if (one.recipient.way != message::Way::by_hand) return {};
    return fail(ErrorKind::conflict, "this message went by no mail: nothing can come back");
  };
  return step(means, asking, id, Happening::returned, came_back, std::string(word_in(message::return_reason_words, reason)));
}

namespace {

Result<void> check_other_address(const Means& means, const message::Message& one, const std::string& address) {
  if (one.erased) return fail(ErrorKind::conflict, "this person was erased: nothing is sent about them any more");
  if (one.recipient.account)
    return fail(ErrorKind::conflict, "this person has an account: messages go to its login, which whoever manages accounts changes");
  if (!is_mail_address(address)) return fail(ErrorKind::incorrect, "the other address is none: write name@example.fr");
  if (message::is_of_a_citizen(address, message_rules(means).texts.domains))
    return fail(ErrorKind::incorrect, "this address is a patient's own box: reports go to professionals only");
  if (in_lower_case(address) == in_lower_case(one.recipient.address.reveal()))
    return fail(ErrorKind::incorrect, "this is the address that it went to: send it again, or write another one");
  return {};
}

// A correspondent of the case has the new address from now on; one who is none any more stays as they were.
Result<message::CorrespondentId> move_correspondent(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                                                    const message::Message& one, const Confidential<std::string>& address) {
  const auto old = one.recipient.correspondent;
  if (!old) return old;
  const auto all = work.messages().correspondents(permit, one.patient);
  if (!all) return tl::unexpected(all.error());
  const auto found = std::find_if(all->begin(), all->end(), [&](const auto& each) { return each.id == old; });
  if (found == all->end()) return old;
  message::Correspondent moved = *found;
  moved.id = {};
  moved.address = address;
  moved.since = means.clock.now();
  if (auto ended = work.messages().end(permit, one.patient, old, asking.caller.account, moved.since); !ended) return tl::unexpected(ended.error());
  return work.messages().add(permit, moved, asking.caller.account);
}

}  // namespace

Result<MessageId> send_to_other_address(const Means& means, const Asking& asking, MessageId id, const Confidential<std::string>& address) {
  const auto permit = authorise_for_message(means, asking, Act::send_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<MessageId> made;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    const auto one = work.messages().read(*permit, id);
    if (!one) return tl::unexpected(one.error());
    if (auto right = check_other_address(means, *one, address.reveal()); !right) return right;
    const auto moved = work.messages().happened(id, {0, means.clock.now(), Happening::replaced, asking.caller.account, {}});
    if (!moved) return moved;
    const auto correspondent = move_correspondent(work, means, asking, *permit, *one, address);
    if (!correspondent) return tl::unexpected(correspondent.error());
    NewMessage again{one->kind, one->centre, one->patient, one->referral, one->presentation, one->meeting, one->recipient, {}, {}, {}};
    again.recipient.correspondent = *correspondent;
    again.recipient.address = address;
    again.recipient.way = message::way_to(address.reveal(), message_rules(means).texts.domains);
    made = queue_message(work, means, *permit, std::move(again));
    if (!made) return tl::unexpected(made.error());
    return work.audit().add(entry_of(means, asking, *permit, *one, "{\"step\":\"replaced\",\"by\":" + std::to_string(made->value) + "}"));
  });
  if (!done) return tl::unexpected(done.error());
  return made;
}

Result<ToPassOn> show_to_pass_on(const Means& means, const Asking& asking, MessageId id) {
  const auto permit = authorise_for_message(means, asking, Act::send_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  ToPassOn shown;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    auto one = work.messages().read(*permit, id);
    if (!one) return tl::unexpected(one.error());
    if (!message::opens(one->state)) return fail(ErrorKind::conflict, "this message was withdrawn, came back or was replaced: its link opens nothing");
    shown = {std::move(*one), {}, {}};
    if (!shown.message.recipient.account) shown.token = link_token_of(means.secrets, id);
    if (message::proof_of(shown.message) == message::Proof::telephoned_code) shown.code = telephone_code_of(means.secrets, shown.message);
    return work.audit().add(entry_of(means, asking, *permit, shown.message, R"({"step":"shown"})"));
  });
  if (!done) return tl::unexpected(done.error());
  return shown;
}

}  // namespace repere::workflows
