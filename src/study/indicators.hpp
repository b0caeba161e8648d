#pragma once
#include "study/population.hpp"

namespace repere::study {

/// Measures an indicator in a population: by period, in and out of the network.
/// Errors: incorrect when a variable it names is not there or of another type
Result<IndicatorResult> measure(const Cohort& cohort, const Population& population,
                                const IndicatorDefinition& indicator, double level);

}  // namespace repere::study
