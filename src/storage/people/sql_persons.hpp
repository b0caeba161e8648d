#pragma once
#include "storage/people/case_rows.hpp"
#include "storage/people/person_keys.hpp"
#include "workflows/cases/persons.hpp"
#include "workflows/ports.hpp"

namespace repere::storage {

/// Who patients are, sealed; searched by keyed hashes of what is searched for.
class SqlPersons final : public workflows::Persons {
 public:
  SqlPersons(Statements& statements, workflows::Secrets& secrets, const workflows::Clock& clock,
             const ReferenceData& reference, KnownCentres& centres)
      : statements_(statements),
        secrets_(secrets),
        keys_(statements, secrets),
        clock_(clock),
        reference_(reference),
        centres_(centres) {}
  Result<workflows::Person> read(const access::Permit& permit, PatientId patient) override;
  Result<void> write(const access::Permit& permit, const workflows::Person& person) override;
  Result<std::vector<workflows::PersonMatch>> search(const access::Permit& permit,
                                                     const workflows::PersonQuery& query) override;
  Result<std::vector<PatientId>> twins(const access::Permit& permit, PatientId patient) override;
  Result<void> erase(const access::Permit& permit, PatientId patient, const std::string& reason,
                     Instant at) override;
  Result<std::vector<workflows::Erasure>> erasures() override;
  Result<bool> erase_again(const workflows::Erasure& erasure) override;
  Result<std::string> research_pseudonym(const access::Permit& permit, const std::string& project,
                                         PatientId patient) override;

 private:
  std::vector<std::string> hashes_of(const workflows::Person& person);
  Result<void> forget(PatientId patient, Instant at);
  std::string mark_of(PatientId patient, std::string_view pseudonym);
  Result<void> write_hashes(const workflows::Person& person);

  Statements& statements_;
  workflows::Secrets& secrets_;
  PersonKeys keys_;
  const workflows::Clock& clock_;
  const ReferenceData& reference_;
  KnownCentres& centres_;
};

}  // namespace repere::storage
