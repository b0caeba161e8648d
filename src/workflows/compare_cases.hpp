#pragma once
#include <functional>

#include "workflows/ports.hpp"

namespace repere::workflows {

/// What an import would do to each row; rows to keep or replace have their record's number in `id`.
struct Comparison {
  std::vector<RowAction> patients, tumours;
  std::array<std::vector<RowAction>, std::tuple_size_v<decltype(registry::act_tables)>> acts;
  bool dataset_changed = false;
  std::vector<RowProblem> problems;  ///< a tumour that has another patient in the record
};

/// RecordStore::key_if_erased of the source that is compared.
using KeyIfErased = std::function<Confidential<std::string>(const Confidential<std::string>& key)>;

/// Compares incoming cases with the record's cases of the same source. Patients and tumours are known by their keys;
/// acts by their key within the tumour, or, without one, by being equal to the letter. Of patients who were erased, incoming
/// keys and birth dates are dropped: only the age at diagnosis in whole years stays.
/// Shape: existing is sorted by tumour; centre indexes of `incoming` are rewritten to those of the merged list, and
///   incoming.centres becomes that list
/// Errors: conflict when a centre that the source brings is in the record with other content
Result<Comparison> compare_cases(registry::Registry& incoming, const registry::Registry& existing,
                                 const KeyIfErased& key_if_erased);

}  // namespace repere::workflows
