#pragma once
#include <optional>
#include <string_view>

namespace repere::referral {

/// What a document is by its first bytes, and whether it is taken.
enum class DocumentKind {
  pdf,
  jpeg,
  png,
  tiff,
  webp,
  heic,
  dicom,    ///< an examination's images: too large to be sent like this, and read elsewhere
  archive,  ///< zip and its kin (Word documents too): not opened here, so not taken
  program,  ///< of any system
  other,
};

/// Looks at the content alone: names and claimed types say nothing.
/// Shape: at least the first 1,024 bytes, or all of a shorter file
DocumentKind document_kind(std::string_view beginning);

/// The media type under which a taken document is given out; nothing for what is not taken.
std::optional<std::string_view> media_type_of(DocumentKind kind);

}  // namespace repere::referral
