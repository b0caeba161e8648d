#include "workflows/referrals/documents.hpp"

#include "domain/referral/document_type.hpp"

namespace repere::workflows {

using Reason = Refused::Reason;
using referral::DocumentKind;

namespace {

std::optional<Reason> refusal_of(const SentFile& file) {
  const std::string& content = file.content.reveal();
  if (content.empty()) return Reason::file_empty;
  if (content.size() > document_limits.bytes) return Reason::file_too_large;
  switch (referral::document_kind(std::string_view(content).substr(0, 4096))) {
    case DocumentKind::dicom:
      return Reason::file_is_dicom;
    case DocumentKind::archive:
      return Reason::file_is_archive;
    case DocumentKind::program:
      return Reason::file_is_program;
    case DocumentKind::other:
      return Reason::file_is_unknown;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<std::vector<NewDocument>> documents_of(DocumentScanner& scanner, const std::vector<SentFile>& files,
                                              Refused& refused) {
  std::vector<NewDocument> documents;
  if (files.size() > document_limits.files) refused.reasons.push_back(Reason::too_many_files);
  for (const SentFile& file : files) {
    if (const auto why = refusal_of(file)) {
      refused.reasons.push_back(*why);
      continue;
    }
    if (const auto clean = scanner.check(file.content.reveal()); !clean) {
      if (clean.error().kind != ErrorKind::forbidden) return tl::unexpected(clean.error());
      refused.reasons.push_back(Reason::file_is_malicious);
      continue;
    }
    const auto kind = referral::document_kind(std::string_view(file.content.reveal()).substr(0, 4096));
    documents.push_back({false, std::string(*referral::media_type_of(kind)), file.name, file.content});
  }
  if (!refused.empty()) documents.clear();
  return documents;
}

}  // namespace repere::workflows
