#include "storage/people/sql_audit_trail.hpp"

#include <algorithm>
#include <limits>

#include "storage/people/packed.hpp"

namespace repere::storage {

using workflows::AuditEntry;
using workflows::AuditFilter;
using workflows::AuditLine;
using workflows::Deed;
using workflows::Outcome;
using workflows::TrailReport;

/// A line as the table holds it.
struct SqlAuditTrail::StoredLine {
  std::int64_t number = 0;
  std::string at;
  std::int64_t account = 0, role = 0, deed = 0, outcome = 0, emergency = 0, patient = 0;
  std::string object, centre, request, reason, facts, sealed_before, sealed_after, hash;
};

namespace {

constexpr std::size_t most_problems = 100;
constexpr int most_lines = 1000;

#define REPERE_LINE_COLUMNS                                                                                \
  "number, at, account, role, deed, outcome, emergency, patient, object, centre, request, reason, facts, " \
  "sealed_before, sealed_after, hash"

std::string context_of(std::int64_t number, const char* side) {
  return "audit " + std::to_string(number) + " " + side;
}

// A WHERE with the conditions that are asked for, and their values in order.
class Conditions {
 public:
  void add(const char* front, std::int64_t value) {
    add_text(front), whole_.emplace_back(parameters_, value);
  }
  void add(const char* front, const std::string& value) {
    add_text(front), text_.emplace_back(parameters_, value);
  }
  void add(const char* condition) { sql_ += (sql_.empty() ? " WHERE " : " AND ") + std::string(condition); }
  const std::string& sql() const { return sql_; }
  void bind(Statement& statement) const {
    for (const auto& [parameter, value] : whole_) statement.bind(parameter, value);
    for (const auto& [parameter, value] : text_) statement.bind(parameter, std::string_view(value));
  }

 private:
  void add_text(const char* front) {
    add((std::string(front) + " $" + std::to_string(++parameters_)).c_str());
  }
  std::string sql_;
  int parameters_ = 0;
  std::vector<std::pair<int, std::int64_t>> whole_;
  std::vector<std::pair<int, std::string>> text_;
};

Conditions conditions_of(const AuditFilter& filter) {
  Conditions conditions;
  if (filter.account) conditions.add("account =", filter.account->value);
  if (filter.patient) conditions.add("patient > 0"), conditions.add("patient =", filter.patient->value);
  if (filter.deed) conditions.add("deed =", static_cast<std::int64_t>(*filter.deed));
  if (filter.outcome) conditions.add("outcome =", static_cast<std::int64_t>(*filter.outcome));
  if (filter.from) conditions.add("at >=", iso_text(*filter.from));
  if (filter.until) conditions.add("at <", iso_text(*filter.until));
  if (filter.emergencies_only) conditions.add("emergency = 1");
  if (filter.below > 0) conditions.add("number <", filter.below);
  return conditions;
}

void note(TrailReport& report, std::string problem) {
  if (report.problems.size() < most_problems) report.problems.push_back(std::move(problem));
}

}  // namespace

SqlAuditTrail::StoredLine SqlAuditTrail::line_at(const Statement& row) {
  return {row.whole(0),
          std::string(row.text(1)),
          row.whole(2),
          row.whole(3),
          row.whole(4),
          row.whole(5),
          row.whole(6),
          row.whole(7),
          std::string(row.text(8)),
          std::string(row.text(9)),
          std::string(row.text(10)),
          std::string(row.text(11)),
          std::string(row.text(12)),
          row.bytes(13),
          row.bytes(14),
          std::string(row.text(15))};
}

std::string SqlAuditTrail::hash_of(const StoredLine& line, std::string_view previous) {
  std::string packed;
  pack(packed, previous);
  pack(packed, line.at);
  for (const std::int64_t number :
       {line.number, line.account, line.role, line.deed, line.outcome, line.emergency, line.patient})
    pack(packed, std::to_string(number));
  for (const std::string* text : {&line.object, &line.centre, &line.request, &line.reason, &line.facts,
                                  &line.sealed_before, &line.sealed_after})
    pack(packed, *text);
  return secrets_.hash(workflows::HashedFor::trail, packed);
}

Result<std::string> SqlAuditTrail::seal(PatientId patient, std::int64_t number, const char* side,
                                        const std::optional<Confidential<std::string>>& text, Instant now) {
  if (!text) return std::string();
  if (!patient) return fail(ErrorKind::fault, "an audit line holds a patient's data and names no patient");
  const auto key = keys_.find_or_make(patient, now);
  if (!key) return tl::unexpected(key.error());
  if (key->destroyed) return std::string();  // of an erased person nothing is kept any more
  return secrets_.seal_for(key->sealed, context_of(number, side), *text);
}

Result<void> SqlAuditTrail::add(const AuditEntry& entry) {
  // The next number and the hash of the line before, in one statement.
  std::int64_t number = 0;
  std::string previous;
  REPERE_TRY(each_row(statements_,
                      "UPDATE numbering SET last = last + 1 WHERE name = 'audit' RETURNING last, COALESCE((SELECT l.hash FROM "
                      "audit_line l WHERE l.number = numbering.last - 1), '')",
                      [&](const Statement& row) {
                        number = row.whole(0);
                        previous = row.text(1);
                      }));
  if (previous.empty() && number > 1)
    return fail(ErrorKind::unavailable,
                "the audit trail has lost its last line: run `repere audit verify`, restore a backup");
  const auto before = seal(entry.patient, number, "before", entry.before, entry.at);
  if (!before) return tl::unexpected(before.error());
  const auto after = seal(entry.patient, number, "after", entry.after, entry.at);
  if (!after) return tl::unexpected(after.error());
  StoredLine line{number,
                  iso_text(entry.at),
                  entry.account.value,
                  static_cast<std::int64_t>(entry.role),
                  static_cast<std::int64_t>(entry.deed),
                  static_cast<std::int64_t>(entry.outcome),
                  entry.emergency,
                  entry.patient.value,
                  entry.object,
                  entry.centre,
                  entry.request,
                  entry.reason,
                  entry.facts,
                  *before,
                  *after,
                  {}};
  line.hash = hash_of(line, previous);
  REPERE_TRY(change(statements_,
                    "INSERT INTO audit_line (" REPERE_LINE_COLUMNS
                    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                    line.number, line.at, line.account, line.role, line.deed, line.outcome, line.emergency,
                    line.patient, line.object, line.centre, line.request, line.reason, line.facts,
                    Bytes{line.sealed_before}, Bytes{line.sealed_after}, line.hash));
  return {};
}

Result<void> SqlAuditTrail::open(AuditLine& line, const StoredLine& stored) {
  if (stored.sealed_before.empty() && stored.sealed_after.empty()) return {};
  const auto key = keys_.find(line.patient);
  if (!key) return tl::unexpected(key.error());
  line.erased = key->destroyed;
  if (key->sealed.empty()) return {};
  const auto open_one = [&](const std::string& sealed, const char* side,
                            std::optional<Confidential<std::string>>& text) -> Result<void> {
    if (sealed.empty()) return {};
    auto opened = secrets_.open_for(key->sealed, context_of(line.number, side), sealed);
    if (!opened) return tl::unexpected(opened.error());
    text = std::move(*opened);
    return {};
  };
  REPERE_TRY(open_one(stored.sealed_before, "before", line.before));
  return open_one(stored.sealed_after, "after", line.after);
}

Result<std::vector<AuditLine>> SqlAuditTrail::read(const access::Permit& permit, const AuditFilter& filter) {
  REPERE_TRY(check_permit(permit, access::Act::read_audit));
  const Conditions conditions = conditions_of(filter);
  const std::string sql = "SELECT " REPERE_LINE_COLUMNS " FROM audit_line" + conditions.sql() +
                          " ORDER BY number DESC LIMIT " +
                          std::to_string(std::clamp(filter.most, 1, most_lines));
  const auto statement = statements_.once(sql);
  if (!statement) return tl::unexpected(statement.error());
  conditions.bind(**statement);
  std::vector<StoredLine> stored;
  for (;;) {
    const auto more = (*statement)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    stored.push_back(line_at(**statement));
  }
  std::vector<AuditLine> lines;
  for (const StoredLine& one : stored) {
    AuditLine line;
    line.number = one.number;
    line.at = parse_instant(one.at).value_or(Instant{});
    line.account = access::AccountId{one.account};
    line.role = static_cast<access::Role>(one.role);
    line.deed = static_cast<Deed>(one.deed);
    line.outcome = static_cast<Outcome>(one.outcome);
    line.emergency = one.emergency != 0;
    line.patient = PatientId{one.patient};
    line.object = one.object;
    line.centre = one.centre;
    line.request = one.request;
    line.reason = one.reason;
    line.facts = one.facts;
    line.hash = one.hash;
    REPERE_TRY(open(line, one));
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<std::pair<std::int64_t, std::string>> SqlAuditTrail::head() {
  std::pair<std::int64_t, std::string> head;
  REPERE_TRY(each_row(statements_, "SELECT number, hash FROM audit_line ORDER BY number DESC LIMIT 1",
                      [&](const Statement& row) { head = {row.whole(0), std::string(row.text(1))}; }));
  return head;
}

Result<TrailReport> SqlAuditTrail::verify(
    const std::optional<std::pair<std::int64_t, std::string>>& known_head) {
  TrailReport report;
  std::int64_t expected = 1;
  std::string previous;
  bool known_seen = !known_head || known_head->first == 0;
  REPERE_TRY(each_row(statements_, "SELECT " REPERE_LINE_COLUMNS " FROM audit_line ORDER BY number",
                      [&](const Statement& row) {
                        const StoredLine line = line_at(row);
                        const std::string name = "line " + std::to_string(line.number);
                        if (line.number > expected)
                          note(report, line.number == expected + 1
                                           ? "line " + std::to_string(expected) + " is missing"
                                           : "lines " + std::to_string(expected) + " to " +
                                                 std::to_string(line.number - 1) + " are missing");
                        // After a gap the hash before is not known: the line is checked against nothing but what follows it.
                        else if (hash_of(line, previous) != line.hash)
                          note(report, name + " was altered, or is not where it was written");
                        if (known_head && line.number == known_head->first) {
                          known_seen = true;
                          if (line.hash != known_head->second)
                            note(report, name + " is not the line that was noted outside the database");
                        }
                        expected = line.number + 1;
                        previous = line.hash;
                        ++report.lines;
                        report.head = line.hash;
                      }));
  std::int64_t given = 0;
  REPERE_TRY(each_row(statements_, "SELECT last FROM numbering WHERE name = 'audit'",
                      [&](const Statement& row) { given = row.whole(0); }));
  const std::int64_t last = std::max(given, known_head ? known_head->first : 0);
  if (last >= expected)
    note(report, "the trail ends at line " + std::to_string(expected - 1) + "; lines up to " +
                     std::to_string(last) + " were written");
  else if (!known_seen)
    note(report, "line " + std::to_string(known_head->first) + ", noted outside the database, is missing");
  return report;
}

#undef REPERE_LINE_COLUMNS

}  // namespace repere::storage
