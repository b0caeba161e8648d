#pragma once
#include <filesystem>

#include "domain/reference_data.hpp"
#include "workflows/ports.hpp"

namespace repere::exchange {

/// One CSV or TSV file, and the mapping (docs/mapping.md) that says how its rows become cases.
class MappedFile : public workflows::CaseSource {
 public:
  /// `reference` must outlive the file.
  MappedFile(const ReferenceData& reference, std::filesystem::path data, std::filesystem::path mapping)
      : reference_(reference), data_(std::move(data)), mapping_(std::move(mapping)) {}

  /// Reads every row; acts are sorted by tumour. A row's problem names the file's own column.
  /// Errors: not_found, unavailable; incorrect with the mapping's lines if the mapping is wrong or names a
  /// column that the
  ///   file does not have, or if the file has no proper header
  Result<workflows::Intake> read() override;

 private:
  const ReferenceData& reference_;
  std::filesystem::path data_, mapping_;
};

}  // namespace repere::exchange
