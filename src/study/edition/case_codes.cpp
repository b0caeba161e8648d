#include "study/edition/case_codes.hpp"

#include <algorithm>

namespace repere::study {
namespace {

void add_periods(CaseCodes& codes, const Population& population) {
  for (const Groups::Group& one : population.periods.groups) codes.periods.push_back({one.id, one.label});
  const auto none = static_cast<std::uint16_t>(codes.periods.size());
  bool some = false;
  for (const std::uint32_t row : codes.rows) {
    const std::uint16_t period = population.periods.code[row];
    codes.period.push_back(period == CohortColumn::no_code ? none : period);
    some |= period == CohortColumn::no_code;
  }
  if (some) codes.periods.push_back({"other", {"hors période", "in no period"}});
}

void add_regions(CaseCodes& codes, const Cohort& cohort, const Regions& regions) {
  std::map<std::string, std::uint16_t, std::less<>> of_department;
  for (const Region& one : regions.rows) {
    for (const std::string& department : one.departments)
      of_department[department] = static_cast<std::uint16_t>(codes.regions.size());
    codes.regions.push_back({one.code, {one.name, one.name}});
  }
  codes.regions.push_back({"unknown", {"Région non renseignée", "Region not recorded"}});
  const CohortColumn& department = cohort.column("department");
  for (const std::uint32_t row : codes.rows) {
    std::uint16_t region = static_cast<std::uint16_t>(codes.regions.size() - 1);
    if (department.known(row)) {
      const auto found = of_department.find(department.levels[department.code[row]].code);
      if (found != of_department.end()) region = found->second;
    }
    codes.region.push_back(region);
  }
}

CaseCodes::OfNetwork network_of(const CaseCodes& codes, const CohortColumn& side,
                                const CohortColumn& centre) {
  CaseCodes::OfNetwork network;
  const std::uint16_t inside = level_with(side.levels, "inside"),
                      outside = level_with(side.levels, "outside");
  std::vector<std::uint16_t> place(centre.levels.size(), CohortColumn::no_code);
  for (const std::uint32_t row : codes.rows) {
    const std::uint16_t code = side.code[row];
    network.side.push_back(code == inside    ? CaseCodes::inside
                           : code == outside ? CaseCodes::outside
                                             : CaseCodes::not_known);
    network.centre.push_back(CohortColumn::no_code);
    if (code != inside || centre.code[row] == CohortColumn::no_code) continue;
    std::uint16_t& of_centre = place[centre.code[row]];
    if (of_centre == CohortColumn::no_code) {
      of_centre = static_cast<std::uint16_t>(network.centres.size());
      const Level& level = centre.levels[centre.code[row]];
      network.centres.push_back({level.code, level.label});
    }
    network.centre.back() = of_centre;
  }
  // In the order of their codes.
  std::vector<std::uint16_t> order(network.centres.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint16_t>(i);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return network.centres[a].id < network.centres[b].id; });
  std::vector<std::uint16_t> new_place(order.size());
  std::vector<NamedGroup> sorted;
  for (std::size_t i = 0; i < order.size(); ++i) {
    new_place[order[i]] = static_cast<std::uint16_t>(i);
    sorted.push_back(network.centres[order[i]]);
  }
  network.centres = std::move(sorted);
  for (std::uint16_t& code : network.centre)
    if (code != CohortColumn::no_code) code = new_place[code];
  return network;
}

}  // namespace

CaseCodes case_codes(const Cohort& cohort, const Population& population, const Regions& regions) {
  CaseCodes codes;
  codes.rows = population.rows;
  add_periods(codes, population);
  add_regions(codes, cohort, regions);
  codes.networks["first_surgery_network"] =
      network_of(codes, cohort.column("first_surgery_network"), cohort.column("first_surgery_centre"));
  codes.networks["centre_network"] =
      network_of(codes, cohort.column("centre_network"), cohort.column("centre"));
  return codes;
}

}  // namespace repere::study
