#pragma once
#include "study/observed.hpp"

namespace repere::study {

/// Kaplan-Meier curves of a population by group, with their log-rank test and follow-up.
/// Errors: incorrect when the endpoint, the variable or a level is not there
Result<SurvivalResult> estimate_survival(const Cohort& cohort, const Population& population,
                                         const Endpoints& endpoints, const SurvivalDefinition& what,
                                         const StudyDefinition& study);

}  // namespace repere::study
