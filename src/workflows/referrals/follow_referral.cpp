#include "workflows/referrals/follow_referral.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "workflows/accounts/attempts.hpp"
#include "workflows/messages/message_store.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

using access::Act;
using referral::Happening;
using referral::ReferralId;

namespace {

constexpr std::chrono::minutes pass_lasts{30};

// Only a sender's own pass is made of this.
std::string proof_of(Secrets& secrets, std::string_view text) {
  return secrets.hash(HashedFor::form, "referral pass " + std::string(text));
}

}  // namespace

Result<std::string> open_tracking(const Means& means, const std::string& token,
                                  const Confidential<std::string>& code, const Origin& origin) {
  const auto wrong = [] { return fail(ErrorKind::forbidden, "the link or the code is not right"); };
  const std::string hash = token_hash_of(means.secrets, token);
  const Attempt attempt = attempt_of(means.secrets, "referral " + hash, origin.address);
  ReferralStore::Lock lock;
  const auto looked = means.transactions.read([&](Work& work) -> Result<void> {
    if (auto allowed = check_attempts(work, attempt, means.clock.now()); !allowed) return allowed;
    const auto found = work.referrals().of_token(hash);
    if (found) lock = *found;
    return found || found.error().kind == ErrorKind::not_found ? Result<void>()
                                                               : tl::unexpected(found.error());
  });
  if (!looked) return tl::unexpected(looked.error());
  const auto matches = means.secrets.password_matches(lock.code_hash, code);
  if (!matches) return tl::unexpected(matches.error());
  const bool open = *matches && lock.id;
  const auto noted = means.transactions.write([&](Work& work) -> Result<void> {
    const Instant now = means.clock.now();
    if (auto counted = open ? forget_attempts(work, attempt) : note_attempt(work, attempt, now); !counted)
      return counted;
    if (open)
      if (auto receipt = work.messages().opened_by_sender(lock.id, now); !receipt) return receipt;
    AuditEntry entry = entry_of_sender(means, deed_of(Act::read_referral), lock.id, origin);
    if (!lock.id) entry.object.clear();
    if (!open) entry.outcome = Outcome::refused;
    return work.audit().add(entry);
  });
  if (!noted) return tl::unexpected(noted.error());
  if (!open) return wrong();
  const auto ends =
      std::chrono::duration_cast<std::chrono::seconds>((means.clock.now() + pass_lasts).time_since_epoch());
  const std::string text = std::to_string(lock.id.value) + "." + std::to_string(ends.count());
  return text + "." + proof_of(means.secrets, text);
}

Result<ReferralId> referral_of_pass(const Means& means, std::string_view pass) {
  const auto over = [] { return fail(ErrorKind::forbidden, "enter the code again"); };
  const std::size_t first = pass.find('.'), last = first == pass.npos ? first : pass.find('.', first + 1);
  if (last == std::string_view::npos) return over();
  const std::string expected = proof_of(means.secrets, pass.substr(0, last));
  const bool ours = is_same_secret(pass.substr(last + 1), expected);
  const auto id = parse_whole(pass.substr(0, first)),
             ends = parse_whole(pass.substr(first + 1, last - first - 1));
  if (!ours || !id || !ends || means.clock.now() >= Instant(std::chrono::seconds(*ends)))
    return over();
  return ReferralId{*id};
}

Result<referral::Referral> follow_referral(const Means& means, ReferralId id) {
  Result<referral::Referral> found;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    found = work.referrals().read(permit_of_sender({}, Act::read_referral), id);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return found;
}

Result<NewDocument> follow_document(const Means& means, ReferralId id, std::int64_t number) {
  Result<NewDocument> found;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    found = work.referrals().document(permit_of_sender({}, Act::read_referral), id, number);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return found;
}

Result<Refused> complete_referral(const Means& means, DocumentScanner& scanner, ReferralId id,
                                  const Confidential<std::string>& text, const std::vector<SentFile>& files,
                                  const Origin& origin) {
  Refused refused;
  if (text.reveal().size() > 20'000) refused.fields.push_back({"text", referral::Fault::too_long});
  if (text.reveal().empty() && files.empty()) refused.fields.push_back({"text", referral::Fault::missing});
  const auto documents = documents_of(scanner, files, refused);
  if (!documents) return tl::unexpected(documents.error());
  if (!refused.empty()) return refused;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto permit = permit_of_sender({}, Act::refer_patient);
    const auto now = work.referrals().read(permit_of_sender({}, Act::read_referral), id);
    if (!now) return tl::unexpected(now.error());
    for (const NewDocument& document : *documents)
      if (auto added = work.referrals().add_document(permit, id, means.clock.now(), document); !added)
        return added;
    const referral::Event event{0, means.clock.now(), Happening::completed, {}, {}, text};
    if (auto added = work.referrals().happened(permit, id, now->version, event); !added) return added;
    AuditEntry entry = entry_of_sender(means, Deed::data_received, id, origin);
    entry.centre = now->centre;
    entry.facts = "{\"documents\":" + std::to_string(documents->size()) + "}";
    if (auto added = work.audit().add(entry); !added) return added;
    return work.announce("referral", now->centre);
  });
  if (!written) return tl::unexpected(written.error());
  return refused;
}

}  // namespace repere::workflows
