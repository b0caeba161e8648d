#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/permit.hpp"
#include "workflows/secrets.hpp"

// Accounts and what lets somebody use one. Everything here is staff, never a patient.
namespace repere::workflows {

using SessionId = Id<struct SessionTag>;
using LinkId = Id<struct LinkTag>;
using TokenId = Id<struct TokenTag>;

enum class AccountState : std::uint8_t {
  invited = 1,  ///< has not used the one-time link yet
  active = 2,
  closed = 3,  ///< kept for the audit trail; cannot sign in
};

/// A role that an account holds, and since when.
struct DatedAppointment : access::Appointment {
  Instant since{};
  std::optional<Instant> until;
  /// A role begins and ends when that is recorded, never on a day to come: a clock that is set back afterwards neither takes
  /// a role away nor brings one back.
  bool in_force(Instant) const { return !until; }
};

struct Account {
  access::AccountId id;
  std::int64_t version = 0;  ///< changes with every change: a stale one is a conflict
  AccountState state = AccountState::invited;
  std::string login;       ///< an e-mail address, in lower case; unique
  std::string name;        ///< as colleagues read it
  std::string speciality;  ///< for quorums: "surgery" …; may be empty
  std::string language = "fr";
  std::vector<DatedAppointment> appointments;
  std::string password_hash;        ///< empty: none yet, or signs in elsewhere (OpenID Connect)
  Sealed code_secret;               ///< of time-based codes; empty: no second factor yet
  std::int64_t last_code_step = 0;  ///< a code is used once
  bool synthetic = false;           ///< a demonstration account
};

/// A browser that has signed in.
struct Session {
  SessionId id;
  access::AccountId account;
  std::string token_hash;
  Instant began{}, last_seen{}, ends{};
  Instant confirmed_at{};            ///< when password and second factor were last given
  bool needs_second_factor = false;  ///< only the pages that give or set it up are open
  std::string address_hint;          ///< network part only, for its owner to recognise ("192.0.2.x")
  std::string browser_hint;          ///< "Firefox, Linux"
};

/// A link that works once.
struct OneTimeLink {
  enum class Use : std::uint8_t { invitation = 1, new_password = 2, demonstration = 3 };
  LinkId id;
  std::string token_hash;
  Use use = Use::invitation;
  access::AccountId account;
  Instant made{}, ends{};
  std::optional<Instant> used;
};

/// What a machine signs in with.
struct MachineToken {
  TokenId id;
  std::string token_hash;
  std::string title;          ///< what it is for
  access::AccountId account;  ///< in whose name: never more than the account may
  std::vector<access::Act> scope;
  Instant made{}, ends{};
  std::optional<Instant> ended, last_used;
};

class AccountStore {
 public:
  virtual ~AccountStore() = default;
  /// Errors of find…: not_found
  virtual Result<Account> find(access::AccountId id) = 0;
  virtual Result<Account> find_by_login(const std::string& login) = 0;
  /// By the subject that an OpenID Connect provider gives.
  virtual Result<Account> find_by_subject(const std::string& issuer, const std::string& subject) = 0;
  virtual Result<std::vector<Account>> all() = 0;
  /// Errors: conflict when the login is taken
  virtual Result<access::AccountId> add(const Account& account) = 0;
  /// Writes the account, appointments too, and raises its version.
  /// Errors: conflict when it has changed since it was read
  virtual Result<void> change(const Account& account) = 0;
  virtual Result<void> set_subject(access::AccountId id, const std::string& issuer,
                                   const std::string& subject) = 0;
  /// The providers at which somebody is bound to the account.
  virtual Result<std::vector<std::string>> issuers_of(access::AccountId id) = 0;
  virtual Result<void> remove_subjects(access::AccountId id) = 0;
  virtual Result<void> set_recovery_codes(access::AccountId id, const std::vector<std::string>& hashes) = 0;
  /// Whether the code was there and unused; it is used from now on.
  virtual Result<bool> use_recovery_code(access::AccountId id, const std::string& hash, Instant now) = 0;
  virtual Result<int> recovery_codes_left(access::AccountId id) = 0;
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;
  virtual Result<SessionId> add(const Session& session) = 0;
  /// Errors: not_found when there is none with this token, or it was ended
  virtual Result<Session> find(const std::string& token_hash) = 0;
  virtual Result<std::vector<Session>> of(access::AccountId account) = 0;
  virtual Result<void> change(const Session& session) = 0;
  virtual Result<void> end(SessionId id) = 0;
  virtual Result<void> end_all(access::AccountId account, std::optional<SessionId> but) = 0;
  virtual Result<void> end_those_over(Instant now) = 0;
  /// What ends the session at the provider where it began; gone with the session.
  virtual Result<void> keep_provider_token(SessionId id, const Sealed& token) = 0;
  /// Empty when there is none.
  virtual Result<Sealed> provider_token(SessionId id) = 0;
};

class LinkStore {
 public:
  virtual ~LinkStore() = default;
  virtual Result<LinkId> add(const OneTimeLink& link) = 0;
  /// Errors: not_found
  virtual Result<OneTimeLink> find_link(const std::string& token_hash) = 0;
  /// Errors: conflict when it was used meanwhile
  virtual Result<void> use(LinkId id, Instant now) = 0;
  /// Links of the account that were not used can no longer be.
  virtual Result<void> withdraw(access::AccountId account) = 0;
};

class TokenStore {
 public:
  virtual ~TokenStore() = default;
  virtual Result<TokenId> add(const MachineToken& token) = 0;
  /// Errors: not_found
  virtual Result<MachineToken> find_token(const std::string& token_hash) = 0;
  virtual Result<std::vector<MachineToken>> tokens_of(access::AccountId account) = 0;
  virtual Result<void> end(TokenId id, Instant now) = 0;
  virtual Result<void> note_use(TokenId id, Instant now) = 0;
};

/// Attempts to sign in that failed, under keyed hashes of login, address and device.
class AttemptStore {
 public:
  virtual ~AttemptStore() = default;
  virtual Result<void> add(const std::string& login_hash, const std::string& address_hash, Instant at) = 0;
  /// Failures since `since`: from this address for this login; from anywhere for this login; from this address for any.
  struct Counts {
    int login_and_address = 0, login = 0, address = 0;
    std::optional<Instant> last_of_login_and_address;
  };
  virtual Result<Counts> count(const std::string& login_hash, const std::string& address_hash,
                               Instant since) = 0;
  virtual Result<void> forget(const std::string& login_hash, const std::string& address_hash) = 0;
  virtual Result<void> forget_before(Instant at) = 0;
};

}  // namespace repere::workflows
