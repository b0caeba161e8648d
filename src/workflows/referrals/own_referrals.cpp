#include "workflows/referrals/own_referrals.hpp"

#include "workflows/messages/message_store.hpp"
#include "workflows/referrals/follow_referral.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

using access::Act;
using referral::Referral;
using referral::ReferralId;

namespace {

// Whoever sent it, and nobody else; where it is no matter of the caller's, there is none.
Result<access::Permit> authorise_sender(const Means& means, const Asking& asking, ReferralId id) {
  bool own = false;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto standing = work.referrals().standing(id);
    if (!standing)
      return standing.error().kind == ErrorKind::not_found ? Result<void>()
                                                           : tl::unexpected(standing.error());
    own = asking.caller.is_signed_in() && standing->sender == asking.caller.account;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  const auto permit = access::authorise(asking.caller, Act::read_referral, access::of_the_caller());
  if (own && permit) return permit;
  const auto written = means.transactions.write(
      [&](Work& work) { return work.audit().add(refusal_of(means, asking, Act::read_referral)); });
  if (!written) return tl::unexpected(written.error());
  return fail(ErrorKind::not_found, "you have sent no such referral");
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  ReferralId id, std::string facts = {}) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.object = object_of(id);
  entry.facts = std::move(facts);
  return work.audit().add(entry);
}

}  // namespace

Result<std::vector<referral::Summary>> own_referrals(const Means& means, const Asking& asking) {
  const auto permit = authorise_for(means, asking, Act::read_referral, access::of_the_caller());
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<referral::Summary>> listed;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    listed = work.referrals().sent_by(*permit, asking.caller.account);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return listed;
}

Result<Referral> own_referral(const Means& means, const Asking& asking, ReferralId id) {
  const auto permit = authorise_sender(means, asking, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<Referral> found;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    found = work.referrals().read(*permit, id);
    if (!found) return tl::unexpected(found.error());
    if (auto receipt = work.messages().opened_by_sender(id, means.clock.now()); !receipt) return receipt;
    return note(work, means, asking, *permit, id);
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<NewDocument> own_document(const Means& means, const Asking& asking, ReferralId id,
                                 std::int64_t number) {
  const auto permit = authorise_sender(means, asking, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<NewDocument> found;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    found = work.referrals().document(*permit, id, number);
    if (!found) return tl::unexpected(found.error());
    return note(work, means, asking, *permit, id, "{\"document\":" + std::to_string(number) + "}");
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<Refused> complete_own(const Means& means, DocumentScanner& scanner, const Asking& asking,
                             ReferralId id, const Confidential<std::string>& text,
                             const std::vector<SentFile>& files) {
  if (const auto permit = authorise_sender(means, asking, id); !permit) return tl::unexpected(permit.error());
  return complete_referral(means, scanner, id, text, files, asking.origin);
}

}  // namespace repere::workflows
