#include "storage/key_check.hpp"

#include "storage/people/query.hpp"

namespace repere::storage {

namespace {

tl::unexpected<Error> another_key(const Connection& connection) {
  return fail(ErrorKind::incorrect, connection.name() +
                                        ": the key file is not the one of this database; name the right one "
                                        "(--key, or keys.file of the configuration)");
}

// Databases from before the check: a person's key opens with the right one only.
Result<void> try_a_person(Statements& statements, workflows::Secrets& secrets) {
  std::string sealed;
  REPERE_TRY(each_row(statements, "SELECT sealed FROM person_key WHERE sealed IS NOT NULL ORDER BY patient LIMIT 1",
                      [&](const Statement& row) { sealed = row.bytes(0); }));
  if (sealed.empty()) return {};
  if (!secrets.seal_for(sealed, "key check", Confidential<std::string>("")))
    return another_key(statements.connection());
  return {};
}

}  // namespace

Result<void> check_key(Connection& connection, workflows::Secrets& secrets) {
  Statements statements(connection);
  const std::string hash = secrets.hash(workflows::HashedFor::key_check, "repere");
  std::string noted;
  REPERE_TRY(each_row(statements, "SELECT hash FROM key_check",
                      [&](const Statement& row) { noted = row.text(0); }));
  if (!noted.empty()) return noted == hash ? Result<void>() : another_key(connection);
  REPERE_TRY(try_a_person(statements, secrets));
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  REPERE_TRY(change(statements, "INSERT INTO key_check (hash) SELECT CAST($1 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM "
                                "key_check)",
                    hash));
  REPERE_TRY(each_row(statements, "SELECT hash FROM key_check",
                      [&](const Statement& row) { noted = row.text(0); }));
  if (noted != hash) return another_key(connection);
  return transaction->commit();
}

Result<bool> holds_secrets(Connection& connection) {
  for (const char* table : {"key_check", "person_key", "account", "audit_line"}) {
    const auto there = connection.has_table(table);
    if (!there) return tl::unexpected(there.error());
    if (!*there) continue;
    auto any = connection.prepare("SELECT 1 FROM " + std::string(table) + " LIMIT 1");
    if (!any) return tl::unexpected(any.error());
    const auto found = (*any)->step();
    if (!found || *found) return found;
  }
  return false;
}

}  // namespace repere::storage
