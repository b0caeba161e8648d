#include "study/edition/edition_activity.hpp"

namespace repere::study {
namespace {

// Rows without a case are left out; those that must be are one.
std::vector<CountRow> count_rows(const CountSplit& split) {
  std::vector<CountRow> rows;
  NamedGroup rest;
  std::size_t rest_cases = 0;
  if (split.is_unpublished()) return rows;
  const auto counts = split.counts();
  for (std::size_t i = 0; i < split.names.size(); ++i) {
    const NamedGroup& name = split.names[i];
    if (counts[i] == 0) continue;
    const auto n = static_cast<std::size_t>(counts[i]);
    if (!split.together[i]) {
      rows.push_back({name.id, name.label, n});
      continue;
    }
    take_into(rest, name);
    rest_cases += n;
  }
  if (rest_cases > 0) rows.push_back({rest.id, rest.label, rest_cases});
  return rows;
}

CountSplit by_group(const Cohort& cohort, const CaseCodes& codes) {
  const CohortColumn& group = cohort.column("histology_group");
  CountSplit split;
  for (const Level& level : group.levels) split.names.push_back({level.code, level.label});
  split.names.push_back({"unknown", {"Groupe non renseigné", "Group not recorded"}});
  for (const std::uint32_t row : codes.rows)
    split.row.push_back(group.code[row] == CohortColumn::no_code ? split.names.size() - 1 : group.code[row]);
  return split;
}

CountSplit by_centre(const CaseCodes& codes) {
  const CaseCodes::OfNetwork& network = codes.networks.at("centre_network");
  CountSplit split{network.centres, {}, {}};
  split.names.push_back({"outside", {"Établissements hors du réseau", "Hospitals outside the network"}});
  split.names.push_back({"unknown", {"Établissement non connu", "Hospital not known"}});
  for (std::size_t i = 0; i < codes.rows.size(); ++i) {
    const bool inside = network.side[i] == CaseCodes::inside && network.centre[i] != CohortColumn::no_code;
    split.row.push_back(inside                                  ? network.centre[i]
                        : network.side[i] == CaseCodes::outside ? split.names.size() - 2
                                                                : split.names.size() - 1);
  }
  return split;
}

CountSplit protected_split(CountSplit split, const access::SmallNumbers& rule) {
  split.together = access::rows_taken_together(split.counts(), {}, {}, rule);
  return split;
}

}  // namespace

ActivitySplits activity_splits(const Cohort& cohort, const CaseCodes& codes, const PopulationTables& tables,
                               const access::SmallNumbers& rule) {
  ActivitySplits splits;
  splits.periods = protected_split({codes.periods, {codes.period.begin(), codes.period.end()}, {}}, rule);
  splits.regions = {codes.regions, {codes.region.begin(), codes.region.end()}, tables.regions_together};
  splits.centres = protected_split(by_centre(codes), rule);
  splits.groups = protected_split(by_group(cohort, codes), rule);
  return splits;
}

EditionActivity activity_of(const ActivitySplits& splits) {
  return {.cases = splits.periods.row.size(),
          .periods = count_rows(splits.periods),
          .regions = count_rows(splits.regions),
          .centres = count_rows(splits.centres),
          .groups = count_rows(splits.groups)};
}

}  // namespace repere::study
