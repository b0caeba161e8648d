#include "storage/people/sql_case_files.hpp"

#include <algorithm>

namespace repere::storage {

using access::Act;
using workflows::CaseFile;
using workflows::CaseFilter;
using workflows::CaseStanding;
using workflows::CaseSummary;

namespace {

// The WHERE of a list: what the filter says and what the caller may see, with the values of its parameters.
class ListQuery {
 public:
  ListQuery(const access::Permit& permit, const access::Caller& caller, const CaseFilter& filter) {
    add("t.until IS NULL AND p.until IS NULL");
    add_objections(access::purpose_of(permit));
    add_what_may_be_seen(permit, caller);
    if (filter.after > 0) add("p.id > " + std::to_string(filter.after));
    add_text("t.centre =", filter.centre);
    add_text("t.histotype =", filter.histotype);
    add_text("t.site =", filter.site);
    if (filter.year) add_text("substr(t.diagnosis_date, 1, 4) =", std::to_string(*filter.year));
    if (!filter.pseudonym.empty())
      add_text("substr(p.pseudonym, 1, " + std::to_string(filter.pseudonym.size()) + ") =", filter.pseudonym);
    limit_ = std::clamp(filter.most, 1, 500);
  }

  std::string sql() const {
    return "SELECT p.id, p.pseudonym, t.centre, t.histotype, t.site, t.diagnosis_date FROM tumour t JOIN "
           "patient p ON p.id = t.patient "
           "WHERE " +
           where_ + " ORDER BY p.id, t.id LIMIT " + std::to_string(limit_);
  }
  void bind(Statement& statement) const {
    for (std::size_t i = 0; i < texts_.size(); ++i)
      statement.bind(static_cast<int>(i + 1), std::string_view(texts_[i]));
  }

 private:
  void add(const std::string& condition) { where_ += (where_.empty() ? "" : " AND ") + condition; }
  void add_text(const std::string& front, const std::string& text) {
    if (!text.empty()) add(front + " " + parameter(text));
  }
  std::string parameter(const std::string& text) {
    texts_.push_back(text);
    return "$" + std::to_string(texts_.size());
  }
  // Objections are asked at each query.
  void add_objections(access::Purpose purpose) {
    std::string forbidden;
    for (const auto& word : access::objection_words)
      if (!access::may_serve(purpose, word.value))
        forbidden += (forbidden.empty() ? "" : ", ") + std::to_string(static_cast<int>(word.value));
    if (!forbidden.empty())
      add("NOT EXISTS (SELECT 1 FROM objection o WHERE o.patient = p.id AND o.until IS NULL AND o.objection "
          "IN (" +
          forbidden + "))");
  }
  void add_what_may_be_seen(const access::Permit& permit, const access::Caller& caller) {
    if (access::answer_to(permit.role(), Act::list_cases, access::Relation::foreign) == access::Answer::yes)
      return;
    std::string own;
    for (const auto& appointment : caller.appointments)
      if (access::answer_to(appointment.role, Act::list_cases, access::Relation::own) ==
              access::Answer::yes &&
          !appointment.centre.empty())
        own += (own.empty() ? "" : ", ") + parameter(appointment.centre);
    if (own.empty()) return add("1 = 0");
    add("(t.centre IN (" + own +
        ") OR EXISTS (SELECT 1 FROM case_share s WHERE s.patient = p.id AND s.until IS NULL AND s.centre IN "
        "(" +
        own + ")))");
  }

  std::string where_;
  std::vector<std::string> texts_;
  int limit_ = 50;
};

std::optional<PartialDate> date_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  const auto date = PartialDate::parse(row.text(column));
  return date ? std::optional(*date) : std::nullopt;
}

tl::unexpected<Error> objected() {
  return fail(ErrorKind::not_found, "there is no such case here, or the patient objected to this use of it");
}

bool holds(const access::Caller& caller, const std::string& centre) {
  return std::any_of(caller.appointments.begin(), caller.appointments.end(),
                     [&](const auto& one) { return one.centre == centre; });
}

}  // namespace

namespace {

// Where each patient of a list stands, by a condition on the patient's number ("= $1", "IN (3, 17)").
class StandingReader {
 public:
  StandingReader(Statements& statements, std::string which, std::optional<PatientId> one)
      : statements_(statements), which_(std::move(which)), one_(one) {}

  Result<std::map<PatientId, CaseStanding>> read() {
    REPERE_TRY(each("SELECT id FROM patient WHERE id " + which_ + " AND until IS NULL",
                    [&](const Statement& row) { found_[PatientId{row.whole(0)}]; }));
    // The centre of the first tumour is responsible; those of further tumours see the file too.
    REPERE_TRY(each("SELECT patient, centre FROM tumour WHERE patient " + which_ +
                        " AND until IS NULL AND centre IS NOT NULL ORDER BY id",
                    [&](const Statement& row) { add_centre(row); }));
    REPERE_TRY(each("SELECT patient, centre FROM case_share WHERE patient " + which_ + " AND until IS NULL ORDER BY centre",
                    [&](const Statement& row) {
                      if (auto* one = of(row)) one->standing.shared_with.emplace_back(row.text(1));
                    }));
    REPERE_TRY(each("SELECT patient, objection FROM objection WHERE patient " + which_ + " AND until IS NULL",
                    [&](const Statement& row) {
                      if (auto* one = of(row)) one->objection = static_cast<access::Objection>(row.whole(1));
                    }));
    return std::move(found_);
  }

 private:
  CaseStanding* of(const Statement& row) {
    const auto found = found_.find(PatientId{row.whole(0)});
    return found == found_.end() ? nullptr : &found->second;
  }
  void add_centre(const Statement& row) {
    auto* one = of(row);
    if (one == nullptr) return;
    if (one->standing.responsible_centre.empty())
      one->standing.responsible_centre = row.text(1);
    else if (row.text(1) != one->standing.responsible_centre)
      one->standing.shared_with.emplace_back(row.text(1));
  }
  template <class Visit>
  Result<void> each(const std::string& sql, Visit&& visit) {
    if (one_) return each_row(statements_, sql.c_str(), visit, one_->value);
    const auto statement = statements_.once(sql);
    if (!statement) return tl::unexpected(statement.error());
    for (;;) {
      const auto more = (*statement)->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
      visit(static_cast<const Statement&>(**statement));
    }
  }

  Statements& statements_;
  const std::string which_;
  const std::optional<PatientId> one_;
  std::map<PatientId, CaseStanding> found_;
};

}  // namespace

Result<CaseStanding> SqlCaseFiles::standing(PatientId patient) {
  auto found = StandingReader(statements_, "= $1", patient).read();
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return fail(ErrorKind::not_found, "there is no such patient");
  return std::move(found->begin()->second);
}

Result<std::map<PatientId, CaseStanding>> SqlCaseFiles::standings(const std::vector<PatientId>& patients) {
  if (patients.empty()) return std::map<PatientId, CaseStanding>{};
  return StandingReader(statements_, "IN (" + numbers_of(patients) + ")", std::nullopt).read();
}

Result<std::map<PatientId, CaseFile>> SqlCaseFiles::read(const std::map<PatientId, access::Permit>& wanted) {
  std::vector<PatientId> patients;
  for (const auto& [patient, permit] : wanted) {
    if (permit.act() != Act::read_indicators) REPERE_TRY(check_permit(permit, Act::read_case));
    patients.push_back(patient);
  }
  std::map<PatientId, CaseFile> files;
  auto where = standings(patients);
  if (!where) return tl::unexpected(where.error());
  std::erase_if(patients, [&](PatientId one) {
    const auto found = where->find(one);
    return found == where->end() || !access::may_serve(access::purpose_of(wanted.at(one)), found->second.objection);
  });
  auto rows = read_cases_rows(statements_, reference_, centres_, patients);
  if (!rows) return tl::unexpected(rows.error());
  for (CaseFile& file : *rows) {
    file.standing = std::move(where->at(file.patient));
    files.emplace(file.patient, std::move(file));
  }
  return files;
}

Result<CaseFile> SqlCaseFiles::read(const access::Permit& permit, PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::read_case));
  return file_of(permit, patient);
}

Result<CaseFile> SqlCaseFiles::for_edit(const access::Permit& permit, PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::edit_case));
  return file_of(permit, patient);
}

Result<std::int64_t> SqlCaseFiles::version_for_edit(const access::Permit& permit, PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::edit_case));
  const auto now = read_case_version(statements_, patient);
  if (!now) return tl::unexpected(now.error());
  if (!access::may_serve(access::purpose_of(permit), now->objection)) return objected();
  return now->version;
}

Result<CaseFile> SqlCaseFiles::file_of(const access::Permit& permit, PatientId patient) {
  auto standing = this->standing(patient);
  if (!standing) return tl::unexpected(standing.error());
  if (!access::may_serve(access::purpose_of(permit), standing->objection)) return objected();
  auto file = read_case_rows(statements_, reference_, centres_, patient);
  if (file) file->standing = std::move(*standing);
  return file;
}

Result<std::vector<CaseSummary>> SqlCaseFiles::list(const access::Permit& permit,
                                                    const access::Caller& caller, const CaseFilter& filter) {
  REPERE_TRY(check_permit(permit, Act::list_cases));
  const ListQuery query(permit, caller, filter);
  const auto statement = statements_.once(query.sql());
  if (!statement) return tl::unexpected(statement.error());
  query.bind(**statement);
  std::vector<CaseSummary> cases;
  for (;;) {
    const auto more = (*statement)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return cases;
    const Statement& row = **statement;
    CaseSummary one{PatientId{row.whole(0)},
                    std::string(row.text(1)),
                    std::string(row.text(2)),
                    std::string(row.text(3)),
                    std::string(row.text(4)),
                    date_at(row, 5),
                    false};
    one.shared = !holds(caller, one.centre);
    cases.push_back(std::move(one));
  }
}

Result<bool> SqlCaseFiles::all_synthetic() {
  std::int64_t all = 0, synthetic = 0;
  REPERE_TRY(each_row(statements_,
                      "SELECT COUNT(*), COALESCE(SUM(synthetic), 0) FROM dataset WHERE until IS NULL",
                      [&](const Statement& row) {
                        all = row.whole(0);
                        synthetic = row.whole(1);
                      }));
  return all > 0 && all == synthetic;
}

Result<void> SqlCaseFiles::share(const access::Permit& permit, PatientId patient, const std::string& centre,
                                 const std::string& reason, Instant at) {
  REPERE_TRY(check_permit(permit, Act::share_case));
  const auto centres = centres_.get(statements_);
  if (!centres) return tl::unexpected(centres.error());
  if (!(*centres)->find(centre)) return fail(ErrorKind::incorrect, "there is no centre with this code");
  if (reason.empty()) return fail(ErrorKind::incorrect, "a file is shared for a reason: say which");
  bool shared = false;
  REPERE_TRY(each_row(
      statements_, "SELECT 1 FROM case_share WHERE patient = $1 AND centre = $2 AND until IS NULL",
      [&](const Statement&) { shared = true; }, patient.value, centre));
  if (shared) return {};
  REPERE_TRY(
      change(statements_,
             "INSERT INTO case_share (patient, centre, since, reason, account) VALUES ($1, $2, $3, $4, $5)",
             patient.value, centre, at, reason, permit.account().value));
  return {};
}

Result<void> SqlCaseFiles::end_share(const access::Permit& permit, PatientId patient,
                                     const std::string& centre, Instant at) {
  REPERE_TRY(check_permit(permit, Act::share_case));
  REPERE_TRY(change(statements_,
                    "UPDATE case_share SET until = $1 WHERE patient = $2 AND centre = $3 AND until IS NULL",
                    at, patient.value, centre));
  return {};
}

Result<std::map<std::int64_t, access::Objection>> SqlCaseFiles::objections() {
  std::map<std::int64_t, access::Objection> all;
  REPERE_TRY(each_row(statements_, "SELECT patient, objection FROM objection WHERE until IS NULL AND objection <> 0",
                      [&](const Statement& row) {
                        all[row.whole(0)] = static_cast<access::Objection>(row.whole(1));
                      }));
  return all;
}

Result<void> SqlCaseFiles::set_objection(const access::Permit& permit, PatientId patient,
                                         access::Objection objection, const std::string& reason, Instant at) {
  REPERE_TRY(check_permit(permit, Act::record_objection));
  REPERE_TRY(change(statements_, "UPDATE objection SET until = $1 WHERE patient = $2 AND until IS NULL", at,
                    patient.value));
  REPERE_TRY(
      change(statements_,
             "INSERT INTO objection (patient, since, objection, reason, account) VALUES ($1, $2, $3, $4, $5)",
             patient.value, at, static_cast<int>(objection), reason, permit.account().value));
  return {};
}

}  // namespace repere::storage
