#include "workflows/referrals/send_referral.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "workflows/accounts/attempts.hpp"
#include "workflows/referrals/documents.hpp"

namespace repere::workflows {

using access::Act;
using referral::Happening;
using referral::ReferralId;
using Reason = Refused::Reason;

namespace {

constexpr std::chrono::minutes pass_lasts{30};

std::string object_of(ReferralId id) { return "referral " + std::to_string(id.value); }

Day day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }

// Read aloud without doubt: no 0 and O, no 1 and I. Folds a keyed hash to 40 bits (FNV-1a, 64 bits).
std::string readable_number(std::string_view hash) {
  constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::uint64_t folded = 0xcbf29ce484222325U;
  for (const char c : hash) folded = (folded ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::string number = "R";
  for (int i = 0; i < 8; ++i) {
    if (i % 4 == 0) number += '-';
    number += letters[(folded >> (24 + 5 * i)) & 31U];
  }
  return number;
}

bool is_among(const std::vector<Centre>& centres, const std::string& code) {
  return std::any_of(centres.begin(), centres.end(), [&](const Centre& one) { return one.code == code; });
}

Refused check_words(const std::vector<Centre>& centres, const Submission& submission, Day today) {
  Refused refused;
  refused.fields = referral::check(submission.answers.reveal(), today);
  if (!submission.consent) refused.reasons.push_back(Reason::no_consent);
  if (submission.code.reveal().size() < shortest_code) refused.reasons.push_back(Reason::code_too_short);
  if (!is_among(centres, submission.centre)) refused.reasons.push_back(Reason::unknown_centre);
  return refused;
}

access::Permit permit_of_sender(const access::Caller& caller, Act act) {
  // Whoever sends, and whoever proved link and code, is the sender: the policy opens these acts to them.
  return *access::authorise(caller, act, access::of_the_caller());
}

AuditEntry entry_of_sender(const Means& means, Deed deed, ReferralId id, const Origin& origin) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.deed = deed;
  entry.object = object_of(id);
  entry.request = origin.request;
  return entry;
}

// Only a sender's own pass is made of this.
std::string proof_of(Secrets& secrets, std::string_view text) {
  return secrets.hash(HashedFor::form, "referral pass " + std::string(text));
}

struct Secrecy {
  std::string token, number, submission_hash;
};
Secrecy secrecy_of(Secrets& secrets, const std::string& form) {
  return {secrets.hash(HashedFor::link, "referral link " + form),
          readable_number(secrets.hash(HashedFor::link, "referral number " + form)),
          secrets.hash(HashedFor::link, "referral form " + form)};
}
std::string token_hash(Secrets& secrets, const std::string& token) {
  return secrets.hash(HashedFor::link, "referral " + token);
}

NewReferral new_referral(const Means& means, const std::vector<referral::Expectation>& expectations,
                         const access::Caller& caller, const Submission& submission, const Secrecy& secrecy) {
  NewReferral made;
  const Instant now = means.clock.now();
  referral::Summary& summary = made.summary;
  summary.number = secrecy.number;
  summary.centre = submission.centre;
  summary.received = summary.changed = now;
  summary.age = referral::age_group_of(submission.answers.reveal(), day_of(now));
  summary.place = referral::place_of(submission.answers.reveal());
  const auto expected = referral::expected_of(expectations, summary.age, summary.place);
  summary.due = day_of(now) + std::chrono::days(expected.days);
  made.sender = caller.account;
  made.token_hash = token_hash(means.secrets, secrecy.token);
  made.submission_hash = secrecy.submission_hash;
  made.answers = submission.answers;
  made.suspicion = submission.suspicion;
  return made;
}

}  // namespace

Result<std::vector<Centre>> receiving_centres(const Means& means) {
  Result<std::vector<Centre>> centres;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    centres = work.referrals().receiving_centres();
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return centres;
}

std::string new_form(const Means& means) { return means.secrets.new_token(); }

Result<Sent> send_referral(const Means& means, DocumentScanner& scanner,
                           const std::vector<referral::Expectation>& expectations,
                           const access::Caller& caller, const Submission& submission, const Origin& origin) {
  Sent sent;
  const Secrecy secrecy = secrecy_of(means.secrets, submission.form);
  std::optional<referral::Summary> earlier;
  std::vector<Centre> centres;
  const auto looked = means.transactions.read([&](Work& work) -> Result<void> {
    const auto found = work.referrals().of_submission(secrecy.submission_hash);
    if (!found) return tl::unexpected(found.error());
    earlier = *found;
    auto all = work.referrals().receiving_centres();
    if (!all) return tl::unexpected(all.error());
    centres = std::move(*all);
    return {};
  });
  if (!looked) return tl::unexpected(looked.error());
  if (earlier) return Sent{{}, secrecy.number, secrecy.token, true};

  sent.refused = check_words(centres, submission, day_of(means.clock.now()));
  auto documents = documents_of(scanner, submission.files, sent.refused);
  if (!documents) return tl::unexpected(documents.error());
  if (!sent.refused.empty()) return sent;
  const auto code = means.secrets.hash_password(submission.code);
  if (!code) return tl::unexpected(code.error());
  NewReferral made = new_referral(means, expectations, caller, submission, secrecy);
  made.code_hash = *code;
  made.documents = std::move(*documents);
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto id = work.referrals().add(permit_of_sender(caller, Act::refer_patient), made);
    if (!id) return tl::unexpected(id.error());
    AuditEntry entry = entry_of_sender(means, Deed::data_received, *id, origin);
    entry.account = caller.account;
    entry.centre = made.summary.centre;
    entry.facts = "{\"documents\":" + std::to_string(made.documents.size()) + "}";
    if (auto added = work.audit().add(entry); !added) return added;
    return work.announce("referral", made.summary.centre);
  });
  if (!written) return tl::unexpected(written.error());
  sent.number = secrecy.number;
  sent.token = secrecy.token;
  return sent;
}

Result<std::string> open_tracking(const Means& means, const std::string& token, const Confidential<std::string>& code,
                                  const Origin& origin) {
  const auto wrong = [] { return fail(ErrorKind::forbidden, "the link or the code is not right"); };
  const std::string hash = token_hash(means.secrets, token);
  const Attempt attempt = attempt_of(means.secrets, "referral " + hash, origin.address);
  ReferralStore::Lock lock;
  const auto looked = means.transactions.read([&](Work& work) -> Result<void> {
    if (auto allowed = check_attempts(work, attempt, means.clock.now()); !allowed) return allowed;
    const auto found = work.referrals().of_token(hash);
    if (found) lock = *found;
    return found || found.error().kind == ErrorKind::not_found ? Result<void>() : tl::unexpected(found.error());
  });
  if (!looked) return tl::unexpected(looked.error());
  const auto matches = means.secrets.password_matches(lock.code_hash, code);
  if (!matches) return tl::unexpected(matches.error());
  const bool open = *matches && lock.id;
  const auto noted = means.transactions.write([&](Work& work) -> Result<void> {
    const Instant now = means.clock.now();
    if (auto counted = open ? forget_attempts(work, attempt) : note_attempt(work, attempt, now); !counted)
      return counted;
    AuditEntry entry = entry_of_sender(means, deed_of(Act::read_referral), lock.id, origin);
    if (!lock.id) entry.object.clear();
    if (!open) entry.outcome = Outcome::refused;
    return work.audit().add(entry);
  });
  if (!noted) return tl::unexpected(noted.error());
  if (!open) return wrong();
  const auto ends = std::chrono::duration_cast<std::chrono::seconds>((means.clock.now() + pass_lasts).time_since_epoch());
  const std::string text = std::to_string(lock.id.value) + "." + std::to_string(ends.count());
  return text + "." + proof_of(means.secrets, text);
}

Result<ReferralId> referral_of_pass(const Means& means, std::string_view pass) {
  const auto over = [] { return fail(ErrorKind::forbidden, "enter the code again"); };
  const std::size_t first = pass.find('.'), last = first == pass.npos ? first : pass.find('.', first + 1);
  if (last == std::string_view::npos) return over();
  const std::string expected = proof_of(means.secrets, pass.substr(0, last));
  const std::string_view given = pass.substr(last + 1);
  unsigned different = given.size() == expected.size() ? 0U : 1U;
  for (std::size_t i = 0; i < std::min(given.size(), expected.size()); ++i)
    different |= static_cast<unsigned char>(given[i] ^ expected[i]);
  const auto id = parse_whole(pass.substr(0, first)), ends = parse_whole(pass.substr(first + 1, last - first - 1));
  if (different != 0 || !id || !ends || means.clock.now() >= Instant(std::chrono::seconds(*ends))) return over();
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
      if (auto added = work.referrals().add_document(permit, id, means.clock.now(), document); !added) return added;
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
