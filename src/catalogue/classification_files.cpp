#include "catalogue/classification_files.hpp"

#include <algorithm>
#include <numeric>

#include "catalogue/table.hpp"

namespace repere {
namespace {

constexpr auto required = Column::Need::required;
constexpr auto may_be_empty = Column::Need::may_be_empty;

constexpr std::array<Word<std::string_view>, 7> molecular_classes{{{"fusion", "fusion"},
                                                                   {"mutation", "mutation"},
                                                                   {"amplification", "amplification"},
                                                                   {"loss", "loss"},
                                                                   {"complex", "complex"},
                                                                   {"viral", "viral"},
                                                                   {"none", "none"}}};
constexpr std::array<Word<bool>, 2> yes_no{{{false, "no"}, {true, "yes"}}};
constexpr std::array<Word<CountMapping>, 3> mappings{
    {{CountMapping::one, "one"}, {CountMapping::several, "several"}, {CountMapping::none, "none"}}};
constexpr std::array<Word<std::string_view>, 2> sides{{{"a", "a"}, {"b", "b"}}};

void check_morphology(const TableRow& row, const Histotype& entry) {
  if (entry.icdo.empty()) {
    if (entry.behaviour) row.problem("behaviour", "is given without a code: empty it, or fill in icdo");
    if (entry.class_note.empty())
      row.problem("class_note", "is empty: an entity without a code needs a reason for its class");
    return;
  }
  if (entry.icdo_source.empty()) row.problem("icdo_source", "is empty: say who gives the code");
  if (!is_icdo_morphology(entry.icdo)) {
    row.problem("icdo", "'" + entry.icdo + "' is not an ICD-O-3 morphology: write it as 8858/3");
    return;
  }
  const int digit = entry.icdo.back() - '0';
  if (entry.behaviour != digit)
    row.problem("behaviour", "is not the digit behind the slash of icdo: write " + std::to_string(digit));
}

void check_class(const TableRow& row, const Histotype& entry) {
  if (!entry.behaviour) return;
  const bool follows = class_of_behaviour(*entry.behaviour) == entry.tumour_class;
  if (!follows && entry.class_note.empty())
    row.problem("class", "'" + std::string(name_of(entry.tumour_class)) + "' is not the class of behaviour " +
                             std::to_string(*entry.behaviour) +
                             ": mend one of them, or say why in class_note");
  if (follows && !entry.class_note.empty())
    row.problem("class_note", "explains a difference that there is not: empty it");
}

Histotype read_histotype(const TableRow& row) {
  Histotype entry;
  entry.code = row.text("code");
  entry.name_fr = row.text("name_fr");
  entry.name_en = row.text("name_en");
  entry.lineage = row.text("lineage");
  entry.group = row.text("group");
  entry.icdo = row.text("icdo");
  entry.behaviour = row.whole("behaviour");
  entry.tumour_class = row.word("class", tumour_class_words);
  entry.class_note = row.text("class_note");
  entry.usual_compartment = row.word("usual_compartment", usual_compartment_words);
  entry.molecular = row.text("molecular");
  entry.molecular_class = row.word("molecular_class", molecular_classes);
  entry.icdo_source = row.text("icdo_source");
  entry.name_fr_source = row.text("name_fr_source");
  entry.molecular_source = row.text("molecular_source");
  return entry;
}

void check_group(const TableRow& row, const Histotype& entry, const HistologyGroups& groups) {
  if (!entry.group.empty() && !groups.find(entry.group))
    row.problem("group", "'" + entry.group +
                             "' is not in histology_groups.csv: use one of its codes, or add it there");
}

void check_known(const TableRow& row, std::string_view column, const std::string& code,
                 const Histotypes& histotypes) {
  if (!code.empty() && !histotypes.find(code))
    row.problem(column, "'" + code + "' is not in histotypes.csv: mend the code, or add the entry");
}

// What is used must be what the classification says, or the table lies to its reader.
void check_used(const TableRow& row, const Disagreement& entry, const Histotypes& histotypes) {
  const HistotypeIndex index = histotypes.find(entry.histotype);
  if (!index) return;
  const Histotype& histotype = histotypes[index];
  const std::string& there = entry.field == "icdo" ? histotype.icdo : histotype.molecular;
  if (there != (entry.used == "a" ? entry.value_a : entry.value_b))
    row.problem("used", "histotypes.csv has '" + there + "' for " + entry.histotype + ": mend one of them");
}

PublishedCount read_published_count(const TableRow& row) {
  PublishedCount entry;
  entry.site = row.text("site");
  entry.lineage = row.text("lineage");
  entry.label = row.text("label");
  constexpr std::array<std::string_view, 4> years = {"n2013", "n2014", "n2015", "n2016"};
  for (std::size_t year = 0; year < years.size(); ++year)
    entry.cases[year] = row.whole(years[year]).value_or(0);
  entry.total = row.whole("total").value_or(0);
  entry.incidence_per_million = row.number("incidence_per_million_per_year", 0, 1e6).value_or(0);
  entry.mapping = row.word("mapping", mappings);
  entry.histotypes = row.list("histotypes");
  entry.mapping_note = row.text("note");
  return entry;
}

void check_published_count(const TableRow& row, const PublishedCount& entry) {
  const std::int64_t sum = std::accumulate(entry.cases.begin(), entry.cases.end(), std::int64_t{0});
  if (sum != entry.total) row.problem("total", "is not the sum of the four years, " + std::to_string(sum));
  const std::size_t codes = entry.histotypes.size();
  const CountMapping fits = codes == 0   ? CountMapping::none
                            : codes == 1 ? CountMapping::one
                                         : CountMapping::several;
  if (fits != entry.mapping)
    row.problem("mapping", "there are " + std::to_string(codes) + " histotypes: write '" +
                               std::string(word_in(mappings, fits)) + "' or mend them");
  if (entry.mapping != CountMapping::one && entry.mapping_note.empty())
    row.problem("note", "is empty: say why the row fits none or several");
}

}  // namespace

Result<HistologyGroups> load_histology_groups(const std::filesystem::path& file) {
  auto table = Table::open(
      file, {{"code", required}, {"name_fr", required}, {"name_en", required}, {"note", may_be_empty}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("code");
  std::vector<HistologyGroup> entries;
  table->for_each([&](const TableRow& row) {
    entries.push_back({row.text("code"), row.text("name_fr"), row.text("name_en"), row.text("note")});
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return HistologyGroups::make(table->edition(), std::move(entries));
}

Result<Histotypes> load_histotypes(const std::filesystem::path& file, const HistologyGroups& groups) {
  auto table = Table::open(file, {{"code", required},
                                  {"name_fr", required},
                                  {"name_en", required},
                                  {"lineage", required},
                                  {"group", required},
                                  {"icdo", may_be_empty},
                                  {"behaviour", may_be_empty},
                                  {"class", required},
                                  {"class_note", may_be_empty},
                                  {"usual_compartment", required},
                                  {"molecular", may_be_empty},
                                  {"molecular_class", required},
                                  {"icdo_source", may_be_empty},
                                  {"name_fr_source", required},
                                  {"molecular_source", required}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("code");
  std::vector<Histotype> entries;
  table->for_each([&](const TableRow& row) {
    entries.push_back(read_histotype(row));
    check_morphology(row, entries.back());
    check_class(row, entries.back());
    check_group(row, entries.back(), groups);
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return Histotypes::make(table->edition(), std::move(entries));
}

Result<Sites> load_sites(const std::filesystem::path& file) {
  auto table = Table::open(file, {{"code", required},
                                  {"name_fr", required},
                                  {"name_en", required},
                                  {"compartment", required},
                                  {"region", required},
                                  {"skin", required},
                                  {"icdo_topography", may_be_empty},
                                  {"name_source", required}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("code");
  std::vector<Site> entries;
  table->for_each([&](const TableRow& row) {
    entries.push_back({row.text("code"), row.text("name_fr"), row.text("name_en"),
                       row.word("compartment", compartment_words), row.word("region", body_region_words),
                       row.word("skin", yes_no), row.text("icdo_topography"), row.text("name_source")});
    const std::string& code = entries.back().icdo_topography;
    if (!code.empty() && !is_icdo_topography(code))
      row.problem("icdo_topography", "'" + code + "' is not an ICD-O-3 topography: write it as C49.2");
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return Sites::make(table->edition(), std::move(entries));
}

Result<Disagreements> load_disagreements(const std::filesystem::path& file, const Histotypes& histotypes) {
  constexpr std::array<Word<std::string_view>, 2> fields{{{"icdo", "icdo"}, {"molecular", "molecular"}}};
  auto table = Table::open(file, {{"histotype", required},
                                  {"field", required},
                                  {"source_a", required},
                                  {"value_a", required},
                                  {"source_b", required},
                                  {"value_b", required},
                                  {"used", required},
                                  {"why", required}});
  if (!table) return tl::unexpected(table.error());
  Disagreements disagreements{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    Disagreement entry{row.text("histotype"),
                       std::string(row.word("field", fields)),
                       row.text("source_a"),
                       row.text("value_a"),
                       row.text("source_b"),
                       row.text("value_b"),
                       std::string(row.word("used", sides)),
                       row.text("why")};
    check_known(row, "histotype", entry.histotype, histotypes);
    check_used(row, entry, histotypes);
    disagreements.rows.push_back(std::move(entry));
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return disagreements;
}

Result<PublishedCounts> load_published_counts(const std::filesystem::path& file,
                                              const Histotypes& histotypes) {
  auto table = Table::open(file, {{"site", required},
                                  {"lineage", required},
                                  {"label", required},
                                  {"n2013", required},
                                  {"n2014", required},
                                  {"n2015", required},
                                  {"n2016", required},
                                  {"total", required},
                                  {"incidence_per_million_per_year", required},
                                  {"mapping", required},
                                  {"histotypes", may_be_empty},
                                  {"note", may_be_empty}});
  if (!table) return tl::unexpected(table.error());
  PublishedCounts counts{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    PublishedCount entry = read_published_count(row);
    check_published_count(row, entry);
    for (const std::string& code : entry.histotypes) check_known(row, "histotypes", code, histotypes);
    counts.rows.push_back(std::move(entry));
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return counts;
}

}  // namespace repere
