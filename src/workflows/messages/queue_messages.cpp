#include "workflows/messages/queue_messages.hpp"

#include <set>

#include "base/words_of_text.hpp"
#include "workflows/messages/message_store.hpp"
#include "workflows/referrals/referral_store.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

using access::Act;
using message::Kind;
using message::Part;
using message::Recipient;

namespace {

// Who proves by the link alone, or by a code said on the telephone, reads for some weeks; the others have another lock.
std::optional<Instant> link_end_for(const Means& means, const Recipient& to, Instant now) {
  if (to.account || to.part == Part::sender) return std::nullopt;
  return link_end(means, now);
}

Result<void> queue_one(Work& work, const Means& means, const access::Permit& permit, NewMessage made) {
  const auto id = queue_message(work, means, permit, std::move(made));
  return id ? Result<void>() : tl::unexpected(id.error());
}

}  // namespace

const message::Rules& message_rules(const Means& means) {
  static const message::Rules defaults;
  return means.messages == nullptr ? defaults : *means.messages;
}

Instant link_end(const Means& means, Instant now) { return now + std::chrono::hours(24) * message_rules(means).link_days; }

// Who has an account signs in; their login is where they are told so.
Result<Recipient> recipient_of_account(Work& work, const Means& means, access::AccountId account, Part part) {
  const auto found = work.accounts().find(account);
  if (!found && found.error().kind != ErrorKind::not_found) return tl::unexpected(found.error());
  Recipient to;
  to.part = part;
  to.account = account;
  if (!found) return to;  // an answer is not held up because nobody can be told of it
  to.name = Confidential<std::string>(found->name);
  to.address = Confidential<std::string>(found->login);
  to.way = found->state == AccountState::closed || found->synthetic
               ? message::Way::by_hand
               : message::way_to(found->login, message_rules(means).texts.domains);
  return to;
}

Result<message::MessageId> queue_message(Work& work, const Means& means, const access::Permit& permit, NewMessage made) {
  made.by = permit.account();
  made.at = means.clock.now();
  made.link_ends = link_end_for(means, made.recipient, made.at);
  const auto id = work.messages().queue(permit, made);
  if (!id) return tl::unexpected(id.error());
  if (auto told = work.announce("outbox", std::to_string(id->value)); !told) return tl::unexpected(told.error());
  return *id;
}

// The program itself reads who sent it, for the sake of telling them.
Result<std::optional<Recipient>> sender_of(Work& work, const Means& means, access::ReferralId referral) {
  const auto one = work.referrals().read(permit_of_sender({}, Act::read_referral), referral);
  if (!one) return tl::unexpected(one.error());
  if (one->erased) return std::nullopt;
  if (one->sender) {
    auto to = recipient_of_account(work, means, one->sender, Part::sender);
    if (!to) return tl::unexpected(to.error());
    return std::optional(std::move(*to));
  }
  const auto& answers = one->answers.reveal();
  const auto text = [&](const char* name) {
    const auto found = answers.find(name);
    return found == answers.end() ? std::string() : found->second;
  };
  Recipient to;
  to.part = Part::sender;
  to.name = Confidential<std::string>(text("sender_name"));
  to.address = Confidential<std::string>(text("sender_email"));
  to.way = message::way_to(to.address.reveal(), message_rules(means).texts.domains);
  return to;
}

Result<std::vector<Recipient>> recipients_of_report(Work& work, const Means& means, const access::Permit& permit, PatientId patient,
                                                    access::ReferralId referral) {
  std::vector<Recipient> all;
  std::set<std::string> told;
  if (referral) {
    auto sender = sender_of(work, means, referral);
    if (!sender) return tl::unexpected(sender.error());
    if (*sender) {
      told.insert(in_lower_case((*sender)->address.reveal()));
      all.push_back(std::move(**sender));
    }
  }
  const auto others = work.messages().correspondents(permit, patient);
  if (!others) return tl::unexpected(others.error());
  for (const auto& one : *others) {
    const auto& address = one.address.reveal();
    if (!address.empty() && !told.insert(in_lower_case(address)).second) continue;
    Recipient to;
    to.part = one.part;
    to.correspondent = one.id;
    to.name = one.name;
    to.address = one.address;
    to.way = message::way_to(address, message_rules(means).texts.domains);
    all.push_back(std::move(to));
  }
  return all;
}

Result<void> queue_for_sender(Work& work, const Means& means, const access::Permit& permit, access::ReferralId referral, Kind kind,
                              const std::string& centre) {
  auto to = sender_of(work, means, referral);
  if (!to) return tl::unexpected(to.error());
  if (!*to) return {};
  NewMessage made;
  made.kind = kind;
  made.centre = centre;
  made.referral = referral;
  made.recipient = std::move(**to);
  return queue_one(work, means, permit, std::move(made));
}

Result<void> queue_report(Work& work, const Means& means, const access::Permit& permit, const board::Presentation& presentation,
                          const std::string& centre, Kind kind) {
  auto all = recipients_of_report(work, means, permit, presentation.patient, presentation.referral);
  if (!all) return tl::unexpected(all.error());
  for (auto& to : *all) {
    NewMessage made;
    made.kind = kind;
    made.centre = centre;
    made.patient = presentation.patient;
    made.referral = presentation.referral;
    made.presentation = presentation.id;
    made.meeting = presentation.meeting;
    made.recipient = std::move(to);
    if (auto queued = queue_one(work, means, permit, std::move(made)); !queued) return queued;
  }
  return {};
}

Result<void> queue_for_members(Work& work, const Means& means, const access::Permit& permit, const board::Board& board,
                               board::MeetingId meeting, Kind kind) {
  const auto members = work.boards().members(board.id);
  if (!members) return tl::unexpected(members.error());
  std::set<std::int64_t> told{permit.account().value};
  for (const auto& member : *members) {
    if (!told.insert(member.account.value).second) continue;
    auto to = recipient_of_account(work, means, member.account, Part::member);
    if (!to) return tl::unexpected(to.error());
    if (to->way == message::Way::by_hand) continue;  // a closed account: nobody passes that on
    NewMessage made;
    made.kind = kind;
    made.centre = board.centre;
    made.meeting = meeting;
    made.recipient = std::move(*to);
    if (auto queued = queue_one(work, means, permit, std::move(made)); !queued) return queued;
  }
  return {};
}

}  // namespace repere::workflows
