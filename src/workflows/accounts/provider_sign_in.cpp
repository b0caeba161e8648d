#include "workflows/accounts/provider_sign_in.hpp"

#include "workflows/accounts/invitations.hpp"

namespace repere::workflows {
namespace {

std::string context_of(SessionId session) { return "session " + std::to_string(session.value); }

tl::unexpected<Error> opens_another() {
  return fail(ErrorKind::conflict, "this identity opens another account already");
}

// A session that began at the provider, with what ends it there.
Result<Begun> begin_from_provider(const Means& means, Work& work, const Account& account,
                                  const ProviderPerson& person, const Origin& origin) {
  auto begun =
      begin_session(means, work, account, origin, {EnteredBy::provider, person.two_factors});
  if (!begun || person.sign_out_hint.reveal().empty()) return begun;
  const Sealed sealed =
      means.secrets.seal(SealedFor::provider_token, context_of(begun->session.id), person.sign_out_hint);
  if (auto kept = work.sessions().keep_provider_token(begun->session.id, sealed); !kept)
    return tl::unexpected(kept.error());
  return begun;
}

Result<void> note_unknown(const Means& means, const Account* account, const Origin& origin) {
  const char* why = account != nullptr ? R"({"step":"provider","why":"the account is closed"})"
                                       : R"({"step":"provider","why":"the identity is bound to no account"})";
  return means.transactions.write(
      [&](Work& work) { return work.audit().add(refused_sign_in(means.clock.now(), account, why, origin)); });
}

Result<void> note(const Means& means, Work& work, const SignedIn& who, Deed deed, const Origin& origin) {
  return work.audit().add(entry_of(means, who, deed, origin));
}

// Nothing when the identity is free; the account that it opens otherwise.
Result<std::optional<access::AccountId>> opened_by(Work& work, const ProviderPerson& person) {
  const auto found = work.accounts().find_by_subject(person.issuer, person.subject);
  if (found) return std::optional(found->id);
  if (found.error().kind == ErrorKind::not_found) return std::optional<access::AccountId>();
  return tl::unexpected(found.error());
}

}  // namespace

Result<Begun> sign_in_by_provider(const Means& means, const ProviderPerson& person, const Origin& origin) {
  Begun begun;
  std::optional<Account> account;
  bool opened = false;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    auto found = work.accounts().find_by_subject(person.issuer, person.subject);
    if (!found)
      return found.error().kind == ErrorKind::not_found ? Result<void>() : tl::unexpected(found.error());
    account = std::move(*found);
    if (account->state != AccountState::active) return {};
    auto one = begin_from_provider(means, work, *account, person, origin);
    if (!one) return tl::unexpected(one.error());
    begun = std::move(*one);
    opened = true;
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  if (opened) return begun;
  if (auto noted = note_unknown(means, account ? &*account : nullptr, origin); !noted)
    return tl::unexpected(noted.error());
  return fail(ErrorKind::not_found, "no account here is bound to this identity: ask your centre's coordinator");
}

Result<Begun> use_invitation_by_provider(const Means& means, std::string_view link,
                                         const ProviderPerson& person, const Origin& origin) {
  Begun begun;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    auto account = take_invitation(means, work, link);
    if (!account) return tl::unexpected(account.error());
    const auto other = opened_by(work, person);
    if (!other) return tl::unexpected(other.error());
    if (*other) return opens_another();
    if (auto bound = work.accounts().set_subject(account->id, person.issuer, person.subject); !bound)
      return bound;
    account->state = AccountState::active;
    if (auto changed = work.accounts().change(*account); !changed) return changed;
    ++account->version;
    auto one = begin_from_provider(means, work, *account, person, origin);
    if (!one) return tl::unexpected(one.error());
    begun = std::move(*one);
    const SignedIn who{begun.session, *account, caller_of(*account, means.clock.now())};
    if (auto noted = note(means, work, who, Deed::link_used, origin); !noted) return noted;
    return note(means, work, who, Deed::provider_bound, origin);
  });
  if (!written) return tl::unexpected(written.error());
  return begun;
}

Result<void> bind_to_provider(const Means& means, const SignedIn& who, const ProviderPerson& person,
                              const Origin& origin) {
  if (auto fresh = check_confirmed(means, who); !fresh) return fresh;
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto other = opened_by(work, person);
    if (!other) return tl::unexpected(other.error());
    if (*other) return **other == who.account.id ? Result<void>() : opens_another();
    const auto issuers = work.accounts().issuers_of(who.account.id);
    if (!issuers) return tl::unexpected(issuers.error());
    if (!issuers->empty())
      return fail(ErrorKind::conflict, "another identity opens this account already: unbind it first");
    if (auto bound = work.accounts().set_subject(who.account.id, person.issuer, person.subject); !bound)
      return bound;
    return note(means, work, who, Deed::provider_bound, origin);
  });
}

Result<void> unbind_from_providers(const Means& means, const SignedIn& who, const Origin& origin) {
  if (auto fresh = check_confirmed(means, who); !fresh) return fresh;
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto account = work.accounts().find(who.account.id);
    if (!account) return tl::unexpected(account.error());
    if (account->password_hash.empty())
      return fail(ErrorKind::conflict,
                  "this account has no password: nothing would open it any more. Ask for a link for a new password first");
    if (auto removed = work.accounts().remove_subjects(who.account.id); !removed) return removed;
    return note(means, work, who, Deed::provider_unbound, origin);
  });
}

Result<bool> is_bound_to_provider(const Means& means, access::AccountId account) {
  bool bound = false;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto issuers = work.accounts().issuers_of(account);
    if (!issuers) return tl::unexpected(issuers.error());
    bound = !issuers->empty();
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return bound;
}

Result<void> confirm_by_provider(const Means& means, const SignedIn& who, const ProviderPerson& person,
                                 const Origin& origin) {
  bool theirs = false;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto opened = opened_by(work, person);
    if (!opened) return tl::unexpected(opened.error());
    theirs = person.two_factors && *opened && **opened == who.account.id;
    if (!theirs) {
      AuditEntry entry = entry_of(means, who, Deed::sign_in_refused, origin);
      entry.outcome = Outcome::refused;
      entry.facts = R"({"step":"confirmation","by":"provider"})";
      return work.audit().add(entry);
    }
    Session session = who.session;
    session.confirmed_at = session.last_seen = means.clock.now();
    return work.sessions().change(session);
  });
  if (!written) return written;
  if (theirs) return {};
  return fail(ErrorKind::forbidden, "this identity does not confirm that it is you: nothing was done");
}

Result<Confidential<std::string>> provider_hint_of(const Means& means, const SignedIn& who) {
  Sealed sealed;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    auto kept = work.sessions().provider_token(who.session.id);
    if (!kept) return tl::unexpected(kept.error());
    sealed = std::move(*kept);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (sealed.empty()) return Confidential<std::string>();
  return means.secrets.open(SealedFor::provider_token, context_of(who.session.id), sealed);
}

}  // namespace repere::workflows
