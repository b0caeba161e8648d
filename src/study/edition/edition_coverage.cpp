#include "study/edition/edition_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "statistics/rates.hpp"

namespace repere::study {
namespace {

constexpr std::size_t years = 4;

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
  CountSplit split;
  std::vector<int> expected;

  std::vector<CoverageRow> rows(double level) const {
    std::vector<CoverageRow> out;
    if (split.is_unpublished()) return out;
    const auto observed = split.counts();
    NamedGroup rest;
    std::int64_t rest_observed = 0;
    int rest_expected = 0;
    for (std::size_t i = 0; i < split.names.size(); ++i) {
      const NamedGroup& name = split.names[i];
      if (observed[i] == 0 && expected[i] == 0) continue;
      if (!split.together[i]) {
        out.push_back(coverage_row(name, observed[i], expected[i], level));
        continue;
      }
      take_into(rest, name);
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

/// The published national counts, split as the registry's cases are, and which histotypes each lineage has.
struct Expected {
  Beside by_year, by_lineage;
  std::map<std::string, std::size_t, std::less<>> lineage_of_histotype;
};

Expected expected_cases(const PublishedCounts& published) {
  Expected found;
  for (std::size_t year = 0; year < years; ++year) {
    const std::string text = std::to_string(PublishedCounts::first_year + static_cast<int>(year));
    found.by_year.split.names.push_back({text, {text, text}});
  }
  found.by_year.expected.resize(years);
  for (const PublishedCount& row : published.rows) {
    if (row.mapping == CountMapping::none) continue;
    auto& names = found.by_lineage.split.names;
    const auto place = static_cast<std::size_t>(
        std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.id == row.lineage; }) - names.begin());
    if (place == names.size()) {
      names.push_back({row.lineage, lineage_label(row.lineage)});
      found.by_lineage.expected.push_back(0);
    }
    found.by_lineage.expected[place] += row.total;
    for (std::size_t year = 0; year < years; ++year) found.by_year.expected[year] += row.cases[year];
    for (const std::string& code : row.histotypes) found.lineage_of_histotype.emplace(code, place);
  }
  return found;
}

// What a region's inhabitants' share of the national count comes to.
std::vector<int> expected_by_share(const Regions& regions, std::size_t places, int national) {
  double all = 0;
  for (const Region& one : regions.rows) all += static_cast<double>(one.inhabitants);
  std::vector<int> expected(places);
  for (std::size_t i = 0; i < regions.rows.size() && all > 0; ++i)
    expected[i] = static_cast<int>(std::lround(national * static_cast<double>(regions.rows[i].inhabitants) / all));
  return expected;
}

// Which of the cases are compared: those of the years and entities that were counted.
void observe(const Cohort& cohort, const CaseCodes& codes, Expected& expected, CountSplit& by_region) {
  const CohortColumn& year = cohort.column("diagnosis_year");
  const CohortColumn& histotype = cohort.column("histotype");
  for (std::size_t i = 0; i < codes.rows.size(); ++i) {
    const std::uint32_t row = codes.rows[i];
    const double since = year.known(row) ? year.value[row] - PublishedCounts::first_year : -1;
    const auto found = histotype.known(row)
                           ? expected.lineage_of_histotype.find(histotype.levels[histotype.code[row]].code)
                           : expected.lineage_of_histotype.end();
    const bool compared = since >= 0 && since < years && found != expected.lineage_of_histotype.end();
    expected.by_year.split.row.push_back(compared ? static_cast<std::size_t>(since) : CountSplit::no_row);
    expected.by_lineage.split.row.push_back(compared ? found->second : CountSplit::no_row);
    by_region.row.push_back(compared ? std::size_t{codes.region[i]} : CountSplit::no_row);
  }
}

// A reader subtracts what is compared from the numbers of cases: by what is left, a small group of cases may be found.
bool gives_small_away(const CountSplit& split, const ActivitySplits& activity, const access::SmallNumbers& rule) {
  CountSplit all{{{"all", {}}, {"none", {}}}, std::vector<std::size_t>(split.row.size(), 0), {false, false}};
  return difference_is_small(all, split, rule) || difference_is_small(activity.periods, split, rule) ||
         difference_is_small(activity.regions, split, rule) || difference_is_small(activity.groups, split, rule);
}

}  // namespace

EditionCoverage coverage_of(const Cohort& cohort, const CaseCodes& codes, const CoverageSources& sources,
                            const ActivitySplits& activity, const CoverageRules& rules) {
  const PublishedCounts& published = sources.published;
  EditionCoverage coverage{.source = published.edition.source};
  Expected expected = expected_cases(published);
  Beside by_region{{codes.regions, {}, {}}, {}};
  observe(cohort, codes, expected, by_region.split);
  const auto& of_years = expected.by_year.expected;
  by_region.expected =
      expected_by_share(sources.regions, codes.regions.size(), std::accumulate(of_years.begin(), of_years.end(), 0));
  const auto together = [&](CountSplit& split) {
    split.together = access::rows_taken_together(split.counts(), {}, {}, rules.small);
  };
  together(expected.by_year.split), together(expected.by_lineage.split);
  // As coarse as the activity by region, and more where the cases of other years or entities would follow from both.
  by_region.split.together = access::rows_taken_together(by_region.split.counts(), {activity.regions.counts()},
                                                         activity.regions.together, rules.small);
  const auto rows = [&](const Beside& one) {
    return gives_small_away(one.split, activity, rules.small) ? std::vector<CoverageRow>() : one.rows(rules.level);
  };
  coverage.years = rows(expected.by_year);
  coverage.lineages = rows(expected.by_lineage);
  coverage.regions = rows(by_region);
  return coverage;
}

}  // namespace repere::study
