#pragma once
#include "workflows/accounts/means.hpp"
#include "workflows/referrals/documents.hpp"

// Sending a patient to a centre, with an account or without.
namespace repere::workflows {

inline constexpr std::size_t shortest_code = 8;

struct Submission {
  std::string form;  ///< the form's own secret, made by `new_form`: the same form twice is one referral
  std::string centre;
  Confidential<referral::Answers> answers;
  Confidential<std::string> code;
  bool consent = false;  ///< the patient was told and does not object
  std::string suspicion;
  std::vector<SentFile> files;
};

struct Sent {
  Refused refused;     ///< not empty: nothing was kept
  std::string number;  ///< to be said on the telephone
  std::string token;   ///< of the secret link; shown once
  bool again = false;  ///< this form had arrived already
};

/// Who may receive: ReferralStore::receiving_centres.
/// Errors: those of the database
Result<std::vector<Centre>> receiving_centres(const Means& means);

/// The secret that makes one form one referral.
std::string new_form(const Means& means);

/// Everything is checked first; then it is taken whole.
/// Errors: busy, unavailable (also when documents cannot be scanned now)
Result<Sent> send_referral(const Means& means, DocumentScanner& scanner,
                           const std::vector<referral::Expectation>& expectations,
                           const access::Caller& caller, const Submission& submission, const Origin& origin);

}  // namespace repere::workflows
