#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"

namespace repere::exchange {

/// Writes a folder of the exchange format, part by part. What is written stands in a folder beside the target
/// until finish(); a writer that ends before leaves nothing behind. The same cases give the same bytes.
class ExchangeWriter {
 public:
  /// Begins to write `target`. `own` are the centres that the data set brings; `reference` must outlive the
  /// writer. Errors: conflict if the target is there and is not an empty folder; unavailable if nothing can
  /// be written there
  static Result<ExchangeWriter> create(const std::filesystem::path& target, const ReferenceData& reference,
                                       const registry::Dataset& dataset, const std::vector<Centre>& own);
  ExchangeWriter(ExchangeWriter&&) noexcept;
  ExchangeWriter& operator=(ExchangeWriter&&) noexcept;
  ~ExchangeWriter();

  /// Writes the cases of `chunk` behind those before. Centre codes are those of chunk.centres; a tumour names
  /// its patient, an act its tumour, by row number in the chunk. Shape: patients and tumours have keys, each
  /// once over all chunks Errors: unavailable if the disk is full or fails
  Result<void> append(const registry::Registry& chunk);

  /// Closes the files and gives the folder its name; nothing can be appended any more.
  /// Errors: unavailable; conflict if the target came into being meanwhile
  Result<void> finish();

 private:
  class Files;
  explicit ExchangeWriter(std::unique_ptr<Files> files);
  std::unique_ptr<Files> files_;
};

/// The centres of `all` that the network's own list does not have: those that a data set brought.
std::vector<Centre> own_centres(const Centres& all, const Centres& network);

}  // namespace repere::exchange
