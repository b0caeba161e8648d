#pragma once
#include "workflows/accounts/means.hpp"
#include "workflows/referrals/documents.hpp"

// Following what became of a referral, by whoever sent it: with the secret link and the code they chose, without account.
namespace repere::workflows {

/// What opens a referral for half an hour, once link and code were right: kept by the browser.
/// Errors: forbidden when link or code is not right (which, is not said); busy after too many failures
Result<std::string> open_tracking(const Means& means, const std::string& token,
                                  const Confidential<std::string>& code, const Origin& origin);
/// Errors: forbidden when the pass is not one, or over
Result<referral::ReferralId> referral_of_pass(const Means& means, std::string_view pass);

/// The referral as its sender may see it.
Result<referral::Referral> follow_referral(const Means& means, referral::ReferralId id);
/// A document, for the sender: their own, or the centre's.
Result<NewDocument> follow_document(const Means& means, referral::ReferralId id, std::int64_t number);

/// The sender adds words, documents, or both.
Result<Refused> complete_referral(const Means& means, DocumentScanner& scanner, referral::ReferralId id,
                                  const Confidential<std::string>& text, const std::vector<SentFile>& files,
                                  const Origin& origin);

}  // namespace repere::workflows
