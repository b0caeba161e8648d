#pragma once
#include <functional>
#include <string>
#include <vector>

#include "domain/reference_data.hpp"
#include "workflows/ports.hpp"

namespace repere::workflows {

struct ImportRequest {
  bool dry_run = false;
  std::string author;  ///< who imports: the account's name
  std::string reason;  ///< what is imported: shown in the history
};

/// What became of one table's rows.
struct TableCount {
  std::string table;
  std::size_t read = 0, added = 0, replaced = 0, unchanged = 0;
};

struct ImportReport {
  Intake intake;  ///< the problems; its registry is empty after the import
  std::vector<TableCount> tables;
  bool refused = false;              ///< there were errors: nothing was written
  bool dry_run = false;
  std::optional<Revision> revision;  ///< the batch; nothing when refused, on a dry run, or when nothing was new
  std::size_t added() const;
  std::size_t replaced() const;
};

/// Opens the record when it is needed: not before the source is known to be good. Null, on a dry run only: there is no
/// record yet.
using OpenRecord = std::function<Result<RecordStore*>()>;

/// Brings cases into the record: all rows or none. Rows that the record has already are left as they are; a row known
/// by its key with other content becomes its next version; rows that are not in the source stay.
/// Errors: those of the source and the store; a source whose rows have problems is no error: `refused` says so
Result<ImportReport> import_cases(CaseSource& source, const OpenRecord& open_record, const ReferenceData& reference,
                                  const Clock& clock, const ImportRequest& request);

/// Checks that the rows of an intake can be true together and adds what is wrong to its problems.
void check_intake(Intake& intake, const ReferenceData& reference, Instant now);

/// Takes an import back.
/// Errors: not_found when the batch is unknown or is no import; conflict as RecordStore::undo
Result<Revision> undo_import(RecordStore& store, RevisionId batch, const Clock& clock, const std::string& author);

}  // namespace repere::workflows
