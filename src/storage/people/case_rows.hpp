#pragma once
#include <mutex>

#include "domain/reference_data.hpp"
#include "storage/people/query.hpp"
#include "workflows/cases/case_files.hpp"

namespace repere::storage {

/// The centres of reference and of the record together, made once for all connections. Thread-safe.
class CentreCache {
 public:
  /// The revision that the record's centres are of: not an edit, which brings none.
  struct Of {
    std::int64_t revision = 0;
    std::string at;
    bool operator==(const Of&) const = default;
  };
  std::optional<Centres> find(const Of& of) const;
  void keep(Of of, const Centres& centres);

 private:
  mutable std::mutex mutex_;
  std::optional<std::pair<Of, Centres>> kept_;
};

/// The same as one connection sees them, kept until the record's centres change.
class KnownCentres {
 public:
  KnownCentres(const ReferenceData& reference, std::shared_ptr<CentreCache> cache)
      : reference_(reference), cache_(std::move(cache)) {}
  /// As the newest revision left them.
  Result<const Centres*> get(Statements& statements);

 private:
  Result<bool> still_good(Statements& statements);
  Result<Centres> read(Statements& statements);

  const ReferenceData& reference_;
  std::shared_ptr<CentreCache> cache_;
  std::optional<Centres> centres_;
  CentreCache::Of newest_;  // revision that was seen, an edit or not
};

/// One patient's rows as they are now.
/// Shape: rows of one patient, acts by tumour; the keys of its source and the birth date are not among them
/// Errors: not_found when there is no such patient
Result<workflows::CaseFile> read_case_rows(Statements& statements, const ReferenceData& reference,
                                           KnownCentres& centres, PatientId patient);

/// The same of several patients, by a number of statements that does not grow with them.
/// Shape: in the order of their numbers; those that are not there are left out
Result<std::vector<workflows::CaseFile>> read_cases_rows(Statements& statements, const ReferenceData& reference,
                                                         KnownCentres& centres,
                                                         const std::vector<PatientId>& patients);

/// "3, 17, 20", as a list of SQL has them.
std::string numbers_of(const std::vector<PatientId>& patients);

/// The newest revision that changed a row of the file, and what the patient objects to: what an edit compares inside the
/// transaction that writes.
struct CaseVersion {
  std::int64_t version = 0;
  access::Objection objection = access::Objection::none;
};
/// Errors: not_found when there is no such patient
Result<CaseVersion> read_case_version(Statements& statements, PatientId patient);

}  // namespace repere::storage
