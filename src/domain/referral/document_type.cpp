#include "domain/referral/document_type.hpp"

namespace repere::referral {

using namespace std::string_view_literals;

namespace {

struct Mark {
  std::size_t at;
  std::string_view bytes;
  DocumentKind kind;
};
constexpr Mark marks[] = {{0, "\xFF\xD8\xFF"sv, DocumentKind::jpeg},
                          {0, "\x89PNG\r\n\x1A\n"sv, DocumentKind::png},
                          {0, "II*\0"sv, DocumentKind::tiff},
                          {0, "MM\0*"sv, DocumentKind::tiff},
                          {128, "DICM"sv, DocumentKind::dicom},
                          {0, "PK\x03\x04"sv, DocumentKind::archive},
                          {0, "PK\x05\x06"sv, DocumentKind::archive},
                          {0, "\x1F\x8B"sv, DocumentKind::archive},
                          {0, "BZh"sv, DocumentKind::archive},
                          {0, "\xFD"
                              "7zXZ\0"sv,
                           DocumentKind::archive},
                          {0, "7z\xBC\xAF\x27\x1C"sv, DocumentKind::archive},
                          {0, "Rar!"sv, DocumentKind::archive},
                          {0, "MZ"sv, DocumentKind::program},
                          {0, "\x7F"
                              "ELF"sv,
                           DocumentKind::program},
                          {0, "#!"sv, DocumentKind::program}};

}  // namespace

DocumentKind document_kind(std::string_view beginning) {
  if (beginning.size() >= 12 && beginning.substr(0, 4) == "RIFF" && beginning.substr(8, 4) == "WEBP")
    return DocumentKind::webp;
  if (beginning.size() >= 12 && beginning.substr(4, 4) == "ftyp")
    for (const auto brand : {"heic"sv, "heix"sv, "mif1"sv})
      if (beginning.substr(8, 4) == brand) return DocumentKind::heic;
  for (const Mark& mark : marks)
    if (beginning.size() >= mark.at + mark.bytes.size() &&
        beginning.substr(mark.at, mark.bytes.size()) == mark.bytes)
      return mark.kind;
  // Readers look for it in the first kilobyte; a program in front of it was recognised above.
  if (beginning.substr(0, 1024).find("%PDF-") != std::string_view::npos) return DocumentKind::pdf;
  return DocumentKind::other;
}

std::optional<std::string_view> media_type_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::pdf:
      return "application/pdf";
    case DocumentKind::jpeg:
      return "image/jpeg";
    case DocumentKind::png:
      return "image/png";
    case DocumentKind::tiff:
      return "image/tiff";
    case DocumentKind::webp:
      return "image/webp";
    case DocumentKind::heic:
      return "image/heic";
    default:
      return std::nullopt;
  }
}

}  // namespace repere::referral
