#pragma once
#include "storage/people/case_rows.hpp"

namespace repere::storage {

/// Patients' files in SQL: who may see them, what is in them, with whom they are shared.
class SqlCaseFiles final : public workflows::CaseFiles {
 public:
  SqlCaseFiles(Statements& statements, const ReferenceData& reference, KnownCentres& centres)
      : statements_(statements), reference_(reference), centres_(centres) {}
  Result<workflows::CaseStanding> standing(PatientId patient) override;
  Result<std::map<PatientId, workflows::CaseStanding>> standings(const std::vector<PatientId>& patients) override;
  Result<std::map<PatientId, workflows::CaseFile>> read(const std::map<PatientId, access::Permit>& wanted) override;
  Result<workflows::CaseFile> read(const access::Permit& permit, PatientId patient) override;
  Result<workflows::CaseFile> for_edit(const access::Permit& permit, PatientId patient) override;
  Result<std::int64_t> version_for_edit(const access::Permit& permit, PatientId patient) override;
  Result<std::vector<workflows::CaseSummary>> list(const access::Permit& permit, const access::Caller& caller,
                                                   const workflows::CaseFilter& filter) override;
  Result<bool> all_synthetic() override;
  Result<void> share(const access::Permit& permit, PatientId patient, const std::string& centre,
                     const std::string& reason, Instant at) override;
  Result<void> end_share(const access::Permit& permit, PatientId patient, const std::string& centre,
                         Instant at) override;
  Result<std::map<std::int64_t, access::Objection>> objections() override;
  Result<void> set_objection(const access::Permit& permit, PatientId patient, access::Objection objection,
                             const std::string& reason, Instant at) override;

 private:
  Result<workflows::CaseFile> file_of(const access::Permit& permit, PatientId patient);
  Statements& statements_;
  const ReferenceData& reference_;
  KnownCentres& centres_;
};

}  // namespace repere::storage
