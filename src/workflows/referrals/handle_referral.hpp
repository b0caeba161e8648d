#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/referrals/referral_store.hpp"

// What the receiving centre does with referrals. Every reading and every step stands in the audit trail; each step has an
// author and a time, and none removes another.
namespace repere::workflows {

Result<std::vector<referral::Summary>> list_referrals(const Means& means, const Asking& asking,
                                                      const ReferralFilter& filter);

/// The first reading by the centre is a step of its own: the sender sees that it was opened.
/// Errors: not_found, also for a referral of another centre
Result<referral::Referral> read_referral(const Means& means, const Asking& asking, referral::ReferralId id);
Result<NewDocument> read_referral_document(const Means& means, const Asking& asking, referral::ReferralId id,
                                           std::int64_t number);
/// Other referrals and patients with the same folded name and birth date.
Result<SamePerson> same_person(const Means& means, const Asking& asking, referral::ReferralId id);

struct Step {
  referral::Happening what =
      referral::Happening::accepted;  ///< asked, redirected, accepted, answered, closed
  std::int64_t version = 0;           ///< the referral as it was read
  Confidential<std::string> text;     ///< what is asked, why it is passed on or closed, the answer
  std::string to_centre;              ///< of a redirection
};

/// Errors: incorrect when a step says nothing (all but `accepted` need words), or names no other centre; conflict when the
///   referral has changed since, or the step cannot follow; as authorise
Result<void> take_step(const Means& means, const Asking& asking, referral::ReferralId id, const Step& step);

}  // namespace repere::workflows
