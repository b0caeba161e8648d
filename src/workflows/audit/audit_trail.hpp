#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/permit.hpp"

// Who did what to whose data. Lines are only ever added, each holding the hash of the one before.
namespace repere::workflows {

/// What a line of the trail says was done. Acts of the policy keep their numbers; what happens around them follows from
/// 100 on. Stored and never reused.
enum class Deed : std::uint16_t {
  sign_in = 100,
  sign_out = 101,
  sign_in_refused = 102,
  second_factor_changed = 103,
  password_changed = 104,
  session_ended = 105,  ///< by its owner or an administrator
  account_invited = 106,
  account_changed = 107,
  account_closed = 108,
  token_made = 109,
  token_ended = 110,
  link_used = 111,
  data_received = 112,  ///< a referral from outside
  data_sent = 113,
  backup_made = 114,
  backup_restored = 115,
  configuration_changed = 116,
  erasure_repeated = 117,  ///< after a restore
  trail_verified = 118,
  provider_bound = 119,    ///< an identity of another provider opens the account from now on
  provider_unbound = 120,
};

/// The deed that an act of the policy is.
constexpr Deed deed_of(access::Act act) { return static_cast<Deed>(act); }
/// "read_case", "sign_in" …
std::string_view word_of(Deed deed);
std::optional<Deed> deed_named(std::string_view word);

enum class Outcome : std::uint8_t { done = 1, refused = 2, failed = 3 };
std::string_view word_of(Outcome outcome);

/// A line to be added. Nothing here names a patient but `before` and `after`, which are sealed under the patient's own key.
struct AuditEntry {
  Instant at{};
  access::AccountId account;  ///< 0: a visitor, or the program itself
  access::Role role = access::Role::visitor;
  Deed deed = Deed::sign_in;
  Outcome outcome = Outcome::done;
  bool emergency = false;  ///< the glass was broken: `reason` says why
  PatientId patient;       ///< 0: no patient's affair
  std::string object;      ///< what it was done to: "tumour 12", "account 7", "study netsarc-plus"
  std::string centre;      ///< code of the centre in whose name
  std::string request;     ///< id of the request in the log
  std::string reason;      ///< of a change or an emergency; no patient's name
  std::string facts;       ///< JSON without anything that identifies: number of results, fields asked for
  std::optional<Confidential<std::string>> before, after;  ///< JSON of the row
};

/// A line as it stands in the trail.
struct AuditLine : AuditEntry {
  std::int64_t number = 0;  ///< 1, 2, 3 … without a gap
  bool erased = false;      ///< the patient's key was destroyed: before and after can no longer be read
  std::string hash;         ///< of this line and all before it
};

struct AuditFilter {
  std::optional<access::AccountId> account;
  std::optional<PatientId> patient;
  std::optional<Deed> deed;
  std::optional<Outcome> outcome;
  std::optional<Instant> from, until;  ///< until is not included
  bool emergencies_only = false;
  std::int64_t below = 0;  ///< lines with a smaller number (for the next page); 0: from the newest
  int most = 100;
};

/// What a check of the whole trail found.
struct TrailReport {
  std::int64_t lines = 0;
  std::string head;  ///< hash of the last line
  std::vector<std::string>
      problems;  ///< "line 12: altered", "line 40 is missing", "the last 3 lines are missing"
  bool whole() const { return problems.empty(); }
};

class AuditTrail {
 public:
  virtual ~AuditTrail() = default;
  /// In the transaction of what it records.
  virtual Result<void> add(const AuditEntry& entry) = 0;
  /// Newest first. Needs a permit to read the trail.
  virtual Result<std::vector<AuditLine>> read(const access::Permit& permit, const AuditFilter& filter) = 0;
  /// Number and hash of the last line; 0 and empty when there is none.
  virtual Result<std::pair<std::int64_t, std::string>> head() = 0;
  /// Walks the whole chain. `known_head`, when given, is a line number and its hash noted elsewhere before (a head file, a
  /// backup): the trail must still have that line, so that a cut end is noticed.
  virtual Result<TrailReport> verify(
      const std::optional<std::pair<std::int64_t, std::string>>& known_head) = 0;
};

}  // namespace repere::workflows
