#include "workflows/messages/empty_outbox.hpp"

#include "workflows/messages/queue_messages.hpp"
#include "workflows/messages/reminder_store.hpp"

namespace repere::workflows {

using message::Event;
using message::Happening;
using message::Message;
using message::Way;

namespace {

std::vector<Way> ways_of(const OutboxMeans& outbox) {
  std::vector<Way> ways;
  if (outbox.email != nullptr) ways.push_back(Way::email);
  if (outbox.mssante != nullptr) ways.push_back(Way::mssante);
  return ways;
}

Result<Mail> mail_of(const OutboxMeans& outbox, const Message& one) {
  const std::string token = link_token_of(outbox.means.secrets, one.id);
  const std::string centre = outbox.centre_name ? outbox.centre_name(one.centre) : one.centre;
  auto letter = message::letter_of(message_rules(outbox.means).texts, one, centre, outbox.link(one, token));
  if (!letter) return tl::unexpected(letter.error());
  Mail mail{message_id_of(outbox.means.secrets, one.id, outbox.domain), one.queued, one.recipient.address,
            std::move(letter->subject), std::move(letter->body), std::nullopt};
  // An attachment goes by secure mail alone, whatever is configured.
  if (one.recipient.way != Way::mssante || !outbox.attachment) return mail;
  auto attachment = outbox.attachment(one);
  if (!attachment) return tl::unexpected(attachment.error());
  mail.attachment = std::move(*attachment);
  return mail;
}

// A reminder of what was done meanwhile says nothing any more.
Result<bool> is_still_wanted(const OutboxMeans& outbox, const Message& one) {
  if (one.kind != message::Kind::reminder) return true;
  bool wanted = true;
  const auto looked = outbox.means.transactions.read([&](Work& work) -> Result<void> {
    const auto asked = work.reminders().still_asked(one.id);
    if (!asked) return tl::unexpected(asked.error());
    wanted = !asked->empty();
    return {};
  });
  if (!looked) return tl::unexpected(looked.error());
  return wanted;
}

Result<Sending> take_back(const OutboxMeans& outbox, const Message& one) {
  const auto written = outbox.means.transactions.write([&](Work& work) {
    return work.messages().happened(one.id, {0, outbox.means.clock.now(), Happening::withdrawn, {}, "done meanwhile"}, std::nullopt, one.attempts);
  });
  if (!written && written.error().kind != ErrorKind::conflict) return tl::unexpected(written.error());
  return Sending::not_wanted;
}

MailAnswer hand_over(const OutboxMeans& outbox, const Message& one) {
  if (one.erased || one.recipient.address.reveal().empty()) return {MailAnswer::Kind::refused, "erased"};
  const auto mail = mail_of(outbox, one);
  if (!mail) return {MailAnswer::Kind::later, "not made"};
  return (one.recipient.way == Way::mssante ? outbox.mssante : outbox.email)->hand_over(*mail);
}

struct Became {
  Sending sending;
  Happening happening;
  std::optional<Instant> due;
};
Became outcome_of(const OutboxMeans& outbox, const Message& one, const MailAnswer& answer) {
  if (answer.kind == MailAnswer::Kind::taken) return {Sending::handed_over, Happening::handed_over, std::nullopt};
  if (answer.kind == MailAnswer::Kind::refused) return {Sending::refused, Happening::refused, std::nullopt};
  const auto next = message::next_attempt(one.attempts, outbox.means.clock.now(),
                                          std::chrono::hours(message_rules(outbox.means).last_try_hours));
  if (next) return {Sending::put_off, Happening::put_off, next};
  return {Sending::gave_up, Happening::gave_up, std::nullopt};
}

// What left, and what did not, stands in the trail; a try that will be repeated stands in the message's own history.
Result<void> note(Work& work, const OutboxMeans& outbox, const Message& one, const MailAnswer& answer, Sending sending) {
  if (sending == Sending::put_off) return {};
  AuditEntry entry;
  entry.at = outbox.means.clock.now();
  entry.deed = Deed::data_sent;
  entry.outcome = sending == Sending::handed_over ? Outcome::done : Outcome::failed;
  entry.patient = one.patient;
  entry.centre = one.centre;
  entry.object = object_of(one.id);
  entry.facts = "{\"kind\":\"" + std::string(word_in(message::kind_words, one.kind)) + "\",\"way\":\"" +
                std::string(word_in(message::way_words, one.recipient.way)) + "\",\"attempt\":" + std::to_string(one.attempts) +
                ",\"answer\":\"" + answer.code + "\"}";
  return work.audit().add(entry);
}

}  // namespace

std::string message_id_of(Secrets& secrets, message::MessageId id, const std::string& domain) {
  const std::string hash = secrets.hash(HashedFor::link, "message identifier " + std::to_string(id.value));
  std::string local;
  for (const char c : hash.substr(0, 32)) local += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c : '-';
  return local + "." + std::to_string(id.value) + "@" + domain;
}

Result<Sending> send_next(const OutboxMeans& outbox) {
  const auto ways = ways_of(outbox);
  if (ways.empty()) return Sending::nothing_due;
  std::optional<Message> one;
  bool due = false;
  const Instant now = outbox.means.clock.now();
  const auto looked = outbox.means.transactions.read([&](Work& work) -> Result<void> {
    const auto found = work.messages().is_one_due(now, ways);
    if (!found) return tl::unexpected(found.error());
    due = *found;
    return {};
  });
  if (!looked) return tl::unexpected(looked.error());
  if (!due) return Sending::nothing_due;
  const auto claimed = outbox.means.transactions.write([&](Work& work) -> Result<void> {
    auto found = work.messages().claim(now, sending_lease, ways);
    if (!found) return tl::unexpected(found.error());
    one = std::move(*found);
    return {};
  });
  if (!claimed) return tl::unexpected(claimed.error());
  if (!one) return Sending::nothing_due;
  const auto wanted = is_still_wanted(outbox, *one);
  if (!wanted) return tl::unexpected(wanted.error());
  if (!*wanted) return take_back(outbox, *one);
  const MailAnswer answer = hand_over(outbox, *one);
  const auto outcome = outcome_of(outbox, *one, answer);
  const auto written = outbox.means.transactions.write([&](Work& work) -> Result<void> {
    const Event event{0, outbox.means.clock.now(), outcome.happening, {}, answer.code};
    const auto moved = work.messages().happened(one->id, event, outcome.due, one->attempts);
    // Withdrawn meanwhile, or held by another server: that it left all the same stands in the trail.
    if (!moved && moved.error().kind != ErrorKind::conflict) return moved;
    return note(work, outbox, *one, answer, outcome.sending);
  });
  if (!written) return tl::unexpected(written.error());
  return outcome.sending;
}

}  // namespace repere::workflows
