#include "workflows/messages/handle_messages.hpp"

#include "workflows/messages/message_access.hpp"
#include "workflows/messages/queue_messages.hpp"

namespace repere::workflows {

using access::Act;
using message::Happening;
using message::MessageId;

namespace {

using Also = std::function<Result<void>(Work&, const message::Message&)>;

Result<void> step(const Means& means, const Asking& asking, MessageId id, Happening what, const Also& also = {}) {
  const auto permit = authorise_for_message(means, asking, Act::send_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto one = work.messages().find(id);
    if (!one) return tl::unexpected(one.error());
    const Instant now = means.clock.now();
    if (also)
      if (auto done = also(work, *one); !done) return done;
    const message::Event event{0, now, what, asking.caller.account, {}};
    if (auto moved = work.messages().happened(id, event, what == Happening::sent_again ? std::optional(now) : std::nullopt); !moved) return moved;
    const std::string facts = "{\"step\":\"" + std::string(word_in(message::happening_words, what)) + "\"}";
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

Result<ToPassOn> show_to_pass_on(const Means& means, const Asking& asking, MessageId id) {
  const auto permit = authorise_for_message(means, asking, Act::send_messages, id);
  if (!permit) return tl::unexpected(permit.error());
  ToPassOn shown;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    auto one = work.messages().read(*permit, id);
    if (!one) return tl::unexpected(one.error());
    if (one->state == message::State::withdrawn) return fail(ErrorKind::conflict, "this message was withdrawn: its link opens nothing");
    shown = {std::move(*one), {}, {}};
    if (!shown.message.recipient.account) shown.token = link_token_of(means.secrets, id);
    if (message::proof_of(shown.message) == message::Proof::telephoned_code) shown.code = telephone_code_of(means.secrets, shown.message);
    return work.audit().add(entry_of(means, asking, *permit, shown.message, R"({"step":"shown"})"));
  });
  if (!done) return tl::unexpected(done.error());
  return shown;
}

}  // namespace repere::workflows
