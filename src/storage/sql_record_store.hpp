#pragma once
#include <memory>

#include "domain/reference_data.hpp"
#include "storage/connection.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// The record of the network in a SQL database. It serves one thread at a time.
class SqlRecordStore final : public workflows::RecordStore {
 public:
  /// Shape: the tables are those of the newest migration; `reference` and `secrets` outlive the store
  SqlRecordStore(std::unique_ptr<Connection> connection, const ReferenceData& reference, workflows::Secrets& secrets)
      : connection_(std::move(connection)), reference_(reference), secrets_(secrets) {}

  Result<registry::Registry> read(std::optional<RevisionId> as_of,
                                  std::optional<std::string> source) override;
  Result<workflows::Revision> apply(const workflows::ChangeSet& change) override;
  Result<workflows::Revision> undo(RevisionId revision, const workflows::RevisionHeader& header) override;
  Result<std::vector<workflows::Revision>> revisions() override;
  Result<int> schema_version() override;
  Confidential<std::string> key_if_erased(const std::string& source, const Confidential<std::string>& key) override;

 private:
  std::unique_ptr<Connection> connection_;
  const ReferenceData& reference_;
  workflows::Secrets& secrets_;
};

}  // namespace repere::storage
