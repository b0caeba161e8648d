#pragma once
#include "domain/reference_data.hpp"
#include "storage/people/query.hpp"
#include "workflows/cases/case_files.hpp"

namespace repere::storage {

/// The centres of reference and of the record together, kept until the record's centres change.
class KnownCentres {
 public:
  explicit KnownCentres(const ReferenceData& reference) : reference_(reference) {}
  /// As the newest revision left them.
  Result<const Centres*> get(Statements& statements);

 private:
  const ReferenceData& reference_;
  std::optional<Centres> centres_;
  std::int64_t revision_ = -1;
};

/// One patient's rows as they are now.
/// Shape: rows of one patient, acts by tumour; the keys of its source and the birth date are not among them
/// Errors: not_found when there is no such patient
Result<workflows::CaseFile> read_case_rows(Statements& statements, const ReferenceData& reference,
                                           KnownCentres& centres, PatientId patient);

}  // namespace repere::storage
