#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/referrals/documents.hpp"

// The referrals that somebody with an account has sent: no link and no code, the account is the proof.
namespace repere::workflows {

/// The newest first.
Result<std::vector<referral::Summary>> own_referrals(const Means& means, const Asking& asking);
/// Errors of each: not_found, also for a referral that somebody else sent
Result<referral::Referral> own_referral(const Means& means, const Asking& asking, referral::ReferralId id);
Result<NewDocument> own_document(const Means& means, const Asking& asking, referral::ReferralId id,
                                 std::int64_t number);
/// Words, documents, or both, as complete_referral takes them.
Result<Refused> complete_own(const Means& means, DocumentScanner& scanner, const Asking& asking,
                             referral::ReferralId id, const Confidential<std::string>& text,
                             const std::vector<SentFile>& files);

}  // namespace repere::workflows
