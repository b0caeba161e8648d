#pragma once
#include <vector>

#include "domain/registry/records.hpp"
#include "storage/write_state.hpp"

// The table `dataset`: what each source says of itself.
namespace repere::storage {

struct StoredDataset {
  std::int64_t id = 0;
  registry::Dataset dataset;
};

/// The data sets as revision `as_of` left them, by number.
Result<std::vector<StoredDataset>> read_datasets(Connection& connection, RevisionId as_of);

/// Writes the data sets that are new or changed; the result is the record number of each.
Result<std::vector<std::int64_t>> write_datasets(WriteState& state,
                                                 const std::vector<registry::Dataset>& datasets);

/// The record numbers of data sets that are in the record.
/// Errors: conflict when one was taken back meanwhile
Result<std::vector<std::int64_t>> find_datasets(WriteState& state, const std::vector<registry::Dataset>& datasets);

}  // namespace repere::storage
