#pragma once
#include "workflows/accounts/account_store.hpp"
#include "workflows/work.hpp"

// What slows down guessing. Failures count against the address they come from, never against the account alone: somebody
// who fails on purpose slows only themselves down. Behind it stand argon2id and the second factor.
namespace repere::workflows {

/// Login and address of an attempt, as keyed hashes.
struct Attempt {
  std::string login, address;
};

/// Shape: an IPv6 address counts by its /64
Attempt attempt_of(Secrets& secrets, const std::string& login, const std::string& address);

/// Errors: busy, with the seconds to wait, when this address failed five times or more for this login, or fifty times for
///   any, within a quarter of an hour
Result<void> check_attempts(Work& work, const Attempt& attempt, Instant now);
Result<void> note_attempt(Work& work, const Attempt& attempt, Instant now);
Result<void> forget_attempts(Work& work, const Attempt& attempt);

}  // namespace repere::workflows
