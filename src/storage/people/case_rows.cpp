#include "storage/people/case_rows.hpp"

#include <algorithm>
#include <set>

#include "storage/centre_rows.hpp"
#include "storage/column_values.hpp"
#include "storage/revision_log.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

using workflows::CaseFile;

namespace {

std::string select_now(const TableText& table) {
  return "SELECT since, " + joined(table.record) + ", " + joined(table.values) + " FROM " + table.name +
         " WHERE until IS NULL AND ";
}

std::string in_order(const TableText& table) { return " ORDER BY " + joined(table.order); }

// Reads the files of one patient by statements that are kept, those of several by one statement a table.
class CaseReader {
 public:
  CaseReader(Statements& statements, const registry::Codes& codes, std::vector<PatientId> patients)
      : statements_(statements), codes_(codes), patients_(std::move(patients)) {}

  /// In the order of their numbers; those that are not there are left out.
  Result<std::vector<CaseFile>> read() {
    if (patients_.empty()) return std::vector<CaseFile>{};
    REPERE_TRY(read_patients());
    if (files_.empty()) return std::vector<CaseFile>{};
    REPERE_TRY(read_datasets());
    REPERE_TRY(read_tumours());
    Result<void> read;
    registry::for_each_act_table([&](const auto& table) {
      if (read) read = read_acts(table);
    });
    if (!read) return tl::unexpected(read.error());
    return std::move(files_);
  }

 private:
  struct TumourPlace {
    std::size_t file;
    std::uint32_t row;
  };

  Result<void> read_patients() {
    static const std::string front = select_now(patient_table()), order = in_order(patient_table());
    return each(front + among("id") + order, "patient", [&](RowReader& row, std::int64_t since) {
      registry::Patient patient;
      patient.id = row.whole();
      places_[patient.id] = files_.size();
      datasets_.push_back(row.whole());
      CaseFile& file = files_.emplace_back();
      file.patient = PatientId{patient.id};
      file.version = since;
      file.pseudonym = row.text();
      registry::for_each_column<registry::Patient>([&](const auto& column) {
        if (!identifies(column.name)) row.get_column(patient, column);
      });
      file.rows.patients.push_back(std::move(patient));
    });
  }

  // What the source says of itself: whether the case is synthetic, until when it was observed.
  Result<void> read_datasets() {
    static const std::string front = select_now(dataset_table());
    std::string numbers;
    for (const std::int64_t id : std::set<std::int64_t>(datasets_.begin(), datasets_.end()))
      numbers += (numbers.empty() ? "" : ", ") + std::to_string(id);
    return each(front + "id IN (" + numbers + ")", "dataset", [&](RowReader& row, std::int64_t) {
      registry::Dataset dataset;
      const std::int64_t id = row.whole();
      dataset.source = row.text();
      dataset.title_fr = row.text();
      dataset.title_en = row.text();
      dataset.version = row.text();
      row.get(dataset.cut_off, "cut_off");
      dataset.synthetic = row.whole() != 0;
      dataset.licence = row.text();
      for (std::size_t i = 0; i < files_.size(); ++i)
        if (datasets_[i] == id) files_[i].rows.datasets.push_back(dataset);
    });
  }

  Result<void> read_tumours() {
    static const std::string front = select_now(tumour_table()), order = in_order(tumour_table());
    return each(front + among("patient") + order, "tumour", [&](RowReader& row, std::int64_t since) {
      registry::Tumour tumour;
      tumour.id = row.whole();
      const std::size_t place = places_.at(row.whole());
      CaseFile& file = files_[place];
      file.version = std::max(file.version, since);
      registry::for_each_column<registry::Tumour>(
          [&](const auto& column) { row.get_column(tumour, column); });
      tumours_[tumour.id] = {place, static_cast<std::uint32_t>(file.rows.tumours.size())};
      file.rows.tumours.push_back(std::move(tumour));
    });
  }

  template <class Table>
  Result<void> read_acts(const Table& table) {
    using Row = typename Table::Row;
    static const std::string front = select_now(act_table<Row>(table.name)), order = in_order(act_table<Row>(table.name));
    if (tumours_.empty()) return {};
    // For most cases one tumour, and no list of them that the database would have to make.
    const bool one = tumours_.size() == 1;
    const std::string sql =
        front + (one ? "tumour = $1" : "tumour IN (SELECT id FROM tumour WHERE " + among("patient") + " AND until IS NULL)") +
        order;
    const std::int64_t of = one ? tumours_.begin()->first : patients_.front().value;
    return each(sql, of, table.name, [&](RowReader& row, std::int64_t since) {
      Row act;
      act.id = row.whole();
      const TumourPlace& place = tumours_.at(row.whole());
      CaseFile& file = files_[place.file];
      file.version = std::max(file.version, since);
      act.tumour = place.row;
      registry::for_each_act_column<Row>([&](const auto& column) { row.get_column(act, column); });
      (file.rows.*(table.rows)).push_back(std::move(act));
    });
  }

  bool is_one() const { return patients_.size() == 1; }
  std::string among(const std::string& column) const {
    if (is_one()) return column + " = $1";
    return column + " IN (" + numbers_of(patients_) + ")";
  }

  // Reads the rows of one table; each begins with the revision that wrote it.
  template <class Read>
  Result<void> each(const std::string& sql, std::string_view table, const Read& read) {
    return each(sql, patients_.front().value, table, read);
  }
  // `of` is bound where the statement names one patient or tumour.
  template <class Read>
  Result<void> each(const std::string& sql, std::int64_t of, std::string_view table, const Read& read) {
    std::unique_ptr<Statement> made;
    Statement* statement = nullptr;
    if (sql.find("$1") != sql.npos) {
      const auto kept = statements_.get(sql.c_str());
      if (!kept) return tl::unexpected(kept.error());
      statement = *kept;
      statement->bind(1, of);
    } else {
      auto once = statements_.once(sql);
      if (!once) return tl::unexpected(once.error());
      made = std::move(*once);
      statement = made.get();
    }
    RowReader row(*statement, table, codes_);
    for (;;) {
      const auto more = statement->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      row.start();
      read(row, row.whole());
    }
    if (!row.problem().empty())
      return fail(ErrorKind::unsupported, statements_.connection().name() + ": " + row.problem());
    return {};
  }

  Statements& statements_;
  const registry::Codes& codes_;
  const std::vector<PatientId> patients_;
  std::vector<CaseFile> files_;
  std::vector<std::int64_t> datasets_;             // of each file
  std::map<std::int64_t, std::size_t> places_;     // a patient's file
  std::map<std::int64_t, TumourPlace> tumours_;
};

// One row: the patient's number when there is one, what they object to, and the newest revision in each table. Joined, because
// SQLite makes a table of its own for each "IN (SELECT ...)", which cost more than the rest of a change.
std::string version_sql() {
  std::string tables =
      "SELECT MAX(since) AS newest FROM patient WHERE id = $1 AND until IS NULL UNION ALL SELECT MAX(since) FROM tumour "
      "WHERE patient = $1 AND until IS NULL";
  registry::for_each_act_table([&](const auto& table) {
    tables += " UNION ALL SELECT MAX(a.since) FROM tumour t JOIN " + std::string(table.name) +
              " a ON a.tumour = t.id WHERE t.patient = $1 AND t.until IS NULL AND a.until IS NULL";
  });
  return "SELECT p.id, COALESCE((SELECT MAX(o.objection) FROM objection o WHERE o.patient = $1 AND o.until IS NULL), 0), "
         "(SELECT MAX(newest) FROM (" +
         tables + ") AS all_tables) FROM patient p WHERE p.id = $1 AND p.until IS NULL";
}

}  // namespace

Result<CaseVersion> read_case_version(Statements& statements, PatientId patient) {
  static const std::string sql = version_sql();
  CaseVersion version;
  bool found = false;
  REPERE_TRY(each_row(
      statements, sql.c_str(),
      [&](const Statement& row) {
        found = true;
        version = {row.whole(2), static_cast<access::Objection>(row.whole(1))};
      },
      patient.value));
  if (!found) return fail(ErrorKind::not_found, "there is no such patient");
  return version;
}

std::optional<Centres> CentreCache::find(const Of& of) const {
  const std::lock_guard lock(mutex_);
  return kept_ && kept_->first == of ? std::optional(kept_->second) : std::nullopt;
}

void CentreCache::keep(Of of, const Centres& centres) {
  const std::lock_guard lock(mutex_);
  kept_.emplace(std::move(of), centres);
}

// Looks at the revisions since the last look. The one that was newest then must be the same still: a transaction that was
// taken back leaves its number to another one.
Result<bool> KnownCentres::still_good(Statements& statements) {
  bool same = newest_.revision == 0, only_edits = true;
  CentreCache::Of newest;
  REPERE_TRY(each_row(
      statements, "SELECT id, at, kind FROM revision WHERE id >= $1 ORDER BY id",
      [&](const Statement& row) {
        newest = {row.whole(0), std::string(row.text(1))};
        if (newest.revision == newest_.revision)
          same = newest == newest_;
        else
          only_edits = only_edits && row.text(2) == "edit";
      },
      newest_.revision));
  newest_ = std::move(newest);
  return centres_ && same && only_edits;
}

Result<Centres> KnownCentres::read(Statements& statements) {
  CentreCache::Of of;
  REPERE_TRY(each_row(statements,
                      "SELECT id, at FROM revision WHERE kind <> 'edit' ORDER BY id DESC LIMIT 1",
                      [&](const Statement& row) { of = {row.whole(0), std::string(row.text(1))}; }));
  if (auto kept = cache_->find(of)) return std::move(*kept);
  auto stored = read_centres(statements.connection(), RevisionId{newest_.revision});
  if (!stored) return tl::unexpected(stored.error());
  std::vector<Centre> more;
  for (StoredCentre& one : *stored) more.push_back(std::move(one.centre));
  auto all = reference_.centres.with(std::move(more));
  if (!all) return fail_in(statements.connection().name(), all.error());
  cache_->keep(std::move(of), *all);
  return all;
}

Result<const Centres*> KnownCentres::get(Statements& statements) {
  const auto good = still_good(statements);
  if (!good) return tl::unexpected(good.error());
  if (!*good) {
    centres_.reset();
    auto centres = read(statements);
    if (!centres) return tl::unexpected(centres.error());
    centres_ = std::move(*centres);
  }
  return &*centres_;
}

std::string numbers_of(const std::vector<PatientId>& patients) {
  std::string numbers;
  for (const PatientId one : patients) numbers += (numbers.empty() ? "" : ", ") + std::to_string(one.value);
  return numbers;
}

Result<std::vector<CaseFile>> read_cases_rows(Statements& statements, const ReferenceData& reference,
                                              KnownCentres& centres, const std::vector<PatientId>& patients) {
  const auto known = centres.get(statements);
  if (!known) return tl::unexpected(known.error());
  auto files = CaseReader(statements, registry::Codes{reference.histotypes, reference.sites, **known}, patients).read();
  if (!files) return files;
  for (CaseFile& file : *files) file.rows.centres = **known;
  return files;
}

Result<CaseFile> read_case_rows(Statements& statements, const ReferenceData& reference, KnownCentres& centres,
                                PatientId patient) {
  auto files = read_cases_rows(statements, reference, centres, {patient});
  if (!files) return tl::unexpected(files.error());
  if (files->empty()) return fail(ErrorKind::not_found, "there is no such patient");
  return std::move(files->front());
}

}  // namespace repere::storage
