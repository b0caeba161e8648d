#include "storage/people/sql_sessions.hpp"

#include <algorithm>

namespace repere::storage {

using access::AccountId;
using workflows::LinkId;
using workflows::MachineToken;
using workflows::OneTimeLink;
using workflows::Session;
using workflows::SessionId;
using workflows::TokenId;

namespace {

Session session_at(const Statement& row) {
  Session session;
  session.id = SessionId{row.whole(0)};
  session.account = AccountId{row.whole(1)};
  session.token_hash = row.text(2);
  session.began = instant_at(row, 3);
  session.last_seen = instant_at(row, 4);
  session.ends = instant_at(row, 5);
  session.confirmed_at = instant_at(row, 6);
  session.needs_second_factor = row.whole(7) != 0;
  session.address_hint = row.text(8);
  session.browser_hint = row.text(9);
  return session;
}

// "import_cases read_case"
std::string text_of_scope(const std::vector<access::Act>& scope) {
  std::string text;
  for (const auto act : scope)
    text += (text.empty() ? "" : " ") + std::string(word_in(access::act_words, act));
  return text;
}

// A word that this version does not know opens nothing.
std::vector<access::Act> scope_of(std::string_view text) {
  std::vector<access::Act> scope;
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    if (const auto act = value_in(access::act_words, text.substr(0, space))) scope.push_back(*act);
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return scope;
}

MachineToken token_at(const Statement& row) {
  MachineToken token;
  token.id = TokenId{row.whole(0)};
  token.token_hash = row.text(1);
  token.title = row.text(2);
  token.account = AccountId{row.whole(3)};
  token.scope = scope_of(row.text(4));
  token.made = instant_at(row, 5);
  token.ends = instant_at(row, 6);
  token.ended = optional_instant_at(row, 7);
  token.last_used = optional_instant_at(row, 8);
  return token;
}

template <class T>
Result<T> found(std::optional<T> one, const char* what) {
  if (one) return std::move(*one);
  return fail(ErrorKind::not_found, std::string("there is no such ") + what);
}

}  // namespace

Result<SessionId> SqlSessions::add(const Session& session) {
  const auto number = next_number(statements_, "session");
  if (!number) return tl::unexpected(number.error());
  REPERE_TRY(storage::change(
      statements_,
      "INSERT INTO session (id, account, token_hash, began, last_seen, ends, confirmed_at, "
      "needs_second_factor, address_hint, browser_hint) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      *number, session.account.value, session.token_hash, session.began, session.last_seen, session.ends,
      session.confirmed_at, session.needs_second_factor, session.address_hint, session.browser_hint));
  return SessionId{*number};
}

Result<Session> SqlSessions::find(const std::string& token_hash) {
  std::optional<Session> session;
  REPERE_TRY(each_row(
      statements_,
      "SELECT id, account, token_hash, began, last_seen, ends, confirmed_at, needs_second_factor, "
      "address_hint, browser_hint "
      "FROM session WHERE token_hash = $1",
      [&](const Statement& row) { session = session_at(row); }, token_hash));
  return found(std::move(session), "session");
}

Result<std::vector<Session>> SqlSessions::of(AccountId account) {
  std::vector<Session> sessions;
  REPERE_TRY(each_row(
      statements_,
      "SELECT id, account, token_hash, began, last_seen, ends, confirmed_at, needs_second_factor, "
      "address_hint, browser_hint "
      "FROM session WHERE account = $1 ORDER BY last_seen DESC, id DESC",
      [&](const Statement& row) { sessions.push_back(session_at(row)); }, account.value));
  return sessions;
}

// A session that was ended meanwhile stays ended.
Result<void> SqlSessions::change(const Session& session) {
  REPERE_TRY(storage::change(statements_,
                             "UPDATE session SET last_seen = $1, ends = $2, confirmed_at = $3, "
                             "needs_second_factor = $4 WHERE id = $5",
                             session.last_seen, session.ends, session.confirmed_at,
                             session.needs_second_factor, session.id.value));
  return {};
}

Result<void> SqlSessions::end(SessionId id) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM session WHERE id = $1", id.value));
  return {};
}

Result<void> SqlSessions::end_all(AccountId account, std::optional<SessionId> but) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM session WHERE account = $1 AND id <> $2",
                             account.value, but ? but->value : 0));
  return {};
}

Result<void> SqlSessions::end_those_over(Instant now) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM session WHERE ends <= $1", now));
  return {};
}

Result<void> SqlSessions::keep_provider_token(SessionId id, const workflows::Sealed& token) {
  REPERE_TRY(storage::change(statements_, "INSERT INTO session_at_provider (session, sealed) VALUES ($1, $2)",
                             id.value, Bytes{token}));
  return {};
}

Result<workflows::Sealed> SqlSessions::provider_token(SessionId id) {
  workflows::Sealed sealed;
  REPERE_TRY(each_row(
      statements_, "SELECT sealed FROM session_at_provider WHERE session = $1",
      [&](const Statement& row) { sealed = row.bytes(0); }, id.value));
  return sealed;
}

Result<LinkId> SqlLinks::add(const OneTimeLink& link) {
  const auto number = next_number(statements_, "link");
  if (!number) return tl::unexpected(number.error());
  REPERE_TRY(storage::change(statements_,
                             "INSERT INTO one_time_link (id, token_hash, use, account, made, ends, used) "
                             "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                             *number, link.token_hash, static_cast<int>(link.use), link.account.value,
                             link.made, link.ends, link.used));
  return LinkId{*number};
}

Result<OneTimeLink> SqlLinks::find_link(const std::string& token_hash) {
  std::optional<OneTimeLink> link;
  REPERE_TRY(each_row(
      statements_,
      "SELECT id, token_hash, use, account, made, ends, used FROM one_time_link WHERE token_hash = $1",
      [&](const Statement& row) {
        link = OneTimeLink{
            LinkId{row.whole(0)},       std::string(row.text(1)), static_cast<OneTimeLink::Use>(row.whole(2)),
            AccountId{row.whole(3)},    instant_at(row, 4),       instant_at(row, 5),
            optional_instant_at(row, 6)};
      },
      token_hash));
  return found(std::move(link), "link");
}

Result<void> SqlLinks::use(LinkId id, Instant now) {
  const auto used = storage::change(
      statements_, "UPDATE one_time_link SET used = $1 WHERE id = $2 AND used IS NULL", now, id.value);
  if (!used) return tl::unexpected(used.error());
  if (*used == 0) return fail(ErrorKind::conflict, "this link was used already");
  return {};
}

Result<void> SqlLinks::withdraw(AccountId account) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM one_time_link WHERE account = $1 AND used IS NULL",
                             account.value));
  return {};
}

Result<TokenId> SqlTokens::add(const MachineToken& token) {
  const auto number = next_number(statements_, "token");
  if (!number) return tl::unexpected(number.error());
  const std::string scope = text_of_scope(token.scope);
  REPERE_TRY(storage::change(statements_,
                             "INSERT INTO machine_token (id, token_hash, title, account, scope, made, ends) "
                             "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                             *number, token.token_hash, token.title, token.account.value, scope, token.made,
                             token.ends));
  return TokenId{*number};
}

Result<MachineToken> SqlTokens::find_token(const std::string& token_hash) {
  std::optional<MachineToken> token;
  REPERE_TRY(each_row(
      statements_,
      "SELECT id, token_hash, title, account, scope, made, ends, ended, last_used FROM machine_token WHERE "
      "token_hash = $1",
      [&](const Statement& row) { token = token_at(row); }, token_hash));
  return found(std::move(token), "token");
}

Result<std::vector<MachineToken>> SqlTokens::tokens_of(AccountId account) {
  std::vector<MachineToken> tokens;
  REPERE_TRY(each_row(
      statements_,
      "SELECT id, token_hash, title, account, scope, made, ends, ended, last_used FROM machine_token WHERE "
      "account = $1 ORDER BY id",
      [&](const Statement& row) { tokens.push_back(token_at(row)); }, account.value));
  return tokens;
}

Result<void> SqlTokens::end(TokenId id, Instant now) {
  REPERE_TRY(storage::change(
      statements_, "UPDATE machine_token SET ended = $1 WHERE id = $2 AND ended IS NULL", now, id.value));
  return {};
}

Result<void> SqlTokens::note_use(TokenId id, Instant now) {
  REPERE_TRY(
      storage::change(statements_, "UPDATE machine_token SET last_used = $1 WHERE id = $2", now, id.value));
  return {};
}

Result<void> SqlAttempts::add(const std::string& login_hash, const std::string& address_hash, Instant at) {
  REPERE_TRY(storage::change(statements_,
                             "INSERT INTO failed_attempt (login_hash, address_hash, at) VALUES ($1, $2, $3)",
                             login_hash, address_hash, at));
  return {};
}

Result<SqlAttempts::Counts> SqlAttempts::count(const std::string& login_hash, const std::string& address_hash,
                                               Instant since) {
  Counts counts;
  REPERE_TRY(each_row(
      statements_, "SELECT COUNT(*) FROM failed_attempt WHERE login_hash = $1 AND at >= $2",
      [&](const Statement& row) { counts.login = static_cast<int>(row.whole(0)); }, login_hash, since));
  REPERE_TRY(each_row(
      statements_, "SELECT COUNT(*) FROM failed_attempt WHERE address_hash = $1 AND at >= $2",
      [&](const Statement& row) { counts.address = static_cast<int>(row.whole(0)); }, address_hash, since));
  REPERE_TRY(each_row(
      statements_,
      "SELECT COUNT(*), MAX(at) FROM failed_attempt WHERE login_hash = $1 AND address_hash = $2 AND at >= $3",
      [&](const Statement& row) {
        counts.login_and_address = static_cast<int>(row.whole(0));
        counts.last_of_login_and_address = optional_instant_at(row, 1);
      },
      login_hash, address_hash, since));
  return counts;
}

Result<void> SqlAttempts::forget(const std::string& login_hash, const std::string& address_hash) {
  REPERE_TRY(storage::change(statements_,
                             "DELETE FROM failed_attempt WHERE login_hash = $1 AND address_hash = $2",
                             login_hash, address_hash));
  return {};
}

Result<void> SqlAttempts::forget_before(Instant at) {
  REPERE_TRY(storage::change(statements_, "DELETE FROM failed_attempt WHERE at < $1", at));
  return {};
}

}  // namespace repere::storage
