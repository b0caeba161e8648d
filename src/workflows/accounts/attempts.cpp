#include "workflows/accounts/attempts.hpp"

#include <algorithm>

namespace repere::workflows {
namespace {

constexpr std::chrono::minutes window{15};
constexpr int free_for_login = 5, free_for_address = 50;
constexpr std::chrono::seconds longest_wait{300};

// One second after the fifth failure, two after the sixth, … five minutes at most.
std::chrono::seconds wait_after(int failures) {
  const int doublings = std::clamp(failures - free_for_login, 0, 10);
  return std::min(longest_wait, std::chrono::seconds(1 << doublings));
}

std::string network_of(const std::string& address) {
  std::size_t colons = 0;
  for (std::size_t i = 0; i < address.size(); ++i)
    if (address[i] == ':' && ++colons == 4) return address.substr(0, i);
  return address;
}

}  // namespace

Attempt attempt_of(Secrets& secrets, const std::string& login, const std::string& address) {
  return {secrets.hash(HashedFor::sign_in, "login " + login),
          secrets.hash(HashedFor::sign_in, "address " + network_of(address))};
}

Result<void> check_attempts(Work& work, const Attempt& attempt, Instant now) {
  const auto counts = work.attempts().count(attempt.login, attempt.address, now - window);
  if (!counts) return tl::unexpected(counts.error());
  // What is noted of a time to come was noted before the clock was set back: it locks nobody out until then.
  const auto to_come = work.attempts().count(attempt.login, attempt.address, now + std::chrono::milliseconds(1));
  if (!to_come) return tl::unexpected(to_come.error());
  if (counts->address - to_come->address >= free_for_address)
    return fail(ErrorKind::busy, "too many failed attempts from this address: wait 300 seconds");
  const int failures = counts->login_and_address - to_come->login_and_address;
  if (failures < free_for_login || !counts->last_of_login_and_address) return {};
  const Instant free_again = std::min(*counts->last_of_login_and_address, now) + wait_after(failures);
  if (now >= free_again) return {};
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(free_again - now).count();
  return fail(ErrorKind::busy, "too many failed attempts: wait " + std::to_string(seconds) + " seconds");
}

Result<void> note_attempt(Work& work, const Attempt& attempt, Instant now) {
  if (auto forgotten = work.attempts().forget_before(now - window); !forgotten) return forgotten;
  return work.attempts().add(attempt.login, attempt.address, now);
}

Result<void> forget_attempts(Work& work, const Attempt& attempt) {
  return work.attempts().forget(attempt.login, attempt.address);
}

}  // namespace repere::workflows
