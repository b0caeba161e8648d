#include "exchange/mapping/mapped_file.hpp"

#include <algorithm>
#include <limits>

#include "exchange/folder/key_index.hpp"
#include "exchange/folder/table_file.hpp"
#include "exchange/mapping/record_values.hpp"

namespace repere::exchange {
namespace {

using registry::Patient;
using registry::Tumour;
using registry::ValueProblem;
using workflows::Intake;
using workflows::Severity;

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

// What the first walk over the file finds: whose row each record is, and which record of a tumour is kept.
struct Owners {
  std::vector<std::uint32_t> tumour;  // for each record, its row in Registry::tumours; nobody: it has no key
  std::vector<std::uint32_t> kept_record;  // for each tumour
  bool keeps(std::size_t record) const { return kept_record[tumour[record]] == record; }
};

// Reads one mapped file into an intake, in two walks.
class MappedReading {
 public:
  MappedReading(const Mapping& mapping, const ReferenceData& reference, Intake& intake)
      : mapping_(mapping),
        codes_{reference.histotypes, reference.sites, reference.centres},
        intake_(intake),
        cases_(intake.registry) {}

  Result<void> read(const std::filesystem::path& data) {
    return find_owners(data).and_then([&] { return read_records(data); });
  }

 private:
  Result<void> find_owners(const std::filesystem::path& data);
  Result<void> read_records(const std::filesystem::path& data);
  std::uint32_t owner_of(const csv::Reader& reader, const RecordValues& record);
  void read_kept(const csv::Reader& reader, RecordValues& record, std::uint32_t tumour);
  void compare_patients(const csv::Reader& reader, const Patient& known, const Patient& again);
  void make_acts(const csv::Reader& reader, RecordValues& record, std::uint32_t tumour, bool kept);

  template <class Row>
  void fill(const csv::Reader& reader, RecordValues& record, const TableMapping& table, Row& row);
  void report(const csv::Reader& reader, Severity severity, std::string_view column, std::string_view what,
              std::string_view remedy) {
    auto problem = row_problem(reader, column, what, remedy);
    problem.severity = severity;
    intake_.add(std::move(problem));
  }

  const Mapping& mapping_;
  registry::Codes codes_;
  Intake& intake_;
  registry::Registry& cases_;
  KeyIndex patient_keys_, tumour_keys_;
  Owners owners_;
  std::vector<char> patient_filled_;
};

Result<void> MappedReading::find_owners(const std::filesystem::path& data) {
  auto reader = csv::Reader::open(data, mapping_.separator);
  if (!reader) return tl::unexpected(reader.error());
  RecordValues record(mapping_);
  if (auto bound = record.bind(*reader); !bound) return bound;
  intake_.file_name = reader->name();
  for_each_record(*reader, intake_, [&](std::span<const std::string_view> fields) {
    record.look_at(fields);
    const auto number = static_cast<std::uint32_t>(owners_.tumour.size());
    const std::uint32_t tumour = owner_of(*reader, record);
    owners_.tumour.push_back(tumour);
    if (tumour == nobody) return;
    if (tumour == owners_.kept_record.size()) {
      owners_.kept_record.push_back(number);
    } else if (mapping_.keep == Keep::last) {
      owners_.kept_record[tumour] = number;
    } else if (mapping_.keep == Keep::only) {
      report(*reader, Severity::error, mapping_.patient_key[0], "a second row of one tumour",
             "say keep = \"first\" or \"last\" in [rows] of the mapping, or name the column that tells "
             "tumours apart");
    }
  });
  return {};
}

// The tumour of a record; one that is new gets its row, and so does its patient.
std::uint32_t MappedReading::owner_of(const csv::Reader& reader, const RecordValues& record) {
  const std::string patient_key = record.key(mapping_.patient_key);
  std::string tumour_key = record.key(mapping_.tumour_key);
  if (patient_key.empty() || (tumour_key.empty() && !mapping_.tumour_key.empty())) {
    report(reader, Severity::error, patient_key.empty() ? mapping_.patient_key[0] : mapping_.tumour_key[0],
           "empty", "every row needs the key of its patient and of its tumour");
    return nobody;
  }
  tumour_key = tumour_key.empty() ? patient_key : patient_key + '/' + tumour_key;
  if (tumour_key.size() > 200) {
    report(reader, Severity::error, mapping_.patient_key[0], "too long", "a key has 200 bytes at most");
    return nobody;
  }
  const auto patient_of = [&](std::uint32_t row) -> std::string_view {
    return cases_.patients[row].key.reveal();
  };
  const auto tumour_of = [&](std::uint32_t row) -> std::string_view { return cases_.tumours[row].key; };
  const auto next_patient = static_cast<std::uint32_t>(cases_.patients.size());
  const auto known_patient = patient_keys_.add(patient_key, next_patient, patient_of);
  if (!known_patient) {
    cases_.patients.emplace_back().key = Confidential<std::string>(patient_key);
    cases_.patients.back().line = static_cast<std::uint32_t>(reader.line());
  }
  const auto next_tumour = static_cast<std::uint32_t>(cases_.tumours.size());
  if (const auto known = tumour_keys_.add(tumour_key, next_tumour, tumour_of)) {
    if (cases_.tumours[*known].patient == known_patient.value_or(next_patient)) return *known;
    report(reader, Severity::error, mapping_.patient_key[0], "two patients' keys make the same tumour key",
           "a '/' joins the columns of a key: name columns without it");
    return nobody;
  }
  Tumour& tumour = cases_.tumours.emplace_back();
  tumour.key = std::move(tumour_key);
  tumour.patient = known_patient.value_or(next_patient);
  return next_tumour;
}

Result<void> MappedReading::read_records(const std::filesystem::path& data) {
  auto reader = csv::Reader::open(data, mapping_.separator);
  if (!reader) return tl::unexpected(reader.error());
  RecordValues record(mapping_);
  if (auto bound = record.bind(*reader); !bound) return bound;
  patient_filled_.assign(cases_.patients.size(), 0);
  Intake already_said;  // the malformed lines: the first walk has reported them
  std::size_t number = 0;
  for_each_record(*reader, already_said, [&](std::span<const std::string_view> fields) {
    const std::size_t here = number++;
    if (here >= owners_.tumour.size() || owners_.tumour[here] == nobody) return;
    record.look_at(fields);
    const std::uint32_t tumour = owners_.tumour[here];
    const bool kept = owners_.keeps(here);
    if (kept) read_kept(*reader, record, tumour);
    make_acts(*reader, record, tumour, kept);
  });
  return {};
}

void MappedReading::read_kept(const csv::Reader& reader, RecordValues& record, std::uint32_t tumour) {
  Tumour& row = cases_.tumours[tumour];
  row.line = static_cast<std::uint32_t>(reader.line());
  fill(reader, record, mapping_.tumours, row);
  Patient& patient = cases_.patients[row.patient];
  Patient read;
  read.key = patient.key;
  read.line = row.line;
  fill(reader, record, mapping_.patients, read);
  if (patient_filled_[row.patient]) {
    compare_patients(reader, patient, read);
  } else {
    patient = std::move(read);
    patient_filled_[row.patient] = 1;
  }
}

// A patient of several tumours is described by each of their rows: they should agree.
void MappedReading::compare_patients(const csv::Reader& reader, const Patient& known, const Patient& again) {
  std::string first, second;
  registry::for_each_column<Patient>([&](const auto& column) {
    first.clear();
    second.clear();
    registry::write_column(first, known, column, codes_);
    registry::write_column(second, again, column, codes_);
    if (first == second) return;
    for (const FieldMapping& field : mapping_.patients.fields)
      if (field.name == column.name)
        report(reader, Severity::warning, field.column, "another row of this patient says otherwise",
               "line " + std::to_string(known.line) + " was taken: make the rows agree");
  });
}

void MappedReading::make_acts(const csv::Reader& reader, RecordValues& record, std::uint32_t tumour,
                              bool kept) {
  for (const TableMapping& act : mapping_.acts) {
    if (!(kept || act.every_row) || !record.hold(act.only_if)) continue;
    registry::for_each_act_table([&](const auto& table) {
      if (table.name != act.table) return;
      auto& row = (cases_.*(table.rows)).emplace_back();
      row.tumour = tumour;
      row.line = static_cast<std::uint32_t>(reader.line());
      fill(reader, record, act, row);
    });
  }
}

template <class Row>
void MappedReading::fill(const csv::Reader& reader, RecordValues& record, const TableMapping& table,
                         Row& row) {
  for (const FieldMapping& field : table.fields) {
    TranslatedValue value = record.translate(field);
    if (value.problem.empty() && value.text.empty()) continue;
    const auto& column = row_columns<Row>[field.place];
    if (value.problem.empty()) {
      const ValueProblem problem = column.read(value.text, row, codes_);
      if (problem == ValueProblem::none) continue;
      value = {{}, name_of(problem), remedy_of(problem)};
    }
    if (field.unmapped == Unmapped::unknown)
      column.read("unknown", row, codes_);
    else
      report(reader, field.unmapped == Unmapped::warning ? Severity::warning : Severity::error, field.column,
             value.problem, value.remedy);
  }
}

}  // namespace

Result<workflows::Intake> MappedFile::read() {
  const auto mapping = read_mapping(mapping_, reference_);
  if (!mapping) return tl::unexpected(mapping.error());
  Intake intake;
  intake.registry.datasets.push_back(mapping->dataset);
  intake.registry.centres = reference_.centres;
  if (auto done = MappedReading(*mapping, reference_, intake).read(data_); !done)
    return tl::unexpected(done.error());
  intake.registry.sort_by_tumour();
  std::stable_sort(intake.problems.begin(), intake.problems.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  return intake;
}

}  // namespace repere::exchange
