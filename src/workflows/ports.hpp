#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/registry/tables.hpp"

// What the workflows need of the outside world. storage, exchange and system implement these; app puts them together.
namespace repere::workflows {

enum class Severity { error, warning };

/// Something wrong, or odd, in one row. It never repeats a value: the class of what is wrong is enough to mend it.
struct RowProblem {
  Severity severity = Severity::error;
  std::string file;        ///< name in the folder ("surgeries.csv")
  std::uint64_t line = 0;  ///< 1 is the header; 0: the file as a whole
  std::string column;      ///< empty: the row as a whole
  std::string what;        ///< class of the problem ("not a date", "death before diagnosis")
  std::string remedy;      ///< what to change
};

/// Cases as they were read, with what is wrong with them. With one error no row may be used.
struct Intake {
  registry::Registry registry;
  std::string file_name;  ///< of a mapped file; empty when each table is a file of its own (name.csv)
  std::vector<RowProblem> problems;  ///< in order of file and line, at most `most_problems`
  std::size_t errors = 0, warnings = 0;  ///< all of them, those not listed too
  static constexpr std::size_t most_problems = 10'000;

  void add(RowProblem problem) {
    ++(problem.severity == Severity::error ? errors : warnings);
    if (problems.size() < most_problems) problems.push_back(std::move(problem));
  }
};

/// Something that cases are read from: a folder, a mapped file, the record.
class CaseSource {
 public:
  virtual ~CaseSource() = default;
  /// Errors: not_found, unavailable when it cannot be opened; incorrect when it is not of its format at all (the rows'
  ///   own problems are in the Intake)
  virtual Result<Intake> read() = 0;
};

enum class RevisionKind : std::uint8_t { import = 1, undo = 2, edit = 3 };

/// Who changed the record, when, and why.
struct RevisionHeader {
  RevisionKind kind = RevisionKind::edit;
  Instant at{};
  std::string author;
  std::string reason;
};

/// A change of the record. An import is a revision: its number is the batch number.
struct Revision : RevisionHeader {
  RevisionId id;
  std::int64_t rows_added = 0, rows_replaced = 0;
  std::optional<RevisionId> undone_by;  ///< the undo that took it back
  std::optional<RevisionId> undoes;     ///< in an undo: what it took back
};

/// What becomes of one row of a change.
enum class RowAction : std::uint8_t {
  keep,     ///< the record has it as it is: `id` says which; it may be referred to
  add,      ///< new
  replace,  ///< a new version of record `id`
};

/// A change to be written as one revision, whole or not at all. The centres of an edit's rows are the record's, and its
/// data sets too unless it adds a patient: they are not written.
/// Shape: actions have the lengths of their tables in `rows`; act_actions in the order of registry::act_tables
struct ChangeSet {
  RevisionHeader header;
  const registry::Registry& rows;
  std::vector<RowAction> patients, tumours;
  std::array<std::vector<RowAction>, std::tuple_size_v<decltype(registry::act_tables)>> acts;
  /// The newest revision when the change was made up (0: the record was empty): another one since then is a conflict,
  /// for it may have brought the same rows. Not given: only the rows to replace must be the newest.
  std::optional<RevisionId> based_on;
};

/// The record of the network. Every change is a revision; no version of a row is ever lost.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  /// The cases as revision `as_of` left them (the newest when not given), acts sorted by tumour, `id` filled in every
  /// row; only those of `source` when given.
  /// Errors: not_found when there is no such revision
  virtual Result<registry::Registry> read(std::optional<RevisionId> as_of, std::optional<std::string> source) = 0;

  /// Writes the change in one transaction; when this returns, it is on the disk.
  /// Errors: conflict when a row to replace is not the newest of its record any more, or the record is not as
  ///   `based_on` left it; unavailable
  virtual Result<Revision> apply(const ChangeSet& change) = 0;

  /// Takes a revision back by a new one: what it added is closed, what it replaced returns.
  /// Errors: not_found; conflict when it was undone before, or a later revision built on its rows (named in the message)
  virtual Result<Revision> undo(RevisionId revision, const RevisionHeader& header) = 0;

  /// All revisions, oldest first.
  virtual Result<std::vector<Revision>> revisions() = 0;

  virtual Result<int> schema_version() = 0;

  /// The key that read() would give for this patient of `source` if they were erased: so that an import still knows them.
  virtual Confidential<std::string> key_if_erased(const std::string& source,
                                                  const Confidential<std::string>& key) = 0;
};

/// The one place that knows the time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

}  // namespace repere::workflows
