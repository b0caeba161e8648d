#include "storage/people/case_rows.hpp"

#include <algorithm>

#include "storage/centre_rows.hpp"
#include "storage/column_values.hpp"
#include "storage/revision_log.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

using workflows::CaseFile;

namespace {

std::string select_now(const TableText& table, const std::string& condition) {
  return "SELECT since, " + joined(table.record) + ", " + joined(table.values) + " FROM " + table.name +
         " WHERE until IS NULL AND " + condition + " ORDER BY " + joined(table.order);
}

class CaseReader {
 public:
  CaseReader(Statements& statements, const registry::Codes& codes, PatientId patient)
      : statements_(statements), codes_(codes), patient_(patient) {
    file_.patient = patient;
  }

  Result<CaseFile> read() {
    REPERE_TRY(read_patient());
    if (file_.rows.patients.empty()) return fail(ErrorKind::not_found, "there is no such patient");
    REPERE_TRY(read_dataset());
    REPERE_TRY(read_tumours());
    Result<void> read;
    registry::for_each_act_table([&](const auto& table) {
      if (read) read = read_acts(table);
    });
    if (!read) return tl::unexpected(read.error());
    return std::move(file_);
  }

 private:
  Result<void> read_patient() {
    static const std::string sql = select_now(patient_table(), "id = $1");
    return each(sql, "patient", [&](RowReader& row) {
      registry::Patient patient;
      patient.id = row.whole();
      dataset_ = row.whole();
      file_.pseudonym = row.text();
      registry::for_each_column<registry::Patient>([&](const auto& column) {
        if (!identifies(column.name)) row.get_column(patient, column);
      });
      file_.rows.patients.push_back(std::move(patient));
    });
  }

  // What the source says of itself: whether the case is synthetic, until when it was observed.
  Result<void> read_dataset() {
    static const std::string sql =
        "SELECT since, " + joined(dataset_table().values) + " FROM dataset WHERE until IS NULL AND id = $1";
    return each(sql, "dataset", dataset_, [&](RowReader& row, std::int64_t) {
      registry::Dataset dataset;
      dataset.source = row.text();
      dataset.title_fr = row.text();
      dataset.title_en = row.text();
      dataset.version = row.text();
      row.get(dataset.cut_off, "cut_off");
      dataset.synthetic = row.whole() != 0;
      dataset.licence = row.text();
      file_.rows.datasets.push_back(std::move(dataset));
    });
  }

  Result<void> read_tumours() {
    static const std::string sql = select_now(tumour_table(), "patient = $1");
    return each(sql, "tumour", [&](RowReader& row) {
      registry::Tumour tumour;
      tumour.id = row.whole();
      row.skip();  // the patient
      registry::for_each_column<registry::Tumour>(
          [&](const auto& column) { row.get_column(tumour, column); });
      file_.rows.tumours.push_back(std::move(tumour));
    });
  }

  template <class Table>
  Result<void> read_acts(const Table& table) {
    using Row = typename Table::Row;
    static const std::string sql = select_now(
        act_table<Row>(table.name), "tumour IN (SELECT id FROM tumour WHERE patient = $1 AND until IS NULL)");
    return each(sql, table.name, [&](RowReader& row) {
      Row act;
      act.id = row.whole();
      act.tumour = tumour_row(row.whole());
      registry::for_each_act_column<Row>([&](const auto& column) { row.get_column(act, column); });
      (file_.rows.*(table.rows)).push_back(std::move(act));
    });
  }

  std::uint32_t tumour_row(std::int64_t id) const {
    const auto& tumours = file_.rows.tumours;
    const auto found =
        std::find_if(tumours.begin(), tumours.end(), [id](const auto& one) { return one.id == id; });
    REPERE_ENSURE(found != tumours.end());
    return static_cast<std::uint32_t>(found - tumours.begin());
  }

  // Reads the rows of one table; each begins with the revision that wrote it.
  template <class Read>
  Result<void> each(const std::string& sql, std::string_view table, const Read& read) {
    return each(sql, table, patient_.value, [&](RowReader& row, std::int64_t since) {
      file_.version = std::max(file_.version, since);
      read(row);
    });
  }
  template <class Read>
  Result<void> each(const std::string& sql, std::string_view table, std::int64_t id, const Read& read) {
    const auto statement = statements_.get(sql.c_str());
    if (!statement) return tl::unexpected(statement.error());
    (*statement)->bind(1, id);
    RowReader row(**statement, table, codes_);
    for (;;) {
      const auto more = (*statement)->step();
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
  PatientId patient_;
  std::int64_t dataset_ = 0;
  CaseFile file_;
};

// One row: the patient's number when there is one, what they object to, and the newest revision in each table.
std::string version_sql() {
  const std::string tumours = "SELECT id FROM tumour WHERE patient = $1 AND until IS NULL";
  std::string tables =
      "SELECT MAX(since) AS newest FROM patient WHERE id = $1 AND until IS NULL UNION ALL SELECT MAX(since) FROM tumour "
      "WHERE patient = $1 AND until IS NULL";
  registry::for_each_act_table([&](const auto& table) {
    tables += " UNION ALL SELECT MAX(since) FROM " + std::string(table.name) + " WHERE until IS NULL AND tumour IN (" +
              tumours + ")";
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

Result<CaseFile> read_case_rows(Statements& statements, const ReferenceData& reference, KnownCentres& centres,
                                PatientId patient) {
  const auto known = centres.get(statements);
  if (!known) return tl::unexpected(known.error());
  auto file =
      CaseReader(statements, registry::Codes{reference.histotypes, reference.sites, **known}, patient).read();
  if (file) file->rows.centres = **known;
  return file;
}

}  // namespace repere::storage
