#pragma once
#include <limits>
#include <string_view>
#include <tuple>

#include "domain/registry/records.hpp"

// One description of every table of the record: the exchange files, the database and the documents are made from it.
namespace repere::registry {

/// Which part of a member a column holds: all of it, or one of the two ways to say when.
enum class Part : std::uint8_t { whole, date, day };

/// Whether the text is an INSEE department: 01 to 95 (2A and 2B for Corsica), 971 to 978, 984, 986 to 989.
bool is_department(std::string_view text);

/// One column: its name in files and in the database, and the member that it fills.
/// Units: low and high bound numbers and day counts, both included
template <class Owner, class Value>
struct Column {
  std::string_view name;
  Value Owner::* member;
  Part part = Part::whole;
  bool required = false;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool (*accepts)(std::string_view) = nullptr;  ///< what a text must be beside its type; all is well when not set

  constexpr Column checked_by(bool (*check)(std::string_view)) const {
    Column copy = *this;
    copy.accepts = check;
    return copy;
  }
  constexpr Column in(double least, double most) const {
    Column copy = *this;
    copy.low = least;
    copy.high = most;
    return copy;
  }
};

template <class Owner, class Value>
constexpr Column<Owner, Value> column(std::string_view name, Value Owner::* member) {
  return {name, member};
}
template <class Owner, class Value>
constexpr Column<Owner, Value> required(std::string_view name, Value Owner::* member) {
  return {name, member, Part::whole, true};
}
template <class Owner>
constexpr Column<Owner, When> date_of(std::string_view name, When Owner::* member) {
  return {name, member, Part::date};
}
template <class Owner>
constexpr Column<Owner, When> day_of(std::string_view name, When Owner::* member) {
  return Column<Owner, When>{name, member, Part::day}.in(-40000, 40000);
}

/// The columns of a row type that are its own: columns_of<Row>() is a tuple of Column. The references (the patient of a
/// tumour, the tumour of an act) are not among them: each reader resolves those itself.
template <class Row>
constexpr auto columns_of();

template <>
constexpr auto columns_of<Patient>() {
  return std::tuple{required("patient", &Patient::key),
                    column("birth_date", &Patient::birth),
                    column("sex", &Patient::sex),
                    column("department", &Patient::department).checked_by(is_department),
                    column("prior_cancer", &Patient::prior_cancer),
                    column("prior_radiotherapy", &Patient::prior_radiotherapy),
                    column("predisposition", &Patient::predisposition)};
}

template <>
constexpr auto columns_of<Tumour>() {
  return std::tuple{required("tumour", &Tumour::key),
                    column("diagnosis_date", &Tumour::diagnosis),
                    column("age_at_diagnosis", &Tumour::age_at_diagnosis).in(0, 130),
                    column("incident", &Tumour::incident),
                    column("histotype", &Tumour::histotype),
                    column("site", &Tumour::site),
                    column("compartment", &Tumour::compartment),
                    column("size_mm", &Tumour::size_mm).in(0.1, 2000),
                    column("depth", &Tumour::depth),
                    column("grade", &Tumour::grade),
                    column("metastatic", &Tumour::metastatic),
                    column("metastatic_sites", &Tumour::metastatic_sites),
                    column("multifocal", &Tumour::multifocal),
                    column("radiotherapy_induced", &Tumour::radiotherapy_induced),
                    column("performance_status", &Tumour::performance_status).in(0, 4),
                    column("centre", &Tumour::centre)};
}

/// The columns that every act has.
constexpr auto act_columns() {
  return std::tuple{column("act", &Act::key), date_of("date", &Act::when), day_of("day", &Act::when),
                    column("status", &Act::status), column("centre", &Act::centre)};
}

template <>
constexpr auto columns_of<Imaging>() {
  return std::tuple{column("modality", &Imaging::modality), column("region", &Imaging::region)};
}
template <>
constexpr auto columns_of<Biopsy>() {
  return std::tuple{column("technique", &Biopsy::technique), column("image_guided", &Biopsy::image_guided)};
}
template <>
constexpr auto columns_of<PathologyReading>() {
  return std::tuple{column("reading", &PathologyReading::reading),
                    column("request", &PathologyReading::request),
                    date_of("sampled_date", &PathologyReading::sampled),
                    day_of("sampled_day", &PathologyReading::sampled),
                    column("histotype", &PathologyReading::histotype),
                    column("grade", &PathologyReading::grade),
                    column("concordance", &PathologyReading::concordance)};
}
template <>
constexpr auto columns_of<MolecularTest>() {
  return std::tuple{column("technique", &MolecularTest::technique), column("target", &MolecularTest::target),
                    column("result", &MolecularTest::result)};
}
template <>
constexpr auto columns_of<BoardPresentation>() {
  return std::tuple{column("board", &BoardPresentation::board), column("passage", &BoardPresentation::passage),
                    column("trial_proposed", &BoardPresentation::trial_proposed)};
}
template <>
constexpr auto columns_of<Decision>() {
  return std::tuple{column("modality", &Decision::modality), column("planned_centre", &Decision::planned_centre)};
}
template <>
constexpr auto columns_of<Surgery>() {
  return std::tuple{column("kind", &Surgery::kind), column("margin", &Surgery::margin),
                    column("planned", &Surgery::planned), column("rupture", &Surgery::rupture)};
}
template <>
constexpr auto columns_of<Amputation>() {
  return std::tuple{column("level", &Amputation::level), column("cause", &Amputation::cause)};
}
template <>
constexpr auto columns_of<Radiotherapy>() {
  return std::tuple{column("timing", &Radiotherapy::timing), column("dose_gy", &Radiotherapy::dose_gy).in(0, 200),
                    column("fractions", &Radiotherapy::fractions).in(1, 200),
                    date_of("end_date", &Radiotherapy::end), day_of("end_day", &Radiotherapy::end)};
}
template <>
constexpr auto columns_of<SystemicTreatment>() {
  return std::tuple{column("timing", &SystemicTreatment::timing),
                    column("kind", &SystemicTreatment::kind),
                    column("regimen", &SystemicTreatment::regimen),
                    column("cycles", &SystemicTreatment::cycles).in(1, 200),
                    date_of("end_date", &SystemicTreatment::end),
                    day_of("end_day", &SystemicTreatment::end)};
}
template <>
constexpr auto columns_of<Relapse>() {
  return std::tuple{column("kind", &Relapse::kind), column("sites", &Relapse::sites)};
}
template <>
constexpr auto columns_of<News>() {
  return std::tuple{column("state", &News::state)};
}

/// A table of acts: its name (the file is name.csv, the SQL table is name) and where its rows are.
template <class R>
struct ActTable {
  using Row = R;
  std::string_view name;
  std::vector<R> Registry::* rows;
};

/// Every table of acts, in the order of the pathway.
inline constexpr std::tuple act_tables{
    ActTable<Imaging>{"imaging", &Registry::imaging},
    ActTable<Biopsy>{"biopsies", &Registry::biopsies},
    ActTable<PathologyReading>{"pathology", &Registry::pathology},
    ActTable<MolecularTest>{"molecular_tests", &Registry::molecular_tests},
    ActTable<BoardPresentation>{"boards", &Registry::boards},
    ActTable<Decision>{"decisions", &Registry::decisions},
    ActTable<Surgery>{"surgeries", &Registry::surgeries},
    ActTable<Amputation>{"amputations", &Registry::amputations},
    ActTable<Radiotherapy>{"radiotherapies", &Registry::radiotherapies},
    ActTable<SystemicTreatment>{"systemic_treatments", &Registry::systemic_treatments},
    ActTable<Relapse>{"relapses", &Registry::relapses},
    ActTable<News>{"news", &Registry::news}};

/// Calls `visit` with each ActTable.
template <class Visit>
constexpr void for_each_act_table(Visit&& visit) {
  std::apply([&](const auto&... table) { (visit(table), ...); }, act_tables);
}

/// Calls `visit` with each Column of an act: those that every act has, then its own.
template <class Row, class Visit>
constexpr void for_each_act_column(Visit&& visit) {
  std::apply([&](const auto&... c) { (visit(c), ...); }, act_columns());
  std::apply([&](const auto&... c) { (visit(c), ...); }, columns_of<Row>());
}

/// Calls `visit` with each Column of patients or tumours.
template <class Row, class Visit>
constexpr void for_each_column(Visit&& visit) {
  std::apply([&](const auto&... c) { (visit(c), ...); }, columns_of<Row>());
}

}  // namespace repere::registry
