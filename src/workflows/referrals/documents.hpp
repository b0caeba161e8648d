#pragma once
#include "workflows/referrals/send_referral.hpp"

namespace repere::workflows {

/// The files as documents, in their order; what is refused is added to `refused`, and then none is taken.
/// Errors: unavailable when they cannot be scanned now
Result<std::vector<NewDocument>> documents_of(DocumentScanner& scanner, const std::vector<SentFile>& files,
                                              Refused& refused);

}  // namespace repere::workflows
