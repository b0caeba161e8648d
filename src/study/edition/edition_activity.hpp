#pragma once
#include "study/edition/count_split.hpp"
#include "study/edition/table_layout.hpp"

namespace repere::study {

/// How numbers of cases are split. Shape: `tables` are those of all cases
struct ActivitySplits {
  CountSplit periods, regions, centres, groups;
};
ActivitySplits activity_splits(const Cohort& cohort, const CaseCodes& codes, const PopulationTables& tables,
                               const access::SmallNumbers& rule);

/// Numbers of cases by period, region, centre and group; rows that are small are taken together.
EditionActivity activity_of(const ActivitySplits& splits);

}  // namespace repere::study
