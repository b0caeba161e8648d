#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/policy.hpp"

namespace repere::access {

using AccountId = Id<struct AccountTag>;
using ReferralId = Id<struct ReferralTag>;

/// A role held at a centre (by its code) or, without one, for the network or for oneself.
struct Appointment {
  Role role = Role::visitor;
  std::string centre;
};

/// Who asks. Without an account: a visitor.
struct Caller {
  AccountId account;                      ///< 0: nobody has signed in
  std::vector<Appointment> appointments;  ///< those in force now
  std::optional<std::vector<Act>> scope;  ///< a machine's token: nothing but these
  std::optional<Instant>
      confirmed_at;  ///< when a person last gave password and second factor in this session

  bool is_signed_in() const { return static_cast<bool>(account); }
};

/// Where a case, or another affair, stands: what a relation is computed from.
struct Standing {
  std::string responsible_centre;  ///< code; empty: none yet, or the network's own affair
  std::vector<std::string>
      shared_with;   ///< codes of centres that it was sent to, or whose boards have it on an agenda
  AccountId sender;  ///< of a referral; the owner of an account
  bool is_the_callers = false;  ///< proven otherwise: by a referral's secret link and code; sent just now
};

/// Of the network as a whole: foreign to every centre.
inline Standing of_the_network() { return {}; }
/// Of one centre.
inline Standing of_centre(std::string code) { return {std::move(code), {}, {}, false}; }
/// Something that the caller is only now sending, or has proven to have sent.
inline Standing of_the_caller() { return {{}, {}, {}, true}; }

/// What the affair is to somebody who asks by virtue of this appointment.
Relation relation_of(const Caller& caller, const Appointment& appointment, const Standing& standing);

/// The proof that somebody may do something to something: what touches patients' data asks for one, and only `authorise`
/// makes them, so that no way through the program can forget to ask.
class Permit {
 public:
  AccountId account() const { return account_; }
  Act act() const { return act_; }
  Role role() const { return role_; }
  Relation relation() const { return relation_; }
  /// Empty unless the glass was broken.
  const std::string& emergency_reason() const { return emergency_reason_; }
  bool broke_the_glass() const { return !emergency_reason_.empty(); }

 private:
  Permit(AccountId account, Act act, Role role, Relation relation, std::string reason)
      : account_(account),
        act_(act),
        role_(role),
        relation_(relation),
        emergency_reason_(std::move(reason)) {}
  friend Result<Permit> authorise(const Caller&, Act, const Standing&, std::string_view);

  AccountId account_;
  Act act_;
  Role role_;
  Relation relation_;
  std::string emergency_reason_;
};

/// Asks the policy for the caller's appointments, the most favourable first; an emergency's reason is used only where
/// nothing else allows the act.
/// Errors: not_found for a case that the caller has nothing to do with (whether it exists is not said either);
///   forbidden when the act is not theirs; forbidden naming the emergency access when a reason would open it
Result<Permit> authorise(const Caller& caller, Act act, const Standing& standing,
                         std::string_view emergency_reason = {});

/// What a port that is handed a permit asks of it first.
/// Errors: fault when it was given for another act: a mistake in the program
Result<void> check_permit(const Permit& permit, Act act);

/// Whether the caller may do this to somebody or something somewhere: what a page offers.
bool may_ever(const Caller& caller, Act act);

}  // namespace repere::access
