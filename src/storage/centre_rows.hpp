#pragma once
#include <vector>

#include "domain/network/centres.hpp"
#include "storage/write_state.hpp"

// The tables `centre`, `centre_role` and `centre_site`: the centres that data sets brought with them.
namespace repere::storage {

struct StoredCentre {
  std::int64_t id = 0;
  Centre centre;
};

/// The stored centres as revision `as_of` left them, by number.
Result<std::vector<StoredCentre>> read_centres(Connection& connection, RevisionId as_of);

/// Writes the centres that neither `reference` nor the record has as they are.
/// Errors: conflict when `reference` has one with other content
Result<void> write_centres(WriteState& state, const Centres& centres, const Centres& reference);

}  // namespace repere::storage
