#include "storage/sample_registry.hpp"

#include "domain/registry/values.hpp"
#include "workflows/accounts/memory_work.hpp"

namespace repere::storage::sample {

using registry::Part;
using registry::Registry;
using registry::When;
using workflows::ChangeSet;
using workflows::RowAction;

namespace {

ReferenceData make_reference() {
  ReferenceData made;
  std::vector<Histotype> histotypes(5);
  for (std::size_t i = 0; i < histotypes.size(); ++i) histotypes[i].code = "H00" + std::to_string(i + 1);
  std::vector<Site> sites(4);
  const char* const places[] = {"thigh", "femur", "retroperitoneum", "uterus"};
  for (std::size_t i = 0; i < sites.size(); ++i) sites[i].code = places[i];
  std::vector<Centre> centres(2);
  for (std::size_t i = 0; i < centres.size(); ++i) {
    centres[i].code = "FR-REF-" + std::to_string(i + 1);
    centres[i].name = "Centre de référence " + std::to_string(i + 1);
  }
  made.histotypes = Histotypes::make({}, std::move(histotypes)).value();
  made.sites = Sites::make({}, std::move(sites)).value();
  made.centres = Centres::make({}, std::move(centres)).value();
  return made;
}

Centre made_up_centre(int number) {
  Centre centre;
  centre.code = "SYN-0" + std::to_string(number);
  centre.name = "Centre synthétique 0" + std::to_string(number);
  centre.fictitious = true;
  centre.roles = {
      {CentreRole::competence, PartialDate::of_year(2010), PartialDate::of_month(2014, 6),
       Certainty::probable, "made up"},
      {CentreRole::coordinator, PartialDate::of_month(2014, 7), {}, Certainty::confirmed, "made up"}};
  centre.sites = {
      {"Site nord", "1 rue Inventée", "Ville synthétique", "69", 45.75, 4.85, "made up", "made up"},
      {"Site sud", "", "Ville synthétique", "2A", {}, {}, "made up", ""}};
  if (number == 1) centre.contact = "secretariat@example.org";
  if (number == 2) centre.expertise = "";
  return centre;
}

PartialDate some_date(unsigned n) {
  if (n % 3 == 0) return PartialDate::of_year(2010 + static_cast<int>(n % 9));
  if (n % 3 == 1) return PartialDate::of_month(2010 + static_cast<int>(n % 9), 1 + static_cast<int>(n % 12));
  return PartialDate::of_day(Day{std::chrono::days{14610 + static_cast<int>(n % 300) * 37}});
}

// Gives a column a value that is not the one it starts with; `n` chooses it, so that all kinds of values
// come.
struct Filler {
  unsigned n;
  const registry::Codes& codes;

  template <class E>
  requires std::is_enum_v<E>
  void fill(std::optional<E>& value) const {
    value = registry::words_for<E>[n % registry::words_for<E>.size()].value;
  }
  void fill(registry::ActStatus& value) const {
    value = registry::words_for<registry::ActStatus>[n % 4].value;
  }
  void fill(std::optional<double>& value) const { value = 10 + n % 50 + 0.1; }
  void fill(std::optional<std::int64_t>& value) const { value = 1 + n % 4; }
  void fill(std::string& value) const { value = "texte é " + std::to_string(n); }
  void fill(Confidential<std::string>& value) const {
    value = Confidential<std::string>("P-" + std::to_string(n));
  }
  void fill(std::optional<PartialDate>& value) const { value = some_date(n); }
  void fill(Confidential<std::optional<PartialDate>>& value) const {
    value = Confidential<std::optional<PartialDate>>(some_date(n));
  }
  void fill(HistotypeIndex& value) const {
    value.value = static_cast<std::uint16_t>(n % codes.histotypes.size());
  }
  void fill(SiteIndex& value) const { value.value = static_cast<std::uint16_t>(n % codes.sites.size()); }
  void fill(CentreIndex& value) const { value.value = static_cast<std::uint16_t>(n % codes.centres.size()); }
  void fill(registry::MetastaticSites& value) const { value.bits = static_cast<std::uint16_t>(1 + n % 511); }

  template <class Row, class ColumnType>
  void column(Row& row, const ColumnType& column) const {
    auto& value = row.*(column.member);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, When>) {
      if (column.part == Part::date && n % 2 == 0) value = When::on(some_date(n / 2));
      if (column.part == Part::day && n % 2 == 1)
        value = When::after_origin(static_cast<std::int32_t>(n) - 5);
    } else {
      fill(value);
    }
  }
};

template <class Table>
void fill_acts(Registry& registry, const Table& table, std::uint32_t count, const registry::Codes& codes) {
  using Row = typename Table::Row;
  for (unsigned n = 0; n < count; ++n) {
    const Filler filler{n, codes};
    Row row;
    row.tumour = n / 2;
    registry::for_each_act_column<Row>([&](const auto& column) { filler.column(row, column); });
    (registry.*(table.rows)).push_back(std::move(row));
  }
}

void set_all(ChangeSet& change, RowAction action) {
  change.patients.assign(change.rows.patients.size(), action);
  change.tumours.assign(change.rows.tumours.size(), action);
  std::size_t number = 0;
  registry::for_each_act_table(
      [&](const auto& table) { change.acts[number++].assign((change.rows.*(table.rows)).size(), action); });
}

struct TextWriter {
  const registry::Codes& codes;
  bool with_ids;
  std::string text;

  template <class Row>
  void start(std::string_view table, const Row& row, std::uint64_t parent) {
    text += std::string(table) + " of " + std::to_string(parent);
    if (with_ids) text += " number " + std::to_string(row.id);
  }
  template <class Row, class ColumnType>
  void put(const Row& row, const ColumnType& column) {
    text += " " + std::string(column.name) + "=";
    registry::write_column(text, row, column, codes);
  }
};

std::string text_of(const registry::Dataset& dataset) {
  return dataset.source + "|" + dataset.title_fr + "|" + dataset.title_en + "|" + dataset.version + "|" +
         (dataset.cut_off ? dataset.cut_off->text() : "") + "|" + (dataset.synthetic ? "synthetic" : "real") +
         "|" + dataset.licence;
}

}  // namespace

workflows::Secrets& secrets() {
  static workflows::PlainSecrets made;
  return made;
}

const ReferenceData& reference() {
  static const ReferenceData made = make_reference();
  return made;
}

Registry full_registry(std::uint32_t tumours, const std::string& source) {
  Registry made;
  made.datasets.push_back(
      {source, "Cas synthétiques", "Synthetic cases", "1", PartialDate::of_month(2024, 3), true, "CC0-1.0"});
  made.centres = reference().centres.with({made_up_centre(1), made_up_centre(2), made_up_centre(3)}).value();
  const registry::Codes codes{reference().histotypes, reference().sites, made.centres};
  for (unsigned n = 0; n < tumours; ++n) {
    const Filler filler{n, codes};
    if (n % 3 != 2) {  // every third tumour is the second one of its patient
      registry::Patient patient;
      registry::for_each_column<registry::Patient>(
          [&](const auto& column) { filler.column(patient, column); });
      patient.department = n % 2 ? "2A" : "974";
      made.patients.push_back(std::move(patient));
    }
    registry::Tumour tumour;
    registry::for_each_column<registry::Tumour>([&](const auto& column) { filler.column(tumour, column); });
    tumour.patient = static_cast<std::uint32_t>(made.patients.size() - 1);
    made.tumours.push_back(std::move(tumour));
  }
  registry::for_each_act_table([&](const auto& table) { fill_acts(made, table, tumours, codes); });
  return made;
}

workflows::RevisionHeader header(workflows::RevisionKind kind, const std::string& reason) {
  return {kind, parse_instant("2026-03-01T10:20:30.456Z").value(), "the tests", reason};
}

ChangeSet adding(const Registry& rows, const std::string& reason) {
  ChangeSet change{header(workflows::RevisionKind::import, reason), rows, {}, {}, {}};
  set_all(change, RowAction::add);
  return change;
}

ChangeSet keeping(const Registry& rows, const std::string& reason) {
  ChangeSet change{header(workflows::RevisionKind::import, reason), rows, {}, {}, {}};
  set_all(change, RowAction::keep);
  return change;
}

std::string text_of(const Registry& registry, bool with_ids) {
  const registry::Codes codes{reference().histotypes, reference().sites, registry.centres};
  TextWriter writer{codes, with_ids, {}};
  for (const auto& dataset : registry.datasets) writer.text += text_of(dataset) + "\n";
  for (const auto& centre : registry.centres)
    writer.text += centre.code + " " + centre.name + " " + std::to_string(centre.roles.size()) + "\n";
  for (const auto& row : registry.patients) {
    writer.start("patient", row, row.dataset);
    registry::for_each_column<registry::Patient>([&](const auto& column) { writer.put(row, column); });
    writer.text += "\n";
  }
  for (const auto& row : registry.tumours) {
    writer.start("tumour", row, row.patient);
    registry::for_each_column<registry::Tumour>([&](const auto& column) { writer.put(row, column); });
    writer.text += "\n";
  }
  registry::for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    for (const Row& row : registry.*(table.rows)) {
      writer.start(table.name, row, row.tumour);
      registry::for_each_act_column<Row>([&](const auto& column) { writer.put(row, column); });
      writer.text += "\n";
    }
  });
  return writer.text;
}

}  // namespace repere::storage::sample
