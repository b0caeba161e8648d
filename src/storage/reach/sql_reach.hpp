#pragma once
#include "storage/shared_database.hpp"
#include "workflows/reach/reach_store.hpp"

namespace repere::storage {

/// The counts of the public pages in SQL: several servers add to the same rows.
class SqlReach final : public workflows::ReachStore {
 public:
  /// Shape: the database outlives it
  explicit SqlReach(SharedDatabase& database) : database_(database) {}
  Result<void> add(const std::vector<reach::Count>& counts) override;
  Result<std::vector<reach::Count>> read(const access::Permit& permit, Day from) override;

 private:
  SharedDatabase& database_;
};

}  // namespace repere::storage
