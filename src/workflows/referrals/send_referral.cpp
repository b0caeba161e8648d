#include "workflows/referrals/send_referral.hpp"

#include <algorithm>

#include "domain/board/network_day.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

using access::Act;
using Reason = Refused::Reason;

namespace {

Day day_of(Instant at) { return board::network_day(at); }

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

struct Secrecy {
  std::string token, number, submission_hash;
};
Secrecy secrecy_of(Secrets& secrets, const std::string& form) {
  return {secrets.hash(HashedFor::link, "referral link " + form),
          readable_number(secrets.hash(HashedFor::link, "referral number " + form)),
          secrets.hash(HashedFor::link, "referral form " + form)};
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
  made.token_hash = token_hash_of(means.secrets, secrecy.token);
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

}  // namespace repere::workflows
