#include "workflows/accounts/invitations.hpp"

#include "workflows/accounts/appointing.hpp"
#include "workflows/accounts/passwords.hpp"

namespace repere::workflows {
namespace {

tl::unexpected<Error> no_link() {
  return fail(ErrorKind::forbidden, "this link was used already, or is too old: ask for another one");
}

Result<Invited> add_link(const Means& means, Work& work, access::AccountId account, OneTimeLink::Use use,
                         std::chrono::hours lasts) {
  const Instant now = means.clock.now();
  Invited invited{account, means.secrets.new_token(), now + lasts};
  if (auto withdrawn = work.links().withdraw(account); !withdrawn) return tl::unexpected(withdrawn.error());
  const auto added = work.links().add({{},
                                       means.secrets.hash(HashedFor::link, invited.token),
                                       use,
                                       account,
                                       now,
                                       invited.ends,
                                       std::nullopt});
  if (!added) return tl::unexpected(added.error());
  return invited;
}

Account account_from(const Invitation& invitation, std::string login, Instant now) {
  Account account;
  account.login = std::move(login);
  account.name = invitation.name;
  account.speciality = invitation.speciality;
  account.language = invitation.language == "en" ? "en" : "fr";
  for (const auto& appointment : invitation.appointments)
    account.appointments.push_back({appointment, now, std::nullopt});
  return account;
}

Result<OneTimeLink> usable_link(const Means& means, Work& work, std::string_view token) {
  auto link = work.links().find_link(means.secrets.hash(HashedFor::link, token));
  if (!link)
    return link.error().kind == ErrorKind::not_found ? Result<OneTimeLink>(no_link())
                                                     : tl::unexpected(link.error());
  if (link->used || means.clock.now() >= link->ends) return no_link();
  return link;
}

}  // namespace

Result<Invited> invite_person(const Means& means, const SignedIn& who, const Invitation& invitation,
                              const Origin& origin) {
  auto login = login_from(invitation.login);
  if (!login) return tl::unexpected(login.error());
  if (invitation.name.empty())
    return fail(ErrorKind::incorrect, "the name is empty: write it as colleagues read it");
  if (auto may = check_may_appoint(who.caller, invitation.appointments); !may)
    return tl::unexpected(may.error());
  Result<Invited> invited;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto id = work.accounts().add(account_from(invitation, *login, means.clock.now()));
    if (!id) return tl::unexpected(id.error());
    invited = add_link(means, work, *id, OneTimeLink::Use::invitation, invitation_lasts);
    if (!invited) return tl::unexpected(invited.error());
    AuditEntry entry = entry_of(means, who, Deed::account_invited, origin);
    entry.object = "account " + std::to_string(id->value);
    entry.facts = facts_of(invitation.appointments);
    return work.audit().add(entry);
  });
  if (!written) return tl::unexpected(written.error());
  return invited;
}

Result<Invited> invite_first_administrator(const Means& means, const std::string& login,
                                           const std::string& name) {
  const auto clean = login_from(login);
  if (!clean) return tl::unexpected(clean.error());
  Result<Invited> invited;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto all = work.accounts().all();
    if (!all) return tl::unexpected(all.error());
    if (!all->empty())
      return fail(ErrorKind::conflict, "there are accounts already: an administrator invites further people");
    const Invitation first{*clean, name, {}, "fr", {{access::Role::administrator, {}}}};
    const auto id = work.accounts().add(account_from(first, *clean, means.clock.now()));
    if (!id) return tl::unexpected(id.error());
    invited = add_link(means, work, *id, OneTimeLink::Use::invitation, invitation_lasts);
    if (!invited) return tl::unexpected(invited.error());
    AuditEntry entry;
    entry.at = means.clock.now();
    entry.deed = Deed::account_invited;
    entry.object = "account " + std::to_string(id->value);
    entry.facts = facts_of(first.appointments);
    return work.audit().add(entry);
  });
  if (!written) return tl::unexpected(written.error());
  return invited;
}

Result<Account> account_of_link(const Means& means, std::string_view token) {
  Result<Account> account = no_link();
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto link = usable_link(means, work, token);
    if (!link) return tl::unexpected(link.error());
    account = work.accounts().find(link->account);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (account && account->state == AccountState::closed) return no_link();
  return account;
}

Result<Begun> use_link(const Means& means, std::string_view token, const Confidential<std::string>& password,
                       const Origin& origin) {
  const auto owner = account_of_link(means, token);
  if (!owner) return tl::unexpected(owner.error());
  if (auto good = check_password(password, *owner); !good) return tl::unexpected(good.error());
  const auto hash = means.secrets.hash_password(password);  // slow: outside the transaction
  if (!hash) return tl::unexpected(hash.error());
  Result<Begun> begun;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto link = usable_link(means, work, token);
    if (!link) return tl::unexpected(link.error());
    if (auto used = work.links().use(link->id, means.clock.now()); !used) return used;
    auto account = work.accounts().find(link->account);
    if (!account) return tl::unexpected(account.error());
    account->password_hash = *hash;
    account->state = AccountState::active;
    if (auto changed = work.accounts().change(*account); !changed) return changed;
    if (auto ended = work.sessions().end_all(account->id, std::nullopt); !ended) return ended;
    if (auto told = work.announce("session", "account " + std::to_string(account->id.value)); !told)
      return told;
    begun = begin_session(means, work, *account, origin, {EnteredBy::link, false});
    if (!begun) return tl::unexpected(begun.error());
    const SignedIn who{begun->session, *account, caller_of(*account, means.clock.now())};
    if (auto noted = work.audit().add(entry_of(means, who, Deed::link_used, origin)); !noted) return noted;
    return work.audit().add(entry_of(means, who, Deed::password_changed, origin));
  });
  if (!written) return tl::unexpected(written.error());
  return begun;
}

Result<Account> take_invitation(const Means& means, Work& work, std::string_view token) {
  const auto link = usable_link(means, work, token);
  if (!link) return tl::unexpected(link.error());
  if (link->use != OneTimeLink::Use::invitation) return no_link();
  auto account = work.accounts().find(link->account);
  if (!account) return account;
  if (account->state == AccountState::closed) return no_link();
  if (auto used = work.links().use(link->id, means.clock.now()); !used) return tl::unexpected(used.error());
  return account;
}

Result<Invited> make_password_link(const Means& means, const SignedIn& who, access::AccountId account,
                                   const Origin& origin) {
  Result<Invited> invited;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto owner = work.accounts().find(account);
    if (!owner) return tl::unexpected(owner.error());
    if (owner->state == AccountState::closed)
      return fail(ErrorKind::conflict, "the account is closed: it gets no link");
    if (auto may = check_may_manage(who.caller, *owner, means.clock.now()); !may)
      return tl::unexpected(may.error());
    const bool new_here = owner->state == AccountState::invited;
    invited = add_link(means, work, account,
                       new_here ? OneTimeLink::Use::invitation : OneTimeLink::Use::new_password,
                       new_here ? invitation_lasts : new_password_lasts);
    if (!invited) return tl::unexpected(invited.error());
    AuditEntry entry = entry_of(means, who, Deed::account_invited, origin);
    entry.object = "account " + std::to_string(account.value);
    entry.facts = R"({"link":true})";
    return work.audit().add(entry);
  });
  if (!written) return tl::unexpected(written.error());
  return invited;
}

}  // namespace repere::workflows
