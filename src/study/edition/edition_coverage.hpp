#pragma once
#include "domain/reference_data.hpp"
#include "study/edition/edition_activity.hpp"

namespace repere::study {

/// What the registry is compared with.
struct CoverageSources {
  const PublishedCounts& published;
  const Regions& regions;
};
struct CoverageRules {
  access::SmallNumbers small;
  double level = 0.95;
};

/// The registry's cases beside the published national counts of the same years and entities. A region's expected cases are its
/// inhabitants' share of the national count: no age is taken into account. A split is left out where a small count would follow from it
/// and the numbers of cases.
/// Shape: `activity` splits the cases of `codes`; regions in the order of codes.regions
/// Source: PublishedCounts; Regions; standardised ratio with exact Poisson limits
EditionCoverage coverage_of(const Cohort& cohort, const CaseCodes& codes, const CoverageSources& sources,
                            const ActivitySplits& activity, const CoverageRules& rules);

}  // namespace repere::study
