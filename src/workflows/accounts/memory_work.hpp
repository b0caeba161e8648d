#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "workflows/accounts/means.hpp"

// The stores in memory, for tests of workflows: a task works on a copy, which takes the place of the state when it ends
// without an error.
namespace repere::workflows {

struct MemoryState {
  std::map<std::int64_t, Account> accounts;
  std::map<std::int64_t, Session> sessions;
  std::map<std::int64_t, OneTimeLink> links;
  std::map<std::int64_t, MachineToken> tokens;
  std::map<std::int64_t, std::map<std::string, bool>> recovery_codes;  // hash -> used
  std::map<std::pair<std::string, std::string>, std::int64_t> subjects;  // issuer, subject -> account
  std::map<std::int64_t, Sealed> provider_tokens;                        // by session
  struct Failure {
    std::string login, address;
    Instant at;
  };
  std::vector<Failure> failures;
  std::vector<AuditEntry> trail;
  std::vector<std::string> announced;
  std::int64_t last_id = 0;
};

class MemoryWork final : public Work,
                         public AccountStore,
                         public SessionStore,
                         public LinkStore,
                         public TokenStore,
                         public AttemptStore,
                         public AuditTrail {
 public:
  explicit MemoryWork(MemoryState& state) : state_(state) {}

  AccountStore& accounts() override { return *this; }
  SessionStore& sessions() override { return *this; }
  LinkStore& links() override { return *this; }
  TokenStore& tokens() override { return *this; }
  AttemptStore& attempts() override { return *this; }
  AuditTrail& audit() override { return *this; }
  CaseFiles& cases() override { broken_promise("no cases here", __FILE__, __LINE__); }
  Persons& persons() override { broken_promise("no persons here", __FILE__, __LINE__); }
  BoardStore& boards() override { broken_promise("no boards here", __FILE__, __LINE__); }
  ReminderStore& reminders() override { broken_promise("no reminders here", __FILE__, __LINE__); }
  MessageStore& messages() override { broken_promise("no messages here", __FILE__, __LINE__); }
  ReferralStore& referrals() override { broken_promise("no referrals here", __FILE__, __LINE__); }
  RecordStore& record() override { broken_promise("no record here", __FILE__, __LINE__); }
  Result<void> announce(const std::string& topic, const std::string& message) override {
    state_.announced.push_back(topic + " " + message);
    return {};
  }

  // Accounts
  Result<Account> find(access::AccountId id) override {
    const auto found = state_.accounts.find(id.value);
    if (found == state_.accounts.end()) return fail(ErrorKind::not_found, "no such account");
    return found->second;
  }
  Result<Account> find_by_login(const std::string& login) override {
    for (const auto& [id, account] : state_.accounts)
      if (account.login == login) return account;
    return fail(ErrorKind::not_found, "no such account");
  }
  Result<Account> find_by_subject(const std::string& issuer, const std::string& subject) override {
    const auto found = state_.subjects.find({issuer, subject});
    if (found == state_.subjects.end()) return fail(ErrorKind::not_found, "no such account");
    return find(access::AccountId{found->second});
  }
  Result<std::vector<Account>> all() override {
    std::vector<Account> all;
    for (const auto& [id, account] : state_.accounts) all.push_back(account);
    return all;
  }
  Result<access::AccountId> add(const Account& account) override {
    if (find_by_login(account.login)) return fail(ErrorKind::conflict, "the login is taken");
    Account added = account;
    added.id = access::AccountId{++state_.last_id};
    added.version = 1;
    state_.accounts[added.id.value] = added;
    return added.id;
  }
  Result<void> change(const Account& account) override {
    Account& held = state_.accounts.at(account.id.value);
    if (held.version != account.version)
      return fail(ErrorKind::conflict, "the account was changed meanwhile");
    held = account;
    ++held.version;
    return {};
  }
  Result<void> set_subject(access::AccountId id, const std::string& issuer,
                           const std::string& subject) override {
    state_.subjects[{issuer, subject}] = id.value;
    return {};
  }
  Result<std::vector<std::string>> issuers_of(access::AccountId id) override {
    std::vector<std::string> issuers;
    for (const auto& [key, account] : state_.subjects)
      if (account == id.value) issuers.push_back(key.first);
    return issuers;
  }
  Result<void> remove_subjects(access::AccountId id) override {
    std::erase_if(state_.subjects, [&](const auto& one) { return one.second == id.value; });
    return {};
  }
  Result<void> set_recovery_codes(access::AccountId id, const std::vector<std::string>& hashes) override {
    auto& codes = state_.recovery_codes[id.value];
    codes.clear();
    for (const auto& hash : hashes) codes[hash] = false;
    return {};
  }
  Result<bool> use_recovery_code(access::AccountId id, const std::string& hash, Instant) override {
    auto& codes = state_.recovery_codes[id.value];
    const auto found = codes.find(hash);
    if (found == codes.end() || found->second) return false;
    return found->second = true;
  }
  Result<int> recovery_codes_left(access::AccountId id) override {
    const auto& codes = state_.recovery_codes[id.value];
    return static_cast<int>(
        std::count_if(codes.begin(), codes.end(), [](const auto& code) { return !code.second; }));
  }

  // Sessions
  Result<SessionId> add(const Session& session) override {
    Session added = session;
    added.id = SessionId{++state_.last_id};
    state_.sessions[added.id.value] = added;
    return added.id;
  }
  Result<Session> find(const std::string& token_hash) override {
    return by_hash(state_.sessions, token_hash);
  }
  Result<std::vector<Session>> of(access::AccountId account) override {
    std::vector<Session> theirs;
    for (const auto& [id, session] : state_.sessions)
      if (session.account == account) theirs.push_back(session);
    return theirs;
  }
  Result<void> change(const Session& session) override {
    state_.sessions.at(session.id.value) = session;
    return {};
  }
  Result<void> end(SessionId id) override {
    state_.sessions.erase(id.value);
    return {};
  }
  Result<void> end_all(access::AccountId account, std::optional<SessionId> but) override {
    std::erase_if(state_.sessions,
                  [&](const auto& one) { return one.second.account == account && one.second.id != but; });
    return {};
  }
  Result<void> end_those_over(Instant now) override {
    std::erase_if(state_.sessions, [&](const auto& one) { return one.second.ends <= now; });
    return {};
  }
  Result<void> keep_provider_token(SessionId id, const Sealed& token) override {
    state_.provider_tokens[id.value] = token;
    return {};
  }
  Result<Sealed> provider_token(SessionId id) override {
    const auto found = state_.provider_tokens.find(id.value);
    return found == state_.provider_tokens.end() ? Sealed() : found->second;
  }

  // Links, tokens, attempts, trail: as overloads where the signatures differ, through small proxies where they do not.
  Result<LinkId> add(const OneTimeLink& link) override {
    OneTimeLink added = link;
    added.id = LinkId{++state_.last_id};
    state_.links[added.id.value] = added;
    return added.id;
  }
  Result<OneTimeLink> find_link(const std::string& token_hash) override {
    return by_hash(state_.links, token_hash);
  }
  Result<void> use(LinkId id, Instant now) override {
    state_.links.at(id.value).used = now;
    return {};
  }
  Result<void> withdraw(access::AccountId account) override {
    std::erase_if(state_.links,
                  [&](const auto& one) { return one.second.account == account && !one.second.used; });
    return {};
  }
  Result<TokenId> add(const MachineToken& token) override {
    MachineToken added = token;
    added.id = TokenId{++state_.last_id};
    state_.tokens[added.id.value] = added;
    return added.id;
  }
  Result<MachineToken> find_token(const std::string& token_hash) override {
    return by_hash(state_.tokens, token_hash);
  }
  Result<std::vector<MachineToken>> tokens_of(access::AccountId account) override {
    std::vector<MachineToken> theirs;
    for (const auto& [id, token] : state_.tokens)
      if (token.account == account) theirs.push_back(token);
    return theirs;
  }
  Result<void> end(TokenId id, Instant now) override {
    state_.tokens.at(id.value).ended = now;
    return {};
  }
  Result<void> note_use(TokenId id, Instant now) override {
    state_.tokens.at(id.value).last_used = now;
    return {};
  }
  Result<void> add(const std::string& login_hash, const std::string& address_hash, Instant at) override {
    state_.failures.push_back({login_hash, address_hash, at});
    return {};
  }
  Result<Counts> count(const std::string& login_hash, const std::string& address_hash,
                       Instant since) override {
    Counts counts;
    for (const auto& failure : state_.failures) {
      if (failure.at < since) continue;
      const bool login = failure.login == login_hash, address = failure.address == address_hash;
      counts.login += login;
      counts.address += address;
      if (!login || !address) continue;
      ++counts.login_and_address;
      counts.last_of_login_and_address =
          std::max(counts.last_of_login_and_address.value_or(failure.at), failure.at);
    }
    return counts;
  }
  Result<void> forget(const std::string& login_hash, const std::string& address_hash) override {
    std::erase_if(state_.failures,
                  [&](const auto& one) { return one.login == login_hash && one.address == address_hash; });
    return {};
  }
  Result<void> forget_before(Instant at) override {
    std::erase_if(state_.failures, [&](const auto& one) { return one.at < at; });
    return {};
  }
  Result<void> add(const AuditEntry& entry) override {
    state_.trail.push_back(entry);
    return {};
  }
  Result<std::vector<AuditLine>> read(const access::Permit&, const AuditFilter&) override {
    return std::vector<AuditLine>{};
  }
  Result<std::pair<std::int64_t, std::string>> head() override { return std::pair<std::int64_t, std::string>{}; }
  Result<TrailReport> verify(const std::optional<std::pair<std::int64_t, std::string>>&) override {
    return TrailReport{};
  }

 private:
  template <class Map>
  static Result<typename Map::mapped_type> by_hash(const Map& map, const std::string& hash) {
    for (const auto& [id, one] : map)
      if (one.token_hash == hash) return one;
    return fail(ErrorKind::not_found, "none with this token");
  }
  MemoryState& state_;
};

class MemoryTransactions final : public Transactions {
 public:
  Result<void> write(const Task& task) override {
    MemoryState copy = state;
    MemoryWork work(copy);
    auto done = task(work);
    if (done) state = std::move(copy);
    return done;
  }
  Result<void> read(const Task& task) override {
    MemoryState copy = state;
    MemoryWork work(copy);
    return task(work);
  }
  void later(Task task) override { static_cast<void>(write(task)); }

  MemoryState state;
};

/// Secrets that hide nothing and cost nothing: a hash is the text behind its purpose, the code of a secret is "123456" plus
/// the time step's parity.
class PlainSecrets final : public Secrets {
 public:
  Result<std::string> hash_password(const Confidential<std::string>& password) override {
    return "plain " + password.reveal();
  }
  Result<bool> password_matches(const std::string& hash, const Confidential<std::string>& password) override {
    ++passwords_checked;
    return hash == "plain " + password.reveal();
  }
  std::string new_token() override { return "token-" + std::to_string(++made_); }
  std::string new_recovery_code() override { return "recovery-" + std::to_string(++made_); }
  std::string hash(HashedFor purpose, std::string_view text) override {
    return std::to_string(static_cast<int>(purpose)) + ":" + std::string(text);
  }
  Sealed seal(SealedFor, std::string_view context, const Confidential<std::string>& text) override {
    return std::string(context) + "|" + text.reveal();
  }
  Result<Confidential<std::string>> open(SealedFor, std::string_view context, const Sealed& sealed) override {
    const std::string front = std::string(context) + "|";
    if (!sealed.starts_with(front)) return fail(ErrorKind::unavailable, "sealed for something else");
    return Confidential<std::string>(sealed.substr(front.size()));
  }
  SealedPersonKey new_person_key() override { return "key"; }
  Result<Sealed> seal_for(const SealedPersonKey&, std::string_view context,
                          const Confidential<std::string>& text) override {
    return seal(SealedFor::person_key, context, text);
  }
  Result<Confidential<std::string>> open_for(const SealedPersonKey&, std::string_view context,
                                             const Sealed& sealed) override {
    return open(SealedFor::person_key, context, sealed);
  }
  Confidential<std::string> new_code_secret() override {
    return Confidential<std::string>("12345678901234567890");
  }
  std::optional<std::int64_t> code_step(const Confidential<std::string>&, std::string_view code,
                                        Instant now) override {
    const std::int64_t step = now.time_since_epoch().count() / 30'000;
    return code == "code " + std::to_string(step) ? std::optional(step) : std::nullopt;
  }

  int passwords_checked = 0;

 private:
  int made_ = 0;
};

/// A clock that tests set.
class SetClock final : public Clock {
 public:
  Instant now() const override { return at; }
  std::string code() const { return "code " + std::to_string(at.time_since_epoch().count() / 30'000); }
  Instant at{std::chrono::milliseconds(1'900'000'000'000)};
};

}  // namespace repere::workflows
