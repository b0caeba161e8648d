#pragma once
#include <functional>

#include "domain/reference_data.hpp"
#include "workflows/cases/asking.hpp"

// Changing patients' files. Each change is a revision of the record and a line of the trail, in one transaction; a change
// made on an older version of the file is refused, so that nobody writes over what somebody else entered.
namespace repere::workflows {

/// The file as its editor wants it: rows with a number are the record's, changed or not; rows without one are new. Rows
/// that are not mentioned stay. The patient's own row is the first of `rows.patients`.
struct CaseEdit {
  PatientId patient;
  std::int64_t version = 0;  ///< of the file that was edited
  std::string reason;
  registry::Registry rows;
};

/// Makes the edit from the file as it is; may be called again when somebody else was faster.
using MakeEdit = std::function<Result<CaseEdit>(const CaseFile& now)>;

/// Reading, permission, checks and comparison come before the turn of the one who writes; inside it only the version is
/// compared again, and on another one all is done once more.
/// Errors: as authorise_for_case; those of `make`; conflict when the edit is of another version of the file; incorrect with
///   what cannot be true of the case
Result<Revision> edit_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                           PatientId patient, const MakeEdit& make);
/// The same with an edit that was made before.
Result<Revision> edit_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                           const CaseEdit& edit);

/// Errors: conflict when the identity has another version
Result<void> correct_identity(const Means& means, const Asking& asking, const Person& person);

Result<void> share_case(const Means& means, const Asking& asking, PatientId patient,
                        const std::string& centre, const std::string& reason);
Result<void> end_share(const Means& means, const Asking& asking, PatientId patient,
                       const std::string& centre);

/// Takes effect with the next query.
Result<void> record_objection(const Means& means, const Asking& asking, PatientId patient,
                              access::Objection objection, const std::string& reason);

/// Destroys what says who a patient is, here and, through the list of erasures, in backups that are restored later.
Result<void> erase_person(const Means& means, const Asking& asking, PatientId patient,
                          const std::string& reason);

}  // namespace repere::workflows
