#pragma once
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "workflows/work.hpp"

// Erasures outlive a restore: they are listed outside the database and its backups.
namespace repere::workflows {

/// Who was erased. The mark is a keyed hash of the record's number and pseudonym: a number that was given to somebody else
/// after an older backup was restored is not mistaken for the one who was erased.
struct Erasure {
  PatientId patient;
  std::string mark;
  Instant at{};
  bool operator==(const Erasure&) const = default;
};

/// The list outside the database.
class ErasureList {
 public:
  virtual ~ErasureList() = default;
  /// Errors: not_found when there is no list; incorrect when a line was altered, removed or added by others
  virtual Result<std::vector<Erasure>> read() = 0;
  /// Makes the list when there is none. Who is on it already is not added again; what is added is on the disk when this
  /// returns.
  virtual Result<void> add(const std::vector<Erasure>& erasures) = 0;
};

/// Erases again whom the list has and the database has still; one line of the trail each. The number of them.
Result<std::int64_t> repeat_erasures(Work& work, const std::vector<Erasure>& listed, Instant now);

/// Makes list and database say the same: both ways.
/// Errors: those of the list and the database
Result<std::int64_t> agree_on_erasures(Transactions& transactions, ErasureList& list, Instant now);

}  // namespace repere::workflows
