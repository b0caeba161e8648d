#pragma once
#include "workflows/cases/asking.hpp"

// Reading patients' files. Every reading is a line of the audit trail, on the disk within a second of the answer.
namespace repere::workflows {

Result<CaseFile> read_case(const Means& means, const Asking& asking, PatientId patient);

/// The cases that the caller may see, by number.
Result<std::vector<CaseSummary>> list_cases(const Means& means, const Asking& asking,
                                            const CaseFilter& filter);

/// Other cases that say exactly the same of sex, department, day of diagnosis and birth date: perhaps the same person twice.
struct Twins {
  std::vector<PatientId> open;  ///< the caller may read these
  int elsewhere = 0;            ///< how many there are besides
};
/// Errors: as authorise_for_case (read_case)
Result<Twins> twins_of(const Means& means, const Asking& asking, PatientId patient);

/// Who a patient is; this line of the trail is on the disk before the answer goes out.
Result<Person> read_identity(const Means& means, const Asking& asking, PatientId patient);

/// Whether somebody is known: own and shared cases by number; of other centres' cases only that there is one, and where.
struct PersonsFound {
  std::vector<PersonMatch> open;       ///< the caller may read these
  std::vector<std::string> elsewhere;  ///< responsible centres of others
};
Result<PersonsFound> search_people(const Means& means, const Asking& asking, const PersonQuery& query);

}  // namespace repere::workflows
