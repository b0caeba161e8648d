#pragma once
#include "study/observed.hpp"

namespace repere::study {

/// A Cox model of a population. A model that cannot be fitted (no cases, no events) has its terms' counts and
/// a warning. Errors: incorrect when the endpoint, a variable, a level or a reference is not there
Result<ModelResult> fit_model(const Cohort& cohort, const Population& population, const Endpoints& endpoints,
                              const ModelDefinition& model, const StudyDefinition& study);

}  // namespace repere::study
