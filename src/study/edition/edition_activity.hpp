#pragma once
#include "study/edition/table_layout.hpp"

namespace repere::study {

/// Numbers of cases by period, region, centre and histology group; small ones taken together.
/// Shape: `tables` are those of all cases of the study, by responsible centre
EditionActivity activity_of(const Cohort& cohort, const CaseCodes& codes, const PopulationTables& tables,
                            const access::SmallNumbers& rule);

/// The registry's cases beside the published national counts of the same years and entities.
/// Source: PublishedCounts; standardised ratio with exact Poisson limits
EditionCoverage coverage_of(const Cohort& cohort, const CaseCodes& codes, const PublishedCounts& published,
                            const EditionActivity& activity, const access::SmallNumbers& rule, double level);

}  // namespace repere::study
