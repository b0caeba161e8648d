#pragma once
#include <memory>

#include "domain/reference_data.hpp"
#include "storage/connection.hpp"
#include "workflows/ports.hpp"

namespace repere::storage {

/// The record of the network in a SQL database. It serves one thread at a time.
class SqlRecordStore final : public workflows::RecordStore {
 public:
  /// Shape: the tables are those of the newest migration; `reference` outlives the store
  SqlRecordStore(std::unique_ptr<Connection> connection, const ReferenceData& reference)
      : connection_(std::move(connection)), reference_(reference) {}

  Result<registry::Registry> read(std::optional<RevisionId> as_of,
                                  std::optional<std::string> source) override;
  Result<workflows::Revision> apply(const workflows::ChangeSet& change) override;
  Result<workflows::Revision> undo(RevisionId revision, const workflows::RevisionHeader& header) override;
  Result<std::vector<workflows::Revision>> revisions() override;
  Result<int> schema_version() override;

 private:
  std::unique_ptr<Connection> connection_;
  const ReferenceData& reference_;
};

}  // namespace repere::storage
