#pragma once
#include "workflows/accounts/means.hpp"
#include "workflows/referrals/referral_store.hpp"

// Sending a patient to a centre, and following what becomes of it, by whoever sent: with the secret link and the code they
// chose, without account.
namespace repere::workflows {

/// What looks for malicious content in a document; an operator's own program.
class DocumentScanner {
 public:
  virtual ~DocumentScanner() = default;
  /// Errors: forbidden when the content is malicious; unavailable when it cannot be checked now
  virtual Result<void> check(std::string_view content) = 0;
};
/// Where no scanner is configured.
class NoScanner final : public DocumentScanner {
 public:
  Result<void> check(std::string_view) override { return {}; }
};

/// A file as it was sent.
struct SentFile {
  Confidential<std::string> name, content;
};

struct Submission {
  std::string form;  ///< the form's own secret, made by `new_form`: the same form twice is one referral
  std::string centre;
  Confidential<referral::Answers> answers;
  Confidential<std::string> code;
  bool consent = false;  ///< the patient was told and does not object
  std::string suspicion;
  std::vector<SentFile> files;
};

/// What is wrong with a submission that was refused whole; the faults of its fields, and what else stands against it.
struct Refused {
  enum class Reason {
    no_consent,
    code_too_short,
    unknown_centre,
    too_many_files,
    file_empty,
    file_too_large,
    file_is_dicom,
    file_is_archive,
    file_is_program,
    file_is_unknown,
    file_is_malicious
  };
  std::vector<referral::FieldProblem> fields;
  std::vector<Reason> reasons;
  bool empty() const { return fields.empty() && reasons.empty(); }
};

struct DocumentLimits {
  std::size_t files = 10;
  std::size_t bytes = 20u << 20;  ///< of one file
};
inline constexpr DocumentLimits document_limits{};
inline constexpr std::size_t shortest_code = 8;

struct Sent {
  Refused refused;     ///< not empty: nothing was kept
  std::string number;  ///< to be said on the telephone
  std::string token;   ///< of the secret link; shown once
  bool again = false;  ///< this form had arrived already
};

/// Errors: those of the database
Result<std::vector<Centre>> receiving_centres(const Means& means);

/// The secret that makes one form one referral.
std::string new_form(const Means& means);

/// Everything is checked first; then it is taken whole.
/// Errors: busy, unavailable (also when documents cannot be scanned now)
Result<Sent> send_referral(const Means& means, DocumentScanner& scanner,
                           const std::vector<referral::Expectation>& expectations,
                           const access::Caller& caller, const Submission& submission, const Origin& origin);

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
