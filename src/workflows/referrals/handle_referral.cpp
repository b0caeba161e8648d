#include "workflows/referrals/handle_referral.hpp"

#include "base/words_of_text.hpp"

#include "domain/access/own_centre.hpp"
#include "workflows/messages/queue_messages.hpp"
#include "workflows/referrals/referral_access.hpp"

namespace repere::workflows {

using access::Act;
using referral::Happening;
using referral::ReferralId;

namespace {

constexpr std::size_t longest_text = 20'000;

// What the sender is told of a step.
message::Kind kind_of(Happening step) {
  switch (step) {
    case Happening::asked:
      return message::Kind::question_to_sender;
    case Happening::redirected:
      return message::Kind::referral_passed_on;
    case Happening::answered:
      return message::Kind::referral_answered;
    case Happening::closed:
      return message::Kind::referral_closed;
    default:
      return message::Kind::referral_taken_up;
  }
}

// The standing by which somebody may list: their own centre.
access::Standing standing_to_list(const access::Caller& caller) {
  const std::string centre = access::own_centre(caller);
  return centre.empty() ? access::of_the_network() : access::of_centre(centre);
}

Result<void> check_step(const Step& step) {
  const std::string& text = step.text.reveal();
  if (step.what != Happening::accepted && is_blank(text))
    return fail(ErrorKind::incorrect, "this step needs words: what is missing, why, or the answer");
  if (text.size() > longest_text)
    return fail(ErrorKind::incorrect, "the text is too long: at most 20,000 bytes");
  switch (step.what) {
    case Happening::asked:
    case Happening::redirected:
    case Happening::accepted:
    case Happening::answered:
    case Happening::closed:
      return {};
    default:
      return fail(ErrorKind::incorrect, "this is no step of a centre");
  }
}

// A redirection goes to another centre that receives referrals.
Result<void> check_way(Work& work, const Step& step, const std::string& from) {
  if (step.what != Happening::redirected) return {};
  if (step.to_centre == from)
    return fail(ErrorKind::incorrect, "the referral is at this centre already: choose another one");
  const auto centres = work.referrals().receiving_centres();
  if (!centres) return tl::unexpected(centres.error());
  for (const Centre& one : *centres)
    if (one.code == step.to_centre) return {};
  return fail(ErrorKind::incorrect, "choose the centre to which the referral goes");
}

}  // namespace

Result<std::vector<referral::Summary>> list_referrals(const Means& means, const Asking& asking,
                                                      const ReferralFilter& filter) {
  const auto permit = authorise_for(means, asking, Act::read_referral, standing_to_list(asking.caller));
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<referral::Summary>> listed;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    listed = work.referrals().list(*permit, asking.caller, filter);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return listed;
}

Result<referral::Referral> read_referral(const Means& means, const Asking& asking, ReferralId id) {
  const auto permit = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<referral::Referral> found;
  // The line of the trail is on the disk before the answer goes out: it names somebody.
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    if (auto added = work.audit().add(entry_of(means, asking, *permit, id)); !added) return added;
    found = work.referrals().read(*permit, id);
    if (!found) return tl::unexpected(found.error());
    const bool own = permit->relation() == access::Relation::own;
    if (found->opened || found->erased || !own) return {};
    const auto handle =
        access::authorise(asking.caller, Act::handle_referral, access::of_centre(found->centre));
    if (!handle) return {};
    const referral::Event event{0, means.clock.now(), Happening::opened, asking.caller.account, found->centre,
                                {}};
    if (auto added = work.referrals().happened(*handle, id, found->version, event); !added) return added;
    found = work.referrals().read(*permit, id);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<NewDocument> read_referral_document(const Means& means, const Asking& asking, ReferralId id,
                                           std::int64_t number) {
  const auto permit = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<NewDocument> found;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    AuditEntry entry = entry_of(means, asking, *permit, id);
    entry.facts = "{\"document\":" + std::to_string(number) + "}";
    if (auto added = work.audit().add(entry); !added) return added;
    found = work.referrals().document(*permit, id, number);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<SamePerson> same_person(const Means& means, const Asking& asking, ReferralId id) {
  const auto permit = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  SamePerson shown;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    shown = {};
    const auto found = work.referrals().same_person(*permit, id);
    if (!found) return tl::unexpected(found.error());
    for (const auto& other : found->referrals) {
      const auto standing = work.referrals().standing(other.id);
      if (standing && access::authorise(asking.caller, Act::read_referral, *standing))
        shown.referrals.push_back(other);
    }
    for (const PatientId patient : found->patients) {
      const auto standing = work.cases().standing(patient);
      if (standing && access::authorise(asking.caller, Act::read_case, standing->standing))
        shown.patients.push_back(patient);
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return shown;
}

Result<void> take_step(const Means& means, const Asking& asking, ReferralId id, const Step& step) {
  if (auto right = check_step(step); !right) return right;
  const Act act = step.what == Happening::answered ? Act::answer_referral : Act::handle_referral;
  const auto permit = authorise_for_referral(means, asking, act, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto standing = work.referrals().standing(id);
    if (!standing) return tl::unexpected(standing.error());
    const std::string& centre = standing->responsible_centre;
    if (auto right = check_way(work, step, centre); !right) return right;
    const referral::Event event{0,
                                means.clock.now(),
                                step.what,
                                asking.caller.account,
                                step.what == Happening::redirected ? step.to_centre : centre,
                                step.text};
    if (auto added = work.referrals().happened(*permit, id, step.version, event, step.to_centre); !added)
      return added;
    if (auto queued = queue_for_sender(work, means, *permit, id, kind_of(step.what), centre); !queued) return queued;
    AuditEntry entry = entry_of(means, asking, *permit, id);
    entry.facts = "{\"step\":\"" + std::string(word_in(referral::happening_words, step.what)) + "\"}";
    if (auto added = work.audit().add(entry); !added) return added;
    if (auto told = work.announce("referral", centre); !told) return told;
    return step.to_centre.empty() ? Result<void>() : work.announce("referral", step.to_centre);
  });
}

}  // namespace repere::workflows
