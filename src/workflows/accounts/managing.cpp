#include "workflows/accounts/managing.hpp"

#include <algorithm>

#include "workflows/accounts/appointing.hpp"

namespace repere::workflows {
namespace {

Result<Account> account_to_manage(const Means& means, Work& work, const SignedIn& who, access::AccountId id) {
  auto account = work.accounts().find(id);
  if (!account) return account;
  if (auto may = check_may_manage(who.caller, *account, means.clock.now()); !may)
    return tl::unexpected(may.error());
  return account;
}

Result<void> note(const Means& means, Work& work, const SignedIn& who, Deed deed, access::AccountId id,
                  std::string facts, const Origin& origin) {
  if (auto told = work.announce("session", "account " + std::to_string(id.value)); !told) return told;
  AuditEntry entry = entry_of(means, who, deed, origin);
  entry.object = "account " + std::to_string(id.value);
  entry.facts = std::move(facts);
  return work.audit().add(entry);
}

bool is_open(const MachineToken& token, Instant now) { return !token.ended && now < token.ends; }

}  // namespace

Result<Managed> managed_account(const Means& means, const SignedIn& who, access::AccountId id) {
  Managed managed;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto account = account_to_manage(means, work, who, id);
    if (!account) return tl::unexpected(account.error());
    managed.account = std::move(*account);
    const auto sessions = work.sessions().of(id);
    if (!sessions) return tl::unexpected(sessions.error());
    const auto tokens = work.tokens().tokens_of(id);
    if (!tokens) return tl::unexpected(tokens.error());
    const auto issuers = work.accounts().issuers_of(id);
    if (!issuers) return tl::unexpected(issuers.error());
    const Instant now = means.clock.now();
    managed.sessions = std::count_if(sessions->begin(), sessions->end(),
                                     [now](const Session& one) { return now < one.ends; });
    managed.tokens = std::count_if(tokens->begin(), tokens->end(),
                                   [now](const MachineToken& one) { return is_open(one, now); });
    managed.bound_to_provider = !issuers->empty();
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return managed;
}

Result<void> reset_second_factor(const Means& means, const SignedIn& who, access::AccountId id,
                                 const Origin& origin) {
  if (id == who.account.id)
    return fail(ErrorKind::forbidden, "nobody resets their own second factor: ask another administrator or coordinator");
  return means.transactions.write([&](Work& work) -> Result<void> {
    auto account = account_to_manage(means, work, who, id);
    if (!account) return tl::unexpected(account.error());
    account->code_secret.clear();
    account->last_code_step = 0;
    if (auto changed = work.accounts().change(*account); !changed) return changed;
    if (auto removed = work.accounts().set_recovery_codes(id, {}); !removed) return removed;
    if (auto ended = work.sessions().end_all(id, std::nullopt); !ended) return ended;
    return note(means, work, who, Deed::second_factor_changed, id, R"({"reset":true})", origin);
  });
}

Result<void> end_sessions_of(const Means& means, const SignedIn& who, access::AccountId id,
                             const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto account = account_to_manage(means, work, who, id); !account)
      return tl::unexpected(account.error());
    if (auto ended = work.sessions().end_all(id, std::nullopt); !ended) return ended;
    return note(means, work, who, Deed::session_ended, id, R"({"all":true})", origin);
  });
}

Result<void> end_tokens_of(const Means& means, const SignedIn& who, access::AccountId id,
                           const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto account = account_to_manage(means, work, who, id); !account)
      return tl::unexpected(account.error());
    if (auto ended = end_open_tokens(means, work, id); !ended) return ended;
    return note(means, work, who, Deed::token_ended, id, R"({"all":true})", origin);
  });
}

Result<void> reopen_account(const Means& means, const SignedIn& who, access::AccountId id,
                            const access::Appointment& appointment, const Origin& origin) {
  if (auto may = check_may_appoint(who.caller, {appointment}); !may) return may;
  return means.transactions.write([&](Work& work) -> Result<void> {
    auto account = account_to_manage(means, work, who, id);
    if (!account) return tl::unexpected(account.error());
    if (account->state != AccountState::closed) return fail(ErrorKind::conflict, "the account is not closed");
    const auto issuers = work.accounts().issuers_of(id);
    if (!issuers) return tl::unexpected(issuers.error());
    const bool has_a_way_in = !account->password_hash.empty() || !issuers->empty();
    account->state = has_a_way_in ? AccountState::active : AccountState::invited;
    account->appointments.push_back({appointment, means.clock.now(), std::nullopt});
    if (auto changed = work.accounts().change(*account); !changed) return changed;
    return note(means, work, who, Deed::account_changed, id, facts_of({appointment}), origin);
  });
}

}  // namespace repere::workflows
