#pragma once
#include <filesystem>

#include "domain/reference_data.hpp"
#include "workflows/ports.hpp"

namespace repere::exchange {

/// A folder of the exchange format (docs/exchange-format.md): dataset.toml, patients.csv, tumours.csv, and
/// where there are any centres.csv and one CSV file for each table of acts.
class ExchangeFolder : public workflows::CaseSource {
 public:
  /// `reference` must outlive the folder.
  ExchangeFolder(const ReferenceData& reference, std::filesystem::path path)
      : reference_(reference), path_(std::move(path)) {}

  /// Reads every row; acts are sorted by tumour. A row that cannot be used at all (no key, a key that stands
  /// twice, an unknown patient or tumour) is left out and is an error in the intake. Errors: not_found if the
  /// folder, dataset.toml, patients.csv or tumours.csv is not there; unavailable; incorrect if
  ///   dataset.toml is wrong or a file has no proper header
  Result<workflows::Intake> read() override;

 private:
  const ReferenceData& reference_;
  std::filesystem::path path_;
};

}  // namespace repere::exchange
