#include "exchange/folder/exchange_folder.hpp"

#include <algorithm>
#include <unordered_set>

#include "exchange/folder/centres_file.hpp"
#include "exchange/folder/dataset_file.hpp"
#include "exchange/folder/key_index.hpp"
#include "exchange/folder/table_file.hpp"
#include "exchange/row_columns.hpp"
#include "exchange/spelling.hpp"

namespace repere::exchange {
namespace {

using registry::Patient;
using registry::Tumour;
using registry::ValueProblem;
using workflows::Intake;
using workflows::Severity;

template <class Row>
std::string_view key_of(const Row& row) {
  if constexpr (std::is_same_v<Row, Patient>)
    return row.key.reveal();
  else
    return row.key;
}

// Reads one folder into an intake.
class FolderReading {
 public:
  FolderReading(const ReferenceData& reference, const std::filesystem::path& path, Intake& intake)
      : reference_(reference), path_(path), intake_(intake), cases_(intake.registry) {}

  Result<void> read() {
    auto dataset = read_dataset_file(path_ / "dataset.toml");
    if (!dataset) return fail_in(path_.string(), dataset.error());
    cases_.datasets.push_back(std::move(*dataset));
    look_for_strangers();
    return read_centres()
        .and_then([&] { return read_table("patients", cases_.patients, true); })
        .and_then([&] { return read_table("tumours", cases_.tumours, true); })
        .and_then([&] { return read_acts(); });
  }

 private:
  Result<void> read_centres();
  Result<void> read_acts();
  void look_for_strangers();

  template <class Row>
  Result<void> read_table(std::string_view name, std::vector<Row>& rows, bool required);
  template <class Row>
  void read_rows(csv::Reader& reader, std::vector<Row>& rows, const std::vector<std::size_t>& columns);
  template <class Row>
  bool belongs(const csv::Reader& reader, Row& row, std::string_view reference);
  template <class Row>
  bool named_once(const csv::Reader& reader, std::vector<Row>& rows, KeyIndex& keys);

  registry::Codes codes() const { return {reference_.histotypes, reference_.sites, cases_.centres}; }

  const ReferenceData& reference_;
  const std::filesystem::path& path_;
  Intake& intake_;
  registry::Registry& cases_;
  KeyIndex patient_keys_, tumour_keys_;
  // Tumours that were left out: the acts that name them are not errors of their own.
  std::unordered_set<std::string> tumours_left_out_;
  bool patients_whole_ = true, tumours_whole_ = true;
  static constexpr std::uint32_t no_tumour = 0xFFFFFFFF;
  std::uint32_t last_tumour_ = 0;  // that of the act before
};

Result<void> FolderReading::read_centres() {
  const auto file = path_ / "centres.csv";
  std::vector<Centre> own;
  if (std::error_code ignored; std::filesystem::exists(file, ignored)) {
    auto centres = read_centres_file(file, reference_.centres, cases_.datasets[0].source, intake_);
    if (!centres) return tl::unexpected(centres.error());
    own = std::move(*centres);
  }
  auto all = reference_.centres.with(std::move(own));
  if (all)
    cases_.centres = std::move(*all);
  else if (intake_.errors == 0)
    return fail_in(file.string(), all.error());
  else
    cases_.centres = reference_.centres;
  return {};
}

Result<void> FolderReading::read_acts() {
  Result<void> done;
  registry::for_each_act_table([&](const auto& table) {
    if (done) done = read_table(table.name, cases_.*(table.rows), false);
  });
  return done;
}

// A file whose name is nearly that of a table would be missed in silence.
void FolderReading::look_for_strangers() {
  std::vector<std::string> names = {"centres.csv", "patients.csv", "tumours.csv"};
  registry::for_each_act_table([&](const auto& table) { names.push_back(std::string(table.name) + ".csv"); });
  const std::vector<std::string_view> known(names.begin(), names.end());
  std::vector<std::string> strangers;
  std::error_code ignored;
  std::filesystem::directory_iterator entry(path_, ignored);
  for (; !ignored && entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (name == "dirt_truth.csv") continue;  // beside a spoilt synthetic cohort: what was spoilt
    if (entry->path().extension() == ".csv" && std::find(names.begin(), names.end(), name) == names.end())
      strangers.push_back(name);
  }
  std::sort(strangers.begin(), strangers.end());
  for (const std::string& name : strangers) {
    const std::string_view near = nearest_name(name, known);
    if (near.empty())
      intake_.add({Severity::warning, name, 0, "", "not a file of the exchange format: it was not read",
                   "the files are " + listed(known)});
    else
      intake_.add({Severity::error, name, 0, "", "not a file of the exchange format",
                   "did you mean '" + std::string(near) + "'? If not, move the file elsewhere"});
  }
}

template <class Row>
Result<void> FolderReading::read_table(std::string_view name, std::vector<Row>& rows, bool required) {
  const auto file = path_ / (std::string(name) + ".csv");
  std::error_code ignored;
  if (!required && !std::filesystem::exists(file, ignored)) return {};
  auto reader = csv::Reader::open(file);
  if (!reader) return tl::unexpected(reader.error());
  std::vector<WantedColumn> wanted;
  for (const auto& column : row_columns<Row>) wanted.push_back({column.name, column.required});
  if constexpr (!reference_column<Row>().empty()) wanted.push_back({reference_column<Row>(), true});
  const auto columns = match_header(*reader, wanted, intake_);
  if (columns)
    read_rows(*reader, rows, *columns);
  else if constexpr (std::is_same_v<Row, Patient>)
    patients_whole_ = false;
  else if constexpr (std::is_same_v<Row, Tumour>)
    tumours_whole_ = false;
  return {};
}

template <class Row>
void FolderReading::read_rows(csv::Reader& reader, std::vector<Row>& rows,
                              const std::vector<std::size_t>& columns) {
  constexpr auto& known = row_columns<Row>;
  KeyIndex act_keys;
  KeyIndex* keys = &act_keys;
  if constexpr (std::is_same_v<Row, Patient>) keys = &patient_keys_;
  if constexpr (std::is_same_v<Row, Tumour>) keys = &tumour_keys_;
  const registry::Codes lists = codes();
  const bool whole = for_each_record(reader, intake_, [&](std::span<const std::string_view> fields) {
    Row& row = rows.emplace_back();
    row.line = static_cast<std::uint32_t>(reader.line());
    std::string_view reference;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string_view text = fields[i];
      const std::size_t place = columns[i];
      if (place == known.size()) {
        reference = text;
      } else if (!text.empty()) {
        const ValueProblem problem = known[place].read(text, row, lists);
        if (problem != ValueProblem::none) [[unlikely]]
          intake_.add(row_problem(reader, known[place].name, name_of(problem), remedy_of(problem)));
      }
    }
    if (!belongs(reader, row, reference) || !named_once(reader, rows, *keys)) rows.pop_back();
  });
  if constexpr (std::is_same_v<Row, Patient>) patients_whole_ = whole;
  if constexpr (std::is_same_v<Row, Tumour>) tumours_whole_ = whole;
}

// Finds the patient of a tumour, the tumour of an act.
template <class Row>
bool FolderReading::belongs(const csv::Reader& reader, Row& row, std::string_view reference) {
  if constexpr (!reference_column<Row>().empty()) {
    constexpr bool is_tumour = std::is_same_v<Row, Tumour>;
    const auto refuse = [&](std::string_view what, std::string_view remedy) {
      intake_.add(row_problem(reader, reference_column<Row>(), what, remedy));
    };
    if (reference.empty()) {
      refuse("empty",
             is_tumour ? "name the patient that has the tumour" : "name the tumour that the act belongs to");
      return false;
    }
    if constexpr (is_tumour) {
      const auto patient = patient_keys_.find(reference, [&](auto i) { return key_of(cases_.patients[i]); });
      if (patient) {
        row.patient = *patient;
        return true;
      }
      tumours_left_out_.insert(row.key);
      if (patients_whole_) refuse("unknown patient", "add the patient to patients.csv, or correct the key");
      return false;
    } else {
      // Acts mostly stand in the order of their tumours: this one or one of the next few.
      const std::size_t near = std::min<std::size_t>(std::size_t{last_tumour_} + 4, cases_.tumours.size());
      std::uint32_t tumour = last_tumour_;
      while (tumour < near && cases_.tumours[tumour].key != reference) ++tumour;
      if (tumour >= near) {
        const auto found = tumour_keys_.find(reference, [&](auto i) { return key_of(cases_.tumours[i]); });
        tumour = found.value_or(no_tumour);
      }
      if (tumour != no_tumour) {
        row.tumour = last_tumour_ = tumour;
        return true;
      }
      if (tumours_whole_ && !tumours_left_out_.contains(std::string(reference)))
        refuse("unknown tumour", "add the tumour to tumours.csv, or correct the key");
      return false;
    }
  }
  return true;
}

// Whether the last row's key is the first of its kind in the table.
template <class Row>
bool FolderReading::named_once(const csv::Reader& reader, std::vector<Row>& rows, KeyIndex& keys) {
  constexpr bool is_act = std::is_base_of_v<registry::Act, Row>;
  constexpr std::string_view column = row_columns<Row>[0].name;
  const std::string_view key = key_of(rows.back());
  if (key.empty()) {
    if constexpr (!is_act) intake_.add(row_problem(reader, column, "empty", "give the row a key of its own"));
    return is_act;
  }
  const auto there =
      keys.add(key, static_cast<std::uint32_t>(rows.size() - 1), [&](auto i) { return key_of(rows[i]); });
  if (!there) return true;
  intake_.add(row_problem(
      reader, column, "the key stands twice",
      "line " + std::to_string(rows[*there].line) + " has it too: keep one row, or give each its own key"));
  return false;
}

}  // namespace

Result<workflows::Intake> ExchangeFolder::read() {
  std::error_code ignored;
  if (!std::filesystem::is_directory(path_, ignored))
    return fail(ErrorKind::not_found, path_.string() + ": there is no such folder; check the path");
  Intake intake;
  if (auto done = FolderReading(reference_, path_, intake).read(); !done) return tl::unexpected(done.error());
  intake.registry.sort_by_tumour();
  return intake;
}

}  // namespace repere::exchange
