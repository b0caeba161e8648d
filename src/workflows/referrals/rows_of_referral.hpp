#pragma once
#include "domain/reference_data.hpp"
#include "domain/referral/referral.hpp"
#include "domain/registry/records.hpp"
#include "workflows/cases/persons.hpp"

namespace repere::workflows {

/// The source of cases that people enter in the network itself; made-up ones are a source of their own.
registry::Dataset entry_dataset(bool synthetic);

/// A referral as the record says it: one patient, one tumour at its centre, and the acts that it says were done, without
/// a day. What the form does not ask is "not asked"; what its sender left out is not recorded.
/// Shape: keys are the referral's number; `centres` has the referral's centre
/// Errors: incorrect for a site that is none
Result<registry::Registry> rows_of(const referral::Referral& referral, const std::string& site,
                                   const Centres& centres, const ReferenceData& reference);

/// Who it is, as the form says.
Person person_of(const referral::Referral& referral, PatientId patient);

}  // namespace repere::workflows
