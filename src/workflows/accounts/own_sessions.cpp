#include "workflows/accounts/own_sessions.hpp"

#include <algorithm>

namespace repere::workflows {
namespace {

constexpr std::string_view prefix = "repere_";  // lets scanners of leaked secrets recognise one
constexpr std::chrono::days longest_token{366};

Result<void> check_token(const SignedIn& who, const std::string& title, const std::vector<access::Act>& scope,
                         std::chrono::days lasts) {
  if (title.empty()) return fail(ErrorKind::incorrect, "the token has no title: say what it is for");
  if (scope.empty()) return fail(ErrorKind::incorrect, "the token has no scope: say what it may do");
  if (lasts < std::chrono::days(1) || lasts > longest_token)
    return fail(ErrorKind::incorrect, "a token lasts 1 to 366 days");
  for (const auto act : scope) {
    const std::string word(word_in(access::act_words, act));
    if (!a_machine_may(act))
      return fail(ErrorKind::forbidden, "'" + word + "' is for people: no token may do it");
    if (!access::may_ever(who.caller, act))
      return fail(ErrorKind::forbidden, "your role does not allow '" + word + "': a token may not either");
  }
  return {};
}

std::string facts_of_scope(const std::vector<access::Act>& scope) {
  std::string text = R"({"scope":[)";
  for (const auto act : scope)
    text += (text.back() == '[' ? "\"" : ",\"") + std::string(word_in(access::act_words, act)) + "\"";
  return text + "]}";
}

}  // namespace

bool a_machine_may(access::Act act) {
  using access::Act;
  return act != Act::sign_decision && act != Act::erase_person && act != Act::manage_accounts &&
         act != Act::manage_network && act != Act::manage_machines && act != Act::record_objection;
}

Result<std::vector<Session>> own_sessions(const Means& means, const SignedIn& who) {
  Result<std::vector<Session>> sessions;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    sessions = work.sessions().of(who.account.id);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return sessions;
}

Result<void> end_own_session(const Means& means, const SignedIn& who, SessionId session,
                             const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto theirs = work.sessions().of(who.account.id);
    if (!theirs) return tl::unexpected(theirs.error());
    if (std::none_of(theirs->begin(), theirs->end(), [&](const Session& one) { return one.id == session; }))
      return fail(ErrorKind::not_found, "there is no such session of yours");
    if (auto ended = work.sessions().end(session); !ended) return ended;
    if (auto told = work.announce("session", std::to_string(session.value)); !told) return told;
    AuditEntry entry = entry_of(means, who, Deed::session_ended, origin);
    entry.object = "session " + std::to_string(session.value);
    return work.audit().add(entry);
  });
}

Result<NewToken> make_token(const Means& means, const SignedIn& who, const std::string& title,
                            const std::vector<access::Act>& scope, std::chrono::days lasts,
                            const Origin& origin) {
  if (auto good = check_token(who, title, scope, lasts); !good) return tl::unexpected(good.error());
  NewToken made;
  made.text = std::string(prefix) + means.secrets.new_token();
  const Instant now = means.clock.now();
  made.token = {{},          means.secrets.hash(HashedFor::machine, made.text),
                title,       who.account.id,
                scope,       now,
                now + lasts, std::nullopt,
                std::nullopt};
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    const auto id = work.tokens().add(made.token);
    if (!id) return tl::unexpected(id.error());
    made.token.id = *id;
    AuditEntry entry = entry_of(means, who, Deed::token_made, origin);
    entry.object = "token " + std::to_string(id->value);
    entry.facts = facts_of_scope(scope);
    return work.audit().add(entry);
  });
  if (!written) return tl::unexpected(written.error());
  return made;
}

Result<void> end_token(const Means& means, const SignedIn& who, TokenId token, const Origin& origin) {
  return means.transactions.write([&](Work& work) -> Result<void> {
    const auto theirs = work.tokens().tokens_of(who.account.id);
    if (!theirs) return tl::unexpected(theirs.error());
    if (std::none_of(theirs->begin(), theirs->end(),
                     [&](const MachineToken& one) { return one.id == token; }))
      return fail(ErrorKind::not_found, "there is no such token of yours");
    if (auto ended = work.tokens().end(token, means.clock.now()); !ended) return ended;
    if (auto told = work.announce("token", std::to_string(token.value)); !told) return told;
    AuditEntry entry = entry_of(means, who, Deed::token_ended, origin);
    entry.object = "token " + std::to_string(token.value);
    return work.audit().add(entry);
  });
}

Result<std::vector<MachineToken>> own_tokens(const Means& means, const SignedIn& who) {
  Result<std::vector<MachineToken>> tokens;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    tokens = work.tokens().tokens_of(who.account.id);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return tokens;
}

Result<access::Caller> caller_of_token(const Means& means, std::string_view text) {
  access::Caller caller;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto over = [] {
      return fail(ErrorKind::forbidden, "the token is not one of ours, or is over: make another one");
    };
    const auto token = work.tokens().find_token(means.secrets.hash(HashedFor::machine, text));
    if (!token)
      return token.error().kind == ErrorKind::not_found ? Result<void>(over())
                                                        : tl::unexpected(token.error());
    const Instant now = means.clock.now();
    if (token->ended || now >= token->ends) return over();
    const auto account = work.accounts().find(token->account);
    if (!account) return tl::unexpected(account.error());
    if (account->state != AccountState::active) return over();
    caller = caller_of(*account, now);
    caller.scope = token->scope;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return caller;
}

}  // namespace repere::workflows
