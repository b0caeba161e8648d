#include "study/edition/table_layout.hpp"

#include <algorithm>
#include <numeric>

namespace repere::study {
namespace {

using Counts = std::vector<std::int64_t>;

// Where a case counts in a table of periods by sides, and in those of regions and of centres.
struct Fine {
  Counts cross, regions, centres;  // cross: period * 3 + side
};

Fine fine_counts(const CaseCodes& codes, const std::string& network, const std::vector<bool>& holds) {
  const auto* of_network = network.empty() ? nullptr : &codes.networks.at(network);
  Fine fine{Counts(codes.periods.size() * 3), Counts(codes.regions.size()),
            Counts(of_network ? of_network->centres.size() : 0)};
  for (std::size_t i = 0; i < holds.size(); ++i) {
    if (!holds[i]) continue;
    const std::size_t side = of_network ? of_network->side[i] : std::size_t{CaseCodes::not_known};
    ++fine.cross[codes.period[i] * 3u + side];
    ++fine.regions[codes.region[i]];
    if (of_network && of_network->centre[i] != CohortColumn::no_code) ++fine.centres[of_network->centre[i]];
  }
  return fine;
}

// The numbers that a layout of this coarseness publishes.
Counts published(const Counts& cross, int coarseness, bool by_side) {
  const std::size_t periods = cross.size() / 3;
  Counts counts;
  const auto side_sum = [&](std::size_t side) {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < periods; ++p) sum += cross[p * 3 + side];
    return sum;
  };
  counts.push_back(std::accumulate(cross.begin(), cross.end(), std::int64_t{0}));
  if (coarseness <= 3)
    for (std::size_t p = 0; p < periods; ++p)
      counts.push_back(cross[p * 3] + cross[p * 3 + 1] + cross[p * 3 + 2]);
  if (!by_side || coarseness >= 3) return counts;
  if (coarseness == 0) {
    counts.insert(counts.end(), cross.begin(), cross.end());
    for (std::size_t side = 0; side < 3; ++side) counts.push_back(side_sum(side));
    return counts;
  }
  counts.push_back(side_sum(0));
  counts.push_back(side_sum(1) + side_sum(2));
  for (std::size_t p = 0; coarseness == 1 && p < periods; ++p) {
    counts.push_back(cross[p * 3]);
    counts.push_back(cross[p * 3 + 1] + cross[p * 3 + 2]);
  }
  return counts;
}

bool holds_all(const std::vector<bool>& larger, const std::vector<bool>& smaller) {
  for (std::size_t i = 0; i < larger.size(); ++i)
    if (smaller[i] && !larger[i]) return false;
  return true;
}

}  // namespace

bool counts_in(const CaseCodes& codes, const PopulationTables& tables, const LayoutRow& row, std::size_t i) {
  if (!tables.holds[i] || (row.period && codes.period[i] != *row.period)) return false;
  const auto is_among = [](const auto& list, auto code) {
    return std::find(list.begin(), list.end(), code) != list.end();
  };
  if (!row.sides.empty() && !is_among(row.sides, codes.networks.at(tables.network).side[i])) return false;
  if (row.of == RowOf::region) return is_among(row.groups, std::size_t{codes.region[i]});
  if (row.of != RowOf::centre) return true;
  const std::uint16_t centre = codes.networks.at(tables.network).centre[i];
  return centre != CohortColumn::no_code && is_among(row.groups, std::size_t{centre});
}

Result<void> TableLayout::add(std::string network, std::vector<bool> holds) {
  const auto cases = std::count(holds.begin(), holds.end(), true);
  if (cases < rule_.threshold)
    return fail(ErrorKind::incorrect, "fewer cases than the threshold of " + std::to_string(rule_.threshold) +
                                          ": nothing can be published of them");
  for (const PopulationTables& one : all_)
    if (one.network == network && one.holds == holds) return {};
  all_.push_back({.network = std::move(network), .holds = std::move(holds), .rows = {}, .sums = {}});
  return {};
}

const PopulationTables& TableLayout::find(const std::string& network, const std::vector<bool>& holds) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const PopulationTables& one) {
    return one.network == network && one.holds == holds;
  });
  REPERE_ENSURE(found != all_.end());
  return *found;
}

void TableLayout::lay_out() {
  const auto size_of = [](const PopulationTables& one) {
    return std::count(one.holds.begin(), one.holds.end(), true);
  };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const auto& a, const auto& b) { return size_of(a) > size_of(b); });
  for (std::size_t i = 0; i < all_.size(); ++i) {
    std::vector<const PopulationTables*> larger;
    for (std::size_t k = 0; k < i; ++k)
      if (holds_all(all_[k].holds, all_[i].holds)) larger.push_back(&all_[k]);
    lay_out(all_[i], larger);
    add_rows(all_[i]);
  }
}

void TableLayout::lay_out(PopulationTables& tables,
                          const std::vector<const PopulationTables*>& larger) const {
  const Fine own = fine_counts(codes_, tables.network, tables.holds);
  const bool by_side = !tables.network.empty();
  std::vector<Counts> regions, centres, crosses;
  std::vector<bool> regions_start(own.regions.size()), centres_start(own.centres.size());
  std::vector<bool> same_sides;
  for (const PopulationTables* one : larger) {
    const Fine of_larger = fine_counts(codes_, one->network, one->holds);
    regions.push_back(of_larger.regions);
    crosses.push_back(of_larger.cross);
    same_sides.push_back(by_side && one->network == tables.network);
    for (std::size_t i = 0; i < regions_start.size(); ++i)
      if (one->regions_together[i]) regions_start[i] = true;
    if (one->network == tables.network) tables.coarseness = std::max(tables.coarseness, one->coarseness);
    if (!by_side || one->network != tables.network) continue;
    centres.push_back(of_larger.centres);
    for (std::size_t i = 0; i < centres_start.size(); ++i)
      if (one->centres_together[i]) centres_start[i] = true;
  }
  tables.regions_together = access::rows_taken_together(own.regions, regions, regions_start, rule_);
  const auto is_safe = [&] {
    const Counts counts = published(own.cross, tables.coarseness, by_side);
    if (std::any_of(counts.begin(), counts.end(), [&](auto count) { return rule_.is_small(count); }))
      return false;
    for (std::size_t k = 0; k < crosses.size(); ++k) {
      // Without the same sides only totals and periods can be subtracted.
      const int level = same_sides[k] ? tables.coarseness : std::max(tables.coarseness, 3);
      const Counts mine = published(own.cross, level, same_sides[k]);
      const Counts theirs = published(crosses[k], level, same_sides[k]);
      for (std::size_t i = 0; i < mine.size(); ++i)
        if (rule_.is_small(theirs[i] - mine[i]) && tables.coarseness < 4) return false;
    }
    return true;
  };
  while (tables.coarseness < 4 && !is_safe()) ++tables.coarseness;
  // The centres add up to the inside: without that row there are none.
  tables.centres_together = by_side && tables.coarseness < 3
                                ? access::rows_taken_together(own.centres, centres, centres_start, rule_)
                                : std::vector<bool>(own.centres.size(), true);
}

void TableLayout::add_rows(PopulationTables& tables) const {
  const auto add = [&](LayoutRow row) {
    for (std::size_t i = 0; i < tables.holds.size(); ++i) row.cases += counts_in(codes_, tables, row, i);
    tables.rows.push_back(std::move(row));
    return tables.rows.size() - 1;
  };
  const std::size_t total = add({});
  std::vector<std::size_t> periods;
  for (std::size_t p = 0; tables.coarseness <= 3 && p < codes_.periods.size(); ++p)
    periods.push_back(add({.of = RowOf::period, .period = p}));
  if (!periods.empty()) tables.sums.push_back({total, periods});
  std::optional<std::size_t> inside_row;
  if (!tables.network.empty() && tables.coarseness <= 2) {
    std::vector<std::vector<std::uint8_t>> sides{
        {CaseCodes::inside}, {CaseCodes::outside}, {CaseCodes::not_known}};
    if (tables.coarseness > 0) sides = {{CaseCodes::inside}, {CaseCodes::outside, CaseCodes::not_known}};
    std::vector<std::size_t> side_rows;
    // A side without a case has no row; the inside always has, as the centres add up to it.
    std::vector<std::vector<std::uint8_t>> with_cases;
    for (const auto& side : sides) {
      side_rows.push_back(add({.of = RowOf::side, .period = {}, .sides = side}));
      if (tables.rows.back().cases > 0 || side.front() == CaseCodes::inside) {
        with_cases.push_back(side);
        continue;
      }
      side_rows.pop_back();
      tables.rows.pop_back();
    }
    sides = with_cases;
    inside_row = side_rows.front();
    tables.sums.push_back({total, side_rows});
    if (tables.coarseness <= 1) {
      std::vector<std::vector<std::size_t>> of_side(sides.size());
      for (const std::size_t period : periods) {
        std::vector<std::size_t> parts;
        for (std::size_t s = 0; s < sides.size(); ++s) {
          parts.push_back(
              add({.of = RowOf::period_side, .period = tables.rows[period].period, .sides = sides[s]}));
          of_side[s].push_back(parts.back());
        }
        tables.sums.push_back({period, parts});
      }
      for (std::size_t s = 0; s < sides.size(); ++s) tables.sums.push_back({side_rows[s], of_side[s]});
    }
  }
  const auto add_groups = [&](RowOf of, const std::vector<bool>& together, std::size_t sum) {
    if (together.empty() || std::all_of(together.begin(), together.end(), [](bool one) { return one; }))
      return;
    std::vector<std::size_t> parts;
    LayoutRow rest{.of = of, .period = {}, .sides = {}, .groups = {}};
    for (std::size_t i = 0; i < together.size(); ++i) {
      if (together[i]) {
        rest.groups.push_back(i);
        continue;
      }
      parts.push_back(add({.of = of, .period = {}, .sides = {}, .groups = {i}}));
      if (tables.rows.back().cases > 0) continue;
      parts.pop_back();  // a place without a case has no row
      tables.rows.pop_back();
    }
    if (!rest.groups.empty()) parts.push_back(add(rest));
    tables.sums.push_back({sum, parts});
  };
  add_groups(RowOf::region, tables.regions_together, total);
  if (inside_row) add_groups(RowOf::centre, tables.centres_together, *inside_row);
}

}  // namespace repere::study
