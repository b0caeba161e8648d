#pragma once
#include "workflows/referrals/referral_store.hpp"

// Documents that come with a referral: taken by what they are, never by what they are called.
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
/// The files as documents, in their order; what is refused is added to `refused`, and then none is taken.
/// Errors: unavailable when they cannot be scanned now
Result<std::vector<NewDocument>> documents_of(DocumentScanner& scanner, const std::vector<SentFile>& files,
                                              Refused& refused);

}  // namespace repere::workflows
