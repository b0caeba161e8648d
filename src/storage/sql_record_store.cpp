#include "storage/sql_record_store.hpp"

#include "storage/migrations.hpp"
#include "storage/read_registry.hpp"
#include "storage/revision_log.hpp"
#include "storage/source_identities.hpp"
#include "storage/undo_revision.hpp"
#include "storage/write_change.hpp"

namespace repere::storage {

using workflows::Revision;

Result<registry::Registry> SqlRecordStore::read(std::optional<RevisionId> as_of,
                                                std::optional<std::string> source) {
  return read_registry(*connection_, reference_, secrets_, as_of, source);
}

Result<Revision> SqlRecordStore::apply(const workflows::ChangeSet& change) {
  return write_change(*connection_, reference_, secrets_, change);
}

Result<Revision> SqlRecordStore::undo(RevisionId revision, const workflows::RevisionHeader& header) {
  return undo_revision(*connection_, revision, header);
}

Result<std::vector<Revision>> SqlRecordStore::revisions() { return read_log(*connection_); }

Result<int> SqlRecordStore::schema_version() { return schema_version_of(*connection_); }

Confidential<std::string> SqlRecordStore::key_if_erased(const std::string& source,
                                                        const Confidential<std::string>& key) {
  return Confidential<std::string>(key_of_erased(hash_of_key(secrets_, source, key)));
}

}  // namespace repere::storage
