#include "workflows/accounts/sign_in.hpp"

#include <algorithm>
#include <array>

#include "base/result.hpp"
#include "workflows/accounts/attempts.hpp"
#include "workflows/accounts/passwords.hpp"

namespace repere::workflows {
namespace {

constexpr std::array entrance_words{
    Word{EnteredBy::password, "password"}, Word{EnteredBy::second_factor, "second_factor"},
    Word{EnteredBy::link, "link"}, Word{EnteredBy::demonstration, "demonstration"},
    Word{EnteredBy::provider, "provider"}};

tl::unexpected<Error> refused() {
  return fail(ErrorKind::forbidden, "login or password is not right, or the account may not sign in");
}
tl::unexpected<Error> session_over() {
  return fail(ErrorKind::forbidden, "the session is over: sign in again");
}

// "192.0.2.17" as its owner may see it in a list: "192.0.2.x"; IPv6 keeps its first groups.
std::string hint_of(const std::string& address) {
  const auto dot = address.rfind('.');
  if (dot != std::string::npos) return address.substr(0, dot) + ".x";
  std::size_t colons = 0;
  for (std::size_t i = 0; i < address.size(); ++i)
    if (address[i] == ':' && ++colons == 3) return address.substr(0, i) + ":x";
  return address;
}

Result<void> note_failure(const Means& means, const Attempt& attempt, const Account* account,
                          const char* facts, const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    const Instant now = means.clock.now();
    if (auto noted = note_attempt(work, attempt, now); !noted) return noted;
    return work.audit().add(refused_sign_in(now, account, facts, origin));
  });
}

bool may_sign_in(const std::optional<Account>& account) {
  return account && account->state == AccountState::active && !account->password_hash.empty();
}

// The account with this login, if there is one, once the address has waited long enough.
Result<std::optional<Account>> account_for(const Means& means, const std::string& login,
                                           const Attempt& attempt) {
  std::optional<Account> account;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    if (auto allowed = check_attempts(work, attempt, means.clock.now()); !allowed) return allowed;
    auto found = work.accounts().find_by_login(login);
    if (found)
      account = std::move(*found);
    else if (found.error().kind != ErrorKind::not_found)
      return tl::unexpected(found.error());
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return account;
}

// The last code was of a time to come, by more than people's telephones differ: the clock was set back since. Else nobody
// could sign in until it is that time again.
bool of_a_clock_set_back(std::int64_t last_step, std::int64_t step) {
  constexpr std::int64_t steps_of_five_minutes = 10;
  return last_step > step + steps_of_five_minutes;
}

// A code of the account's secret, or a recovery code; whichever it is, it is used up.
Result<bool> use_code(const Means& means, Work& work, Account& account, std::string_view code) {
  if (!account.code_secret.empty()) {
    const auto secret = means.secrets.open(
        SealedFor::second_factor, "account " + std::to_string(account.id.value), account.code_secret);
    if (!secret) return tl::unexpected(secret.error());
    const auto step = means.secrets.code_step(*secret, code, means.clock.now());
    if (step && (*step > account.last_code_step || of_a_clock_set_back(account.last_code_step, *step))) {
      account.last_code_step = *step;
      if (auto changed = work.accounts().change(account); !changed) return tl::unexpected(changed.error());
      ++account.version;
      return true;
    }
  }
  return work.accounts().use_recovery_code(account.id, means.secrets.hash(HashedFor::recovery, code),
                                           means.clock.now());
}

}  // namespace

AuditEntry refused_sign_in(Instant at, const Account* account, std::string facts, const Origin& origin) {
  AuditEntry entry;
  entry.at = at;
  entry.deed = Deed::sign_in_refused;
  entry.outcome = Outcome::refused;
  if (account != nullptr) {
    entry.account = account->id;
    entry.object = "account " + std::to_string(account->id.value);
  }
  entry.request = origin.request;
  entry.facts = std::move(facts);
  return entry;
}

Result<Begun> begin_session(const Means& means, Work& work, const Account& account, const Origin& origin,
                            Entrance entrance) {
  const Instant now = means.clock.now();
  Begun begun;
  begun.token = means.secrets.new_token();
  begun.session = {{},
                   account.id,
                   means.secrets.hash(HashedFor::session, begun.token),
                   now,
                   now,
                   now + session_rules.longest,
                   now,
                   !entrance.complete,
                   hint_of(origin.address),
                   origin.browser_hint};
  auto id = work.sessions().add(begun.session);
  if (!id) return tl::unexpected(id.error());
  begun.session.id = *id;
  SignedIn who{begun.session, account, caller_of(account, now)};
  AuditEntry entry = entry_of(means, who, Deed::sign_in, origin);
  entry.facts = R"({"by":")" + std::string(word_in(entrance_words, entrance.by)) + R"(","complete":)" +
                (entrance.complete ? "true}" : "false}");
  if (auto added = work.audit().add(entry); !added) return tl::unexpected(added.error());
  return begun;
}

Result<Begun> sign_in(const Means& means, const Credentials& credentials, const Origin& origin) {
  const auto login = login_from(credentials.login);
  const Attempt attempt = attempt_of(means.secrets, login ? *login : std::string(), origin.address);
  const auto account = account_for(means, login ? *login : std::string(), attempt);
  if (!account) return tl::unexpected(account.error());
  // The slow part, outside any transaction; done for unknown logins too, so that time says nothing.
  const bool possible = may_sign_in(*account);
  const auto matches = means.secrets.password_matches(possible ? (*account)->password_hash : std::string(),
                                                      credentials.password);
  if (!matches) return tl::unexpected(matches.error());
  if (!possible || !*matches) {
    const Account* known = *account ? &**account : nullptr;
    if (auto noted = note_failure(means, attempt, known, R"({"step":"password"})", origin); !noted)
      return tl::unexpected(noted.error());
    return refused();
  }
  Begun begun;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    auto one = begin_session(means, work, **account, origin, {EnteredBy::password, false});
    if (!one) return tl::unexpected(one.error());
    begun = std::move(*one);
    return forget_attempts(work, attempt);
  });
  if (!written) return tl::unexpected(written.error());
  return begun;
}

Result<Begun> give_second_factor(const Means& means, const SignedIn& who, std::string_view code,
                                 const Origin& origin) {
  const Attempt attempt = attempt_of(means.secrets, who.account.login + " code", origin.address);
  Begun begun;
  bool right = false;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    if (auto allowed = check_attempts(work, attempt, means.clock.now()); !allowed) return allowed;
    auto account = work.accounts().find(who.account.id);
    if (!account) return tl::unexpected(account.error());
    auto used = use_code(means, work, *account, code);
    if (!used) return tl::unexpected(used.error());
    right = *used;
    if (!right) return {};
    // A new token: whoever saw the first one has nothing.
    if (auto ended = work.sessions().end(who.session.id); !ended) return ended;
    auto one = begin_session(means, work, *account, origin, {EnteredBy::second_factor, true});
    if (!one) return tl::unexpected(one.error());
    begun = std::move(*one);
    if (auto told = work.announce("session", std::to_string(who.session.id.value)); !told) return told;
    return forget_attempts(work, attempt);
  });
  if (!written) return tl::unexpected(written.error());
  if (right) return begun;
  if (auto noted = note_failure(means, attempt, &who.account, R"({"step":"second_factor"})", origin); !noted)
    return tl::unexpected(noted.error());
  return fail(ErrorKind::forbidden, "the code is not right, or was used already: wait for the next one");
}

Result<SignedIn> session_of(const Means& means, std::string_view token) {
  SignedIn who;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto session = work.sessions().find(means.secrets.hash(HashedFor::session, token));
    if (!session)
      return session.error().kind == ErrorKind::not_found ? Result<void>(session_over())
                                                          : tl::unexpected(session.error());
    auto account = work.accounts().find(session->account);
    if (!account) return tl::unexpected(account.error());
    who.session = std::move(*session);
    who.account = std::move(*account);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  const Instant now = means.clock.now();
  if (now >= who.session.ends || now >= who.session.last_seen + session_rules.idle ||
      who.account.state != AccountState::active)
    return session_over();
  who.caller = caller_of(who.account, now);
  who.caller.confirmed_at = who.session.confirmed_at;
  return who;
}

void note_use(const Means& means, const SignedIn& who) {
  const Instant now = means.clock.now();
  // A use noted of a time to come is from before the clock was set back: it would keep the session open for longer.
  const auto since = now - who.session.last_seen;
  if (since >= std::chrono::minutes(-1) && since < std::chrono::minutes(1)) return;
  means.transactions.later([session = who.session, now](Work& work) mutable {
    session.last_seen = now;
    return work.sessions().change(session);
  });
}

Result<void> confirm(const Means& means, const SignedIn& who, const Confidential<std::string>& password,
                     std::string_view code, const Origin& origin) {
  const Attempt attempt = attempt_of(means.secrets, who.account.login, origin.address);
  if (auto allowed = means.transactions.read(
          [&](Work& work) { return check_attempts(work, attempt, means.clock.now()); });
      !allowed)
    return allowed;
  const auto matches = means.secrets.password_matches(who.account.password_hash, password);
  if (!matches) return tl::unexpected(matches.error());
  bool right = *matches;
  if (right) {
    const auto written = means.transactions.write([&](Work& work) -> Result<void> {
      auto account = work.accounts().find(who.account.id);
      if (!account) return tl::unexpected(account.error());
      auto used = use_code(means, work, *account, code);
      if (!used) return tl::unexpected(used.error());
      right = *used;
      if (!right) return {};
      Session session = who.session;
      session.confirmed_at = session.last_seen = means.clock.now();
      return work.sessions().change(session);
    });
    if (!written) return written;
  }
  if (right) return {};
  if (auto noted = note_failure(means, attempt, &who.account, R"({"step":"confirmation"})", origin); !noted)
    return noted;
  return fail(ErrorKind::forbidden, "password or code is not right: nothing was done");
}

Result<void> check_confirmed(const Means& means, const SignedIn& who) {
  const Instant now = means.clock.now();
  // One of a time to come is from before the clock was set back: nobody knows how old it is.
  if (who.caller.confirmed_at && now < *who.caller.confirmed_at + session_rules.confirmation &&
      now + std::chrono::minutes(1) > *who.caller.confirmed_at)
    return {};
  return fail(ErrorKind::forbidden, "give your password and a code once more for this");
}

Result<void> sign_out(const Means& means, const SignedIn& who, const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto ended = work.sessions().end(who.session.id); !ended) return ended;
    if (auto told = work.announce("session", std::to_string(who.session.id.value)); !told) return told;
    return work.audit().add(entry_of(means, who, Deed::sign_out, origin));
  });
}

}  // namespace repere::workflows
