#include "storage/schema/seal_identities.hpp"

#include <map>

#include "storage/people/person_keys.hpp"
#include "storage/source_identities.hpp"

namespace repere::storage {

namespace {

struct OldRow {
  std::int64_t patient = 0, since = 0, dataset = 0;
  std::optional<std::int64_t> until;
  std::string source;
  SourceIdentity identity;
};

tl::unexpected<Error> not_as_it_should_be(const Connection& connection, std::int64_t patient,
                                          const std::string& what) {
  return fail(ErrorKind::incorrect, connection.name() + ": the identity of patient " + std::to_string(patient) + " " +
                                        what + "; nothing was changed: restore a backup, or ask for help");
}

Result<std::vector<OldRow>> old_rows(Statements& statements) {
  std::vector<OldRow> rows;
  std::int64_t wrong_date = 0, lost = 0;
  REPERE_TRY(each_row(
      statements,
      "SELECT i.patient, i.since, i.until, i.dataset, i.key, i.birth_date, (SELECT MIN(d.source) FROM dataset d WHERE "
      "d.id = i.dataset) FROM identity i ORDER BY i.patient, i.since",
      [&](const Statement& row) {
        OldRow one{row.whole(0), row.whole(1), row.whole(3), std::nullopt, std::string(row.text(6)), {}};
        if (!row.is_null(2)) one.until = row.whole(2);
        one.identity.key = Confidential<std::string>(std::string(row.text(4)));
        if (!row.is_null(5)) {
          const auto birth = PartialDate::parse(row.text(5));
          if (birth)
            one.identity.birth = Confidential<std::optional<PartialDate>>(*birth);
          else
            wrong_date = one.patient;
        }
        if (row.is_null(6)) lost = one.patient;
        rows.push_back(std::move(one));
      }));
  if (wrong_date > 0) return not_as_it_should_be(statements.connection(), wrong_date, "has a birth date that is none");
  if (lost > 0) return not_as_it_should_be(statements.connection(), lost, "is of a data set that is not there");
  return rows;
}

Result<void> seal(Connection& connection, Statements& statements, workflows::Secrets& secrets, const OldRow& row) {
  static constexpr const char* sql =
      "INSERT INTO source_identity (patient, since, until, dataset, key_hash, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
  PersonKeys keys(statements, secrets);
  auto key = keys.find_or_make(PatientId{row.patient}, Instant{});
  if (!key) return tl::unexpected(key.error());
  // Who was erased before has no key any more; what the source called them is then closed for good.
  if (key->destroyed) key->sealed = secrets.new_person_key();
  const auto sealed = seal_identity(secrets, key->sealed, PatientId{row.patient}, row.identity);
  if (!sealed) return tl::unexpected(sealed.error());
  const std::string hash = hash_of_key(secrets, row.source, row.identity.key);
  auto insert = statements.get(sql);
  if (!insert) return tl::unexpected(insert.error());
  Statement& statement = **insert;
  statement.bind(1, row.patient), statement.bind(2, row.since), statement.bind(4, row.dataset);
  if (row.until)
    statement.bind(3, *row.until);
  else
    statement.bind_null(3);
  statement.bind(5, std::string_view(hash));
  statement.bind_bytes(6, *sealed);
  if (const auto written = statement.run(); !written) return fail_in(connection.name(), written.error());
  return {};
}

}  // namespace

Result<bool> seal_identities(Connection& connection, workflows::Secrets* secrets) {
  Statements statements(connection);
  const auto rows = old_rows(statements);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return false;
  if (secrets == nullptr)
    return fail(ErrorKind::incorrect, connection.name() + ": its identities are to be sealed, and no key is given");
  for (const OldRow& row : *rows) REPERE_TRY(seal(connection, statements, *secrets, row));
  return true;
}

}  // namespace repere::storage
