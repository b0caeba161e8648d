#include "study/edition/indicator_tables.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/funnel.hpp"
#include "statistics/proportions.hpp"
#include "study/edition/linked_counts.hpp"
#include "study/quantiles.hpp"

namespace repere::study {
namespace {

constexpr std::array<std::string_view, 3> side_ids{"inside", "outside", "unknown"};

Text label_of(const LayoutRow& row, const CaseCodes& codes, const PopulationTables& tables) {
  static const std::array<Text, 3> sides{{{"Dans le réseau", "In the network"},
                                          {"Hors du réseau", "Outside the network"},
                                          {"Lieu non connu", "Place not known"}}};
  Text label = row.period ? codes.periods[*row.period].label : Text{};
  if (row.of == RowOf::total) label = {"Ensemble", "All"};
  if (row.sides.size() == 1) {
    const Text& side = sides[row.sides[0]];
    label = row.period ? Text{label.fr + ", " + side.fr, label.en + ", " + side.en} : side;
  } else if (!row.sides.empty()) {
    const Text both{"Hors du réseau ou lieu non connu", "Outside the network or place not known"};
    label = row.period ? Text{label.fr + ", " + both.fr, label.en + ", " + both.en} : both;
  }
  const auto& names = row.of == RowOf::region   ? codes.regions
                      : row.of == RowOf::centre ? codes.networks.at(tables.network).centres
                                                : codes.regions;
  for (const std::size_t group : row.groups) {
    label.fr += (label.fr.empty() ? "" : ", ") + names[group].label.fr;
    label.en += (label.en.empty() ? "" : ", ") + names[group].label.en;
  }
  return label;
}

EditionRow named_row(const LayoutRow& row, const CaseCodes& codes, const PopulationTables& tables) {
  EditionRow out{.of = row.of, .cases = row.cases};
  out.label = label_of(row, codes, tables);
  if (row.period) out.period = codes.periods[*row.period].id;
  for (const std::uint8_t side : row.sides)
    out.side += (out.side.empty() ? "" : "+") + std::string(side_ids[side]);
  for (const std::size_t group : row.groups)
    out.places.push_back(row.of == RowOf::region ? codes.regions[group].id
                                                 : codes.networks.at(tables.network).centres[group].id);
  return out;
}

// What the counts that are shown let be computed.
void estimate(EditionRow& row, Unknowns unknowns, double level) {
  if (row.cases == 0) return;
  const auto all = static_cast<double>(row.cases);
  if (row.yes) row.least = static_cast<double>(*row.yes) / all;
  if (row.yes && row.unknown) row.most = static_cast<double>(*row.yes + *row.unknown) / all;
  if (unknowns != Unknowns::exclude) row.denominator = row.cases;
  if (unknowns == Unknowns::exclude && row.yes && row.no && row.unknown) row.denominator = *row.yes + *row.no;
  if (!row.yes || !row.denominator || *row.denominator == 0) return;
  const auto interval = statistics::wilson_interval({*row.yes, *row.denominator}, level);
  if (!interval) return;
  if (unknowns != Unknowns::bound) {
    row.value = interval->value, row.lower = interval->lower, row.upper = interval->upper;
  } else if (row.unknown) {
    row.lower = interval->lower;
    row.upper = statistics::wilson_interval({*row.yes + *row.unknown, *row.denominator}, level)->upper;
  }
}

void add_delays(EditionRow& row, const CountedIndicator& indicator, const CaseCodes& codes,
                const PopulationTables& tables, const LayoutRow& layout, const access::SmallNumbers& rule) {
  std::vector<double> days;
  for (std::size_t i = 0; i < codes.rows.size(); ++i)
    if (counts_in(codes, tables, layout, i) && std::isfinite(indicator.delay_days[i]))
      days.push_back(indicator.delay_days[i]);
  const auto n = static_cast<std::int64_t>(days.size());
  if (n < 2 * rule.threshold) return;
  const Quartiles quartiles = quartiles_of(days);
  row.median = std::round(quartiles.median);
  if (n < 4 * rule.threshold) return;
  row.q1 = std::round(quartiles.q1);
  row.q3 = std::round(quartiles.q3);
}

// Regions beside the whole country, centres beside the whole network.
void add_funnels(EditionIndicator& out) {
  const auto value_of = [&](auto is_it) -> std::optional<double> {
    const auto found = std::find_if(out.rows.begin(), out.rows.end(), is_it);
    return found == out.rows.end() ? std::nullopt : found->value;
  };
  const auto country = value_of([](const EditionRow& row) { return row.of == RowOf::total; });
  const auto network =
      value_of([](const EditionRow& row) { return row.of == RowOf::side && row.side == "inside"; });
  for (EditionRow& row : out.rows) {
    if (row.of != RowOf::region && row.of != RowOf::centre) continue;
    const auto target = row.of == RowOf::region ? country : network;
    if (!target || !row.denominator || *row.denominator == 0) continue;
    const auto warning = statistics::funnel_limits(*row.denominator, *target, 0.95);
    const auto control = statistics::funnel_limits(*row.denominator, *target, 0.998);
    if (!warning || !control) continue;
    row.funnel = FunnelBand{*target, warning->lower, warning->upper, control->lower, control->upper};
  }
}

void add_trend(EditionIndicator& out) {
  std::vector<statistics::Count> groups;
  std::vector<double> scores;
  for (const EditionRow& row : out.rows) {
    if (row.of != RowOf::period || row.period == "other") continue;
    if (!row.value) return;
    groups.push_back({*row.yes, *row.denominator});
    scores.push_back(static_cast<double>(groups.size()));
  }
  const auto trend = statistics::cochran_armitage(groups, scores);
  if (trend) out.trend_p = trend->p;
}

}  // namespace

Result<std::vector<EditionIndicator>> indicator_tables(const std::vector<CountedIndicator>& indicators,
                                                       const CaseCodes& codes, const TableLayout& layout,
                                                       const access::SmallNumbers& rule, double level) {
  const LinkedCounts linked = linked_counts(indicators, codes, layout);
  const auto protection = access::protect(linked.system, rule);
  if (!protection) return tl::unexpected(protection.error());
  std::vector<EditionIndicator> all;
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    const CountedIndicator& one = indicators[k];
    const IndicatorResult& text = one.described;
    EditionIndicator out{.id = text.id,
                         .version = text.version,
                         .title = text.title,
                         .numerator = text.numerator,
                         .denominator = text.denominator,
                         .unknowns = text.unknowns,
                         .network_of = text.network_of,
                         .sources = text.sources,
                         .is_delay = text.is_delay,
                         .higher_is_better = text.higher_is_better};
    const PopulationTables& tables = layout.find(one.network, one.concerned);
    for (std::size_t r = 0; r < tables.rows.size(); ++r) {
      EditionRow row = named_row(tables.rows[r], codes, tables);
      const std::array<std::optional<std::size_t>*, 3> shown{&row.yes, &row.no, &row.unknown};
      for (std::size_t answer = 0; answer < 3; ++answer) {
        const std::size_t cell = linked.cell[k][r][answer];
        row.protection[answer] = (*protection)[cell];
        if (row.protection[answer] == access::Protection::shown)
          *shown[answer] = static_cast<std::size_t>(linked.system.cells[cell].value);
      }
      estimate(row, one.definition->unknowns, level);
      if (!one.delay_days.empty()) add_delays(row, one, codes, tables, tables.rows[r], rule);
      out.rows.push_back(std::move(row));
    }
    add_funnels(out);
    if (one.definition->unknowns != Unknowns::bound) add_trend(out);
    all.push_back(std::move(out));
  }
  return all;
}

}  // namespace repere::study
