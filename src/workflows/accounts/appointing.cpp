#include "workflows/accounts/appointing.hpp"

#include <algorithm>

namespace repere::workflows {
namespace {

using access::Appointment;

Result<void> check_form(const Appointment& appointment) {
  const std::string role(word_in(access::role_words, appointment.role));
  if (appointment.role == access::Role::visitor)
    return fail(ErrorKind::incorrect, "'visitor' is not a role to give");
  if (access::is_of_a_centre(appointment.role) && appointment.centre.empty())
    return fail(ErrorKind::incorrect, "the role '" + role + "' is held at a centre: say which");
  if (!access::is_of_a_centre(appointment.role) && !appointment.centre.empty())
    return fail(ErrorKind::incorrect,
                "the role '" + role + "' is not held at a centre: leave the centre empty");
  return {};
}

// A referrer belongs to no centre: whoever may invite anybody may invite one.
access::Standing standing_of(const Appointment& appointment, const access::Caller& caller) {
  if (appointment.role != access::Role::referrer) return access::of_centre(appointment.centre);
  for (const auto& own : caller.appointments)
    if (access::is_of_a_centre(own.role)) return access::of_centre(own.centre);
  return access::of_the_network();
}

bool is_administrator(const Account& account, Instant now) {
  return account.state == AccountState::active &&
         std::any_of(account.appointments.begin(), account.appointments.end(),
                     [now](const DatedAppointment& one) {
                       return one.role == access::Role::administrator && one.in_force(now);
                     });
}

Result<void> check_another_administrator(Work& work, const Account& leaving, Instant now) {
  if (!is_administrator(leaving, now)) return {};
  const auto all = work.accounts().all();
  if (!all) return tl::unexpected(all.error());
  const auto administrators = std::count_if(all->begin(), all->end(),
                                            [now](const Account& one) { return is_administrator(one, now); });
  if (administrators > 1) return {};
  return fail(ErrorKind::conflict, "this is the last administrator: appoint another one first");
}

bool same(const Appointment& a, const Appointment& b) { return a.role == b.role && a.centre == b.centre; }

template <class List>
bool has(const List& list, const Appointment& wanted) {
  return std::any_of(list.begin(), list.end(), [&](const Appointment& one) { return same(one, wanted); });
}

void replace_appointments(Account& account, const std::vector<Appointment>& wanted, Instant now) {
  for (auto& old : account.appointments)
    if (old.in_force(now) && !has(wanted, old)) old.until = now;
  for (const auto& one : wanted) {
    const bool held =
        std::any_of(account.appointments.begin(), account.appointments.end(),
                    [&](const DatedAppointment& old) { return old.in_force(now) && same(old, one); });
    if (!held) account.appointments.push_back({one, now, std::nullopt});
  }
}

}  // namespace

Result<void> check_may_appoint(const access::Caller& caller, const std::vector<Appointment>& appointments) {
  if (appointments.empty()) return fail(ErrorKind::incorrect, "an account needs at least one role");
  for (const auto& appointment : appointments) {
    if (auto formed = check_form(appointment); !formed) return formed;
    const auto permit =
        access::authorise(caller, access::Act::manage_accounts, standing_of(appointment, caller));
    if (!permit) return tl::unexpected(permit.error());
  }
  return {};
}

Result<void> check_may_manage(const access::Caller& caller, const Account& account, Instant now) {
  std::vector<Appointment> held;
  for (const auto& appointment : account.appointments)
    if (appointment.in_force(now)) held.push_back(appointment);
  if (!held.empty()) return check_may_appoint(caller, held);
  const auto permit = access::authorise(caller, access::Act::manage_accounts, access::of_the_network());
  return permit ? Result<void>() : tl::unexpected(permit.error());
}

Result<void> appoint(const Means& means, const SignedIn& who, access::AccountId account, std::int64_t version,
                     const std::vector<Appointment>& appointments, const Origin& origin) {
  if (account == who.account.id)
    return fail(ErrorKind::forbidden,
                "nobody changes their own roles: ask another administrator or coordinator");
  if (auto may = check_may_appoint(who.caller, appointments); !may) return may;
  return means.transactions.write([&](Work& work) -> Result<void> {
    const Instant now = means.clock.now();
    auto changed = work.accounts().find(account);
    if (!changed) return tl::unexpected(changed.error());
    if (changed->version != version)
      return fail(ErrorKind::conflict,
                  "the account was changed meanwhile: look at it again, then repeat your change");
    if (auto may = check_may_manage(who.caller, *changed, now); !may) return may;
    if (!has(appointments, {access::Role::administrator, {}}))
      if (auto another = check_another_administrator(work, *changed, now); !another) return another;
    replace_appointments(*changed, appointments, now);
    if (auto written = work.accounts().change(*changed); !written) return written;
    if (auto told = work.announce("session", "account " + std::to_string(account.value)); !told) return told;
    AuditEntry entry = entry_of(means, who, Deed::account_changed, origin);
    entry.object = "account " + std::to_string(account.value);
    entry.facts = facts_of(appointments);
    return work.audit().add(entry);
  });
}

Result<void> end_open_tokens(const Means& means, Work& work, access::AccountId account) {
  const auto tokens = work.tokens().tokens_of(account);
  if (!tokens) return tl::unexpected(tokens.error());
  for (const auto& token : *tokens) {
    if (token.ended) continue;
    if (auto ended = work.tokens().end(token.id, means.clock.now()); !ended) return ended;
  }
  return {};
}

Result<void> close_account(const Means& means, const SignedIn& who, access::AccountId account,
                           const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    const Instant now = means.clock.now();
    auto closed = work.accounts().find(account);
    if (!closed) return tl::unexpected(closed.error());
    if (auto may = check_may_manage(who.caller, *closed, now); !may) return may;
    if (auto another = check_another_administrator(work, *closed, now); !another) return another;
    closed->state = AccountState::closed;
    for (auto& appointment : closed->appointments)
      if (appointment.in_force(now)) appointment.until = now;
    if (auto written = work.accounts().change(*closed); !written) return written;
    if (auto ended = work.sessions().end_all(account, std::nullopt); !ended) return ended;
    if (auto withdrawn = work.links().withdraw(account); !withdrawn) return withdrawn;
    if (auto over = end_open_tokens(means, work, account); !over) return over;
    if (auto told = work.announce("session", "account " + std::to_string(account.value)); !told) return told;
    AuditEntry entry = entry_of(means, who, Deed::account_closed, origin);
    entry.object = "account " + std::to_string(account.value);
    return work.audit().add(entry);
  });
}

Result<std::vector<Account>> accounts_of(const Means& means, const SignedIn& who) {
  if (!access::may_ever(who.caller, access::Act::manage_accounts))
    return fail(ErrorKind::forbidden, "your role does not allow this (manage_accounts)");
  std::vector<Account> theirs;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto all = work.accounts().all();
    if (!all) return tl::unexpected(all.error());
    for (auto& account : *all)
      if (check_may_manage(who.caller, account, means.clock.now())) theirs.push_back(std::move(account));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return theirs;
}

std::string facts_of(const std::vector<Appointment>& appointments) {
  std::string text = R"({"appointments":[)";
  for (const auto& appointment : appointments) {
    if (text.back() != '[') text += ",";
    text += "\"" + std::string(word_in(access::role_words, appointment.role));
    if (!appointment.centre.empty()) text += " " + appointment.centre;
    text += "\"";
  }
  return text + "]}";
}

}  // namespace repere::workflows
