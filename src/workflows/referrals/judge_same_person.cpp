#include "workflows/referrals/judge_same_person.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/case_files.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/referral_access.hpp"

namespace repere::workflows {

using access::Act;
using referral::ReferralId;

namespace {

Result<void> check_reason(const Confidential<std::string>& reason) {
  if (is_blank(reason.reveal())) return fail(ErrorKind::incorrect, "say why: whoever looks at it later reads it");
  if (reason.reveal().size() > 500) return fail(ErrorKind::incorrect, "the reason is too long: at most 500 bytes");
  return {};
}

// From the side of one referral.
Known known_in(const SameJudgement& one, ReferralId side) {
  if (one.patient) return {{}, one.patient};
  return {one.referral == side ? one.other : one.referral, {}};
}

Result<std::vector<SameJudgement>> newest(Work& work, const access::Permit& permit, ReferralId id) {
  const auto all = work.referrals().judgements(permit, id);
  if (!all) return tl::unexpected(all.error());
  std::vector<SameJudgement> last;
  for (const SameJudgement& one : *all) {
    const auto found = std::find_if(last.begin(), last.end(), [&](const auto& each) { return known_in(each, id) == known_in(one, id); });
    if (found != last.end()) last.erase(found);
    if (one.said != Said::taken_back) last.push_back(one);
  }
  return last;
}

bool is_proposed(const SamePerson& same, const Known& known) {
  if (known.patient) return std::find(same.patients.begin(), same.patients.end(), known.patient) != same.patients.end();
  return std::any_of(same.referrals.begin(), same.referrals.end(), [&](const auto& one) { return one.id == known.other; });
}

Result<void> write(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, ReferralId id, const Known& known, Said said,
                   const Confidential<std::string>& reason) {
  const Instant now = means.clock.now();
  if (auto added = work.referrals().judge(permit, {0, id, known.other, known.patient, said, asking.caller.account, now, reason}); !added) return added;
  AuditEntry entry = entry_of(means, asking, permit, id);
  entry.patient = known.patient;
  entry.facts = "{\"person\":\"" + std::string(word_in(said_words, said)) + "\"" +
                (known.other ? ",\"referral\":" + std::to_string(known.other.value) : std::string()) + "}";
  if (auto noted = work.audit().add(entry); !noted) return noted;
  const auto standing = work.referrals().standing(id);
  if (!standing) return tl::unexpected(standing.error());
  return work.announce("referral", standing->responsible_centre);
}

// What hangs on the joining would be another person's.
Result<void> check_on_no_agenda(Work& work, ReferralId id) {
  PresentationFilter filter;
  filter.referral = id;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  if (std::all_of(all->begin(), all->end(), [](const auto& one) { return one.stage == board::Stage::withdrawn; })) return {};
  return fail(ErrorKind::conflict, "this referral is on an agenda as that case's: withdraw it there first");
}

Result<void> leave_case(Work& work, const Means& means, const Asking& asking, ReferralId id, PatientId patient) {
  const auto standing = work.referrals().standing(id);
  if (!standing) return tl::unexpected(standing.error());
  const auto edit = authorise_for(means, asking, Act::edit_case, access::of_centre(standing->responsible_centre));
  if (!edit) return tl::unexpected(edit.error());
  if (auto free = check_on_no_agenda(work, id); !free) return free;
  if (auto left = work.referrals().unbind(*edit, id, patient); !left) return left;
  return work.announce("case", std::to_string(patient.value));
}

}  // namespace

Result<std::vector<SameJudgement>> said_of_persons(const Means& means, const Asking& asking, ReferralId id) {
  const auto permit = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<SameJudgement>> said;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    said = newest(work, *permit, id);
    if (!said) return tl::unexpected(said.error());
    std::erase_if(*said, [&](const SameJudgement& one) {
      const Known known = known_in(one, id);
      if (known.other) {
        const auto standing = work.referrals().standing(known.other);
        return !standing || !access::authorise(asking.caller, Act::read_referral, *standing);
      }
      const auto standing = work.cases().standing(known.patient);
      return !standing || !access::authorise(asking.caller, Act::read_case, standing->standing);
    });
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return said;
}

Result<void> say_different(const Means& means, const Asking& asking, ReferralId id, const Known& known, const Confidential<std::string>& reason) {
  if (auto right = check_reason(reason); !right) return right;
  const auto permit = authorise_for_referral(means, asking, Act::handle_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  const auto same = same_person(means, asking, id);
  if (!same) return tl::unexpected(same.error());
  if (!is_proposed(*same, known)) return fail(ErrorKind::incorrect, "this is nobody of the same name and birth date: look at the referral again");
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto its_case = work.referrals().case_of(id);
    if (!its_case) return tl::unexpected(its_case.error());
    if (known.patient && *its_case == known.patient)
      return fail(ErrorKind::conflict, "this referral is joined to that case: take that back first");
    return write(work, means, asking, *permit, id, known, Said::different, reason);
  });
}

Result<void> take_back(const Means& means, const Asking& asking, ReferralId id, const Known& known, const Confidential<std::string>& reason) {
  if (auto right = check_reason(reason); !right) return right;
  const auto permit = authorise_for_referral(means, asking, Act::handle_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto said = newest(work, *permit, id);
    if (!said) return tl::unexpected(said.error());
    const auto found = std::find_if(said->begin(), said->end(), [&](const auto& one) { return known_in(one, id) == known; });
    if (found == said->end()) return fail(ErrorKind::conflict, "nothing is said of these two any more: look at the referral again");
    if (found->said == Said::same)
      if (auto left = leave_case(work, means, asking, id, known.patient); !left) return left;
    return write(work, means, asking, *permit, id, known, Said::taken_back, reason);
  });
}

}  // namespace repere::workflows
