#include "study/edition/edition_activity.hpp"

#include <algorithm>
#include <map>

#include "statistics/rates.hpp"

namespace repere::study {
namespace {

void join(std::string& into, const std::string& text, std::string_view between) {
  if (!into.empty()) into += between;
  into += text;
}

// Rows without a case are left out; those that must be are one.
std::vector<CountRow> count_rows(const std::vector<NamedGroup>& names,
                                 const std::vector<std::int64_t>& counts, const std::vector<bool>& together) {
  std::vector<CountRow> rows;
  CountRow rest;
  if (std::all_of(together.begin(), together.end(), [](bool one) { return one; })) return rows;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (counts[i] == 0) continue;
    const auto n = static_cast<std::size_t>(counts[i]);
    if (!together[i]) {
      rows.push_back({names[i].id, names[i].label, n});
      continue;
    }
    join(rest.id, names[i].id, "+");
    join(rest.label.fr, names[i].label.fr, ", ");
    join(rest.label.en, names[i].label.en, ", ");
    rest.cases += n;
  }
  if (rest.cases > 0) rows.push_back(std::move(rest));
  return rows;
}

std::vector<CountRow> rows_of(const std::vector<NamedGroup>& names, const std::vector<std::int64_t>& counts,
                              const access::SmallNumbers& rule) {
  return count_rows(names, counts, access::rows_taken_together(counts, {}, {}, rule));
}

std::vector<CountRow> group_rows(const Cohort& cohort, const CaseCodes& codes,
                                 const access::SmallNumbers& rule) {
  const CohortColumn& group = cohort.column("histology_group");
  std::vector<NamedGroup> names;
  for (const Level& level : group.levels) names.push_back({level.code, level.label});
  names.push_back({"unknown", {"Groupe non renseigné", "Group not recorded"}});
  std::vector<std::int64_t> counts(names.size());
  for (const std::uint32_t row : codes.rows)
    ++counts[group.code[row] == CohortColumn::no_code ? names.size() - 1 : group.code[row]];
  return rows_of(names, counts, rule);
}

std::vector<CountRow> centre_rows(const CaseCodes& codes, const access::SmallNumbers& rule) {
  const CaseCodes::OfNetwork& network = codes.networks.at("centre_network");
  std::vector<NamedGroup> names = network.centres;
  names.push_back({"outside", {"Établissements hors du réseau", "Hospitals outside the network"}});
  names.push_back({"unknown", {"Établissement non connu", "Hospital not known"}});
  std::vector<std::int64_t> counts(names.size());
  for (std::size_t i = 0; i < codes.rows.size(); ++i) {
    const bool inside = network.side[i] == CaseCodes::inside && network.centre[i] != CohortColumn::no_code;
    ++counts[inside                                  ? network.centre[i]
             : network.side[i] == CaseCodes::outside ? names.size() - 2
                                                     : names.size() - 1];
  }
  return rows_of(names, counts, rule);
}

CoverageRow coverage_row(const NamedGroup& name, std::int64_t observed, int expected, double level) {
  CoverageRow row{.id = name.id,
                  .label = name.label,
                  .observed = static_cast<std::size_t>(observed),
                  .expected = static_cast<std::size_t>(expected)};
  const auto ratio = statistics::standardised_ratio(row.observed, expected, level);
  if (!ratio) return row;
  row.ratio = ratio->value, row.lower = ratio->lower, row.upper = ratio->upper;
  return row;
}

/// Observed and expected by one way to split them.
struct Beside {
  std::vector<NamedGroup> names;
  std::vector<std::int64_t> observed;
  std::vector<int> expected;

  std::vector<CoverageRow> rows(const access::SmallNumbers& rule, double level) const {
    const auto together = access::rows_taken_together(observed, {}, {}, rule);
    std::vector<CoverageRow> out;
    if (std::all_of(together.begin(), together.end(), [](bool one) { return one; })) return out;
    NamedGroup rest;
    std::int64_t rest_observed = 0;
    int rest_expected = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!together[i]) {
        out.push_back(coverage_row(names[i], observed[i], expected[i], level));
        continue;
      }
      join(rest.id, names[i].id, "+");
      join(rest.label.fr, names[i].label.fr, ", ");
      join(rest.label.en, names[i].label.en, ", ");
      rest_observed += observed[i], rest_expected += expected[i];
    }
    if (!rest.id.empty()) out.push_back(coverage_row(rest, rest_observed, rest_expected, level));
    return out;
  }
};

// The lineages of de Pinieux 2021, as printed there.
Text lineage_label(const std::string& printed) {
  static const std::map<std::string, std::string, std::less<>> french{
      {"Adamantinoma", "Adamantinome"},
      {"Adipocytic tumours", "Tumeurs adipocytaires"},
      {"Chondro-osseous tumours", "Tumeurs chondro-osseuses"},
      {"Chondrogenic tumours", "Tumeurs chondrogéniques"},
      {"Fibroblastic & myofibroblastic tumours", "Tumeurs fibroblastiques et myofibroblastiques"},
      {"Fibrogenic tumors", "Tumeurs fibrogéniques (os)"},
      {"Gastrointestinal stromal tumors (GIST).", "Tumeurs stromales gastro-intestinales (GIST)"},
      {"Notochordal tumors", "Tumeurs notochordales"},
      {"Osteoclastic giant-cell rich", "Tumeurs riches en cellules géantes ostéoclastiques"},
      {"Osteogenic tumors", "Tumeurs ostéogéniques"},
      {"Pericytic (perivascular) tumours", "Tumeurs périvasculaires"},
      {"Peripheral nerve sheath tumours", "Tumeurs des gaines nerveuses"},
      {"Skeletal muscle sarcoma (RMS)", "Tumeurs du muscle strié"},
      {"Small cell", "Sarcomes à petites cellules rondes"},
      {"Smooth muscle (SM) tumours", "Tumeurs du muscle lisse"},
      {"So-called fibrohistiocytic tumours", "Tumeurs dites fibrohistiocytaires"},
      {"Special site", "Tumeurs de localisation particulière"},
      {"Tumours of uncertain differentiation", "Tumeurs de différenciation incertaine"},
      {"Undifferentiated sarcoma (all)", "Sarcomes indifférenciés"},
      {"Vascular tumor of bone", "Tumeurs vasculaires de l’os"},
      {"Vascular tumours", "Tumeurs vasculaires"}};
  const auto found = french.find(printed);
  return {found == french.end() ? printed : found->second, printed};
}

}  // namespace

EditionActivity activity_of(const Cohort& cohort, const CaseCodes& codes, const PopulationTables& tables,
                            const access::SmallNumbers& rule) {
  EditionActivity activity{.cases = codes.rows.size()};
  std::vector<std::int64_t> periods(codes.periods.size()), regions(codes.regions.size());
  for (std::size_t i = 0; i < codes.rows.size(); ++i) {
    ++periods[codes.period[i]];
    ++regions[codes.region[i]];
  }
  activity.periods = rows_of(codes.periods, periods, rule);
  activity.regions = count_rows(codes.regions, regions, tables.regions_together);
  activity.centres = centre_rows(codes, rule);
  activity.groups = group_rows(cohort, codes, rule);
  return activity;
}

EditionCoverage coverage_of(const Cohort& cohort, const CaseCodes& codes, const PublishedCounts& published,
                            const EditionActivity& activity, const access::SmallNumbers& rule, double level) {
  constexpr int years = 4;
  EditionCoverage coverage{.source = published.edition.source};
  Beside by_year, by_lineage;
  for (int year = 0; year < years; ++year) {
    const std::string text = std::to_string(PublishedCounts::first_year + year);
    by_year.names.push_back({text, {text, text}});
  }
  by_year.observed.resize(years), by_year.expected.resize(years);
  std::map<std::string, std::size_t, std::less<>> lineage_of_histotype;
  for (const PublishedCount& row : published.rows) {
    if (row.mapping == CountMapping::none) continue;
    auto& names = by_lineage.names;
    auto place = static_cast<std::size_t>(
        std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.id == row.lineage; }) -
        names.begin());
    if (place == names.size()) {
      names.push_back({row.lineage, lineage_label(row.lineage)});
      by_lineage.observed.push_back(0), by_lineage.expected.push_back(0);
    }
    by_lineage.expected[place] += row.total;
    for (int year = 0; year < years; ++year)
      by_year.expected[static_cast<std::size_t>(year)] += row.cases[static_cast<std::size_t>(year)];
    for (const std::string& code : row.histotypes) lineage_of_histotype.emplace(code, place);
  }
  const CohortColumn& year = cohort.column("diagnosis_year");
  const CohortColumn& histotype = cohort.column("histotype");
  std::int64_t not_compared = 0;  // in the same years, of other entities
  for (const std::uint32_t row : codes.rows) {
    if (!year.known(row)) continue;
    const auto of_year = static_cast<int>(year.value[row]) - PublishedCounts::first_year;
    if (of_year < 0 || of_year >= years) continue;
    const auto found = histotype.known(row)
                           ? lineage_of_histotype.find(histotype.levels[histotype.code[row]].code)
                           : lineage_of_histotype.end();
    if (found == lineage_of_histotype.end()) {
      ++not_compared;
      continue;
    }
    ++by_year.observed[static_cast<std::size_t>(of_year)];
    ++by_lineage.observed[found->second];
  }
  // A reader could subtract the years from the periods of the activity.
  if (rule.is_small(not_compared) || activity.periods.empty()) return coverage;
  coverage.years = by_year.rows(rule, level);
  coverage.lineages = by_lineage.rows(rule, level);
  return coverage;
}

}  // namespace repere::study
