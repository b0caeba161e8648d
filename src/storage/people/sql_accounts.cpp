#include "storage/people/sql_accounts.hpp"

namespace repere::storage {

using access::AccountId;
using workflows::Account;
using workflows::AccountState;
using workflows::DatedAppointment;

namespace {

#define REPERE_ACCOUNT_COLUMNS                                                                          \
  "id, version, state, login, name, speciality, language, password_hash, code_secret, last_code_step, " \
  "synthetic"

Account account_at(const Statement& row) {
  Account account;
  account.id = AccountId{row.whole(0)};
  account.version = row.whole(1);
  account.state = static_cast<AccountState>(row.whole(2));
  account.login = row.text(3);
  account.name = row.text(4);
  account.speciality = row.text(5);
  account.language = row.text(6);
  account.password_hash = row.text(7);
  account.code_secret = row.bytes(8);
  account.last_code_step = row.whole(9);
  account.synthetic = row.whole(10) != 0;
  return account;
}

DatedAppointment appointment_at(const Statement& row) {
  DatedAppointment appointment;
  appointment.role = static_cast<access::Role>(row.whole(0));
  appointment.centre = row.text(1);
  appointment.since = instant_at(row, 2);
  appointment.until = optional_instant_at(row, 3);
  return appointment;
}

}  // namespace

Result<void> SqlAccounts::read_appointments(Account& account) {
  return each_row(
      statements_, "SELECT role, centre, since, until FROM appointment WHERE account = $1 ORDER BY number",
      [&](const Statement& row) { account.appointments.push_back(appointment_at(row)); }, account.id.value);
}

Result<Account> SqlAccounts::completed(std::optional<Account> account) {
  if (!account) return fail(ErrorKind::not_found, "there is no such account");
  REPERE_TRY(read_appointments(*account));
  return std::move(*account);
}

Result<Account> SqlAccounts::find(AccountId id) {
  std::optional<Account> account;
  REPERE_TRY(each_row(
      statements_, "SELECT " REPERE_ACCOUNT_COLUMNS " FROM account WHERE id = $1",
      [&](const Statement& row) { account = account_at(row); }, id.value));
  return completed(std::move(account));
}

Result<Account> SqlAccounts::find_by_login(const std::string& login) {
  std::optional<Account> account;
  REPERE_TRY(each_row(
      statements_, "SELECT " REPERE_ACCOUNT_COLUMNS " FROM account WHERE login = $1",
      [&](const Statement& row) { account = account_at(row); }, login));
  return completed(std::move(account));
}

Result<Account> SqlAccounts::find_by_subject(const std::string& issuer, const std::string& subject) {
  std::optional<Account> account;
  REPERE_TRY(each_row(
      statements_,
      "SELECT " REPERE_ACCOUNT_COLUMNS
      " FROM account WHERE id = (SELECT account FROM account_subject WHERE issuer = $1 AND subject = $2)",
      [&](const Statement& row) { account = account_at(row); }, issuer, subject));
  return completed(std::move(account));
}

Result<std::vector<Account>> SqlAccounts::all() {
  std::vector<Account> accounts;
  REPERE_TRY(each_row(statements_, "SELECT " REPERE_ACCOUNT_COLUMNS " FROM account ORDER BY id",
                      [&](const Statement& row) { accounts.push_back(account_at(row)); }));
  std::size_t place = 0;
  REPERE_TRY(each_row(
      statements_, "SELECT role, centre, since, until, account FROM appointment ORDER BY account, number",
      [&](const Statement& row) {
        while (place < accounts.size() && accounts[place].id.value < row.whole(4)) ++place;
        if (place < accounts.size() && accounts[place].id.value == row.whole(4))
          accounts[place].appointments.push_back(appointment_at(row));
      }));
  return accounts;
}

#undef REPERE_ACCOUNT_COLUMNS

// Appointments are added and ended, never taken away: the numbers of the old ones stay.
Result<void> SqlAccounts::write_appointments(const Account& account) {
  std::int64_t number = 0;
  for (const auto& one : account.appointments) {
    REPERE_TRY(storage::change(statements_,
                               "INSERT INTO appointment (account, number, role, centre, since, until) "
                               "VALUES ($1, $2, $3, $4, $5, $6) "
                               "ON CONFLICT (account, number) DO UPDATE SET until = excluded.until",
                               account.id.value, ++number, static_cast<int>(one.role), one.centre, one.since,
                               one.until));
  }
  return {};
}

Result<AccountId> SqlAccounts::add(const Account& account) {
  const auto number = next_number(statements_, "account");
  if (!number) return tl::unexpected(number.error());
  Account added = account;
  added.id = AccountId{*number};
  const auto written = storage::change(
      statements_,
      "INSERT INTO account (id, version, state, login, name, speciality, language, password_hash, "
      "code_secret, "
      "last_code_step, synthetic) VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      added.id.value, static_cast<int>(added.state), added.login, added.name, added.speciality,
      added.language, added.password_hash, Bytes{added.code_secret}, added.last_code_step, added.synthetic);
  if (!written)
    return written.error().kind == ErrorKind::conflict
               ? fail(ErrorKind::conflict, "an account with this login is there already")
               : tl::unexpected(written.error());
  REPERE_TRY(write_appointments(added));
  return added.id;
}

Result<void> SqlAccounts::change(const Account& account) {
  const auto changed = storage::change(
      statements_,
      "UPDATE account SET version = version + 1, state = $1, login = $2, name = $3, speciality = $4, "
      "language = $5, "
      "password_hash = $6, code_secret = $7, last_code_step = $8 WHERE id = $9 AND version = $10",
      static_cast<int>(account.state), account.login, account.name, account.speciality, account.language,
      account.password_hash, Bytes{account.code_secret}, account.last_code_step, account.id.value,
      account.version);
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(ErrorKind::conflict,
                "the account was changed meanwhile: look at it again, then repeat your change");
  return write_appointments(account);
}

Result<void> SqlAccounts::set_subject(AccountId id, const std::string& issuer, const std::string& subject) {
  REPERE_TRY(storage::change(statements_,
                             "INSERT INTO account_subject (issuer, subject, account) VALUES ($1, $2, $3)",
                             issuer, subject, id.value));
  return {};
}

Result<std::vector<std::string>> SqlAccounts::issuers_of(AccountId id) {
  std::vector<std::string> issuers;
  REPERE_TRY(each_row(
      statements_, "SELECT issuer FROM account_subject WHERE account = $1 ORDER BY issuer",
      [&](const Statement& row) { issuers.emplace_back(row.text(0)); }, id.value));
  return issuers;
}

Result<void> SqlAccounts::remove_subjects(AccountId id) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM account_subject WHERE account = $1", id.value));
  return {};
}

Result<void> SqlAccounts::set_recovery_codes(AccountId id, const std::vector<std::string>& hashes) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM recovery_code WHERE account = $1", id.value));
  for (const auto& hash : hashes)
    REPERE_TRY(storage::change(statements_, "INSERT INTO recovery_code (account, hash) VALUES ($1, $2)",
                               id.value, hash));
  return {};
}

Result<bool> SqlAccounts::use_recovery_code(AccountId id, const std::string& hash, Instant now) {
  const auto used = storage::change(
      statements_, "UPDATE recovery_code SET used = $1 WHERE account = $2 AND hash = $3 AND used IS NULL",
      now, id.value, hash);
  if (!used) return tl::unexpected(used.error());
  return *used == 1;
}

Result<int> SqlAccounts::recovery_codes_left(AccountId id) {
  int left = 0;
  REPERE_TRY(each_row(
      statements_, "SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used IS NULL",
      [&](const Statement& row) { left = static_cast<int>(row.whole(0)); }, id.value));
  return left;
}

}  // namespace repere::storage
