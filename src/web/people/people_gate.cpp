#include "web/people/people_gate.hpp"

#include <algorithm>

#include "web/http/fields.hpp"
#include "workflows/accounts/own_sessions.hpp"

namespace repere::web {

using workflows::SignedIn;

namespace {

constexpr std::chrono::seconds remembered{5};
constexpr std::size_t most_remembered = 20'000;
constexpr std::string_view may_prefix = "may ";

std::optional<access::Act> act_of(const Policy& policy) {
  const std::string_view word = policy.word();
  if (!word.starts_with(may_prefix)) return std::nullopt;
  return value_in(access::act_words, word.substr(may_prefix.size()));
}

Refusal sign_in_first(std::string path = "/connexion") {
  return {401, "sign in first", std::move(path), {{"WWW-Authenticate", "Bearer"}}};
}

Refusal refusal_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::forbidden:
    case ErrorKind::not_found:
      return sign_in_first();
    default:
      return {503, "it cannot be found out now who asks: try again", {}, {}};
  }
}

// "Firefox, Linux": enough for its owner to recognise a session, no fingerprint.
std::string browser_hint(std::string_view agent) {
  constexpr std::pair<std::string_view, std::string_view> browsers[] = {
      {"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
  constexpr std::pair<std::string_view, std::string_view> systems[] = {
      {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
      {"Windows", "Windows"}, {"Mac OS", "macOS"},  {"Linux", "Linux"}};
  std::string hint;
  for (const auto& [mark, name] : browsers)
    if (hint.empty() && agent.find(mark) != std::string_view::npos) hint = name;
  if (hint.empty()) hint = "?";
  for (const auto& [mark, name] : systems)
    if (agent.find(mark) != std::string_view::npos) return hint + ", " + std::string(name);
  return hint;
}

}  // namespace

Policy half_session() { return Policy::of("half session"); }
Policy whole_session() { return Policy::of("session"); }
Policy may(access::Act act) {
  return Policy::of(std::string(may_prefix) + std::string(word_in(access::act_words, act)));
}

bool PeopleGate::knows(const Policy& policy) const {
  return policy.word() == "half session" || policy.word() == "session" || act_of(policy);
}

Result<SignedIn> PeopleGate::find_session(std::string_view token) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(token);
    if (known != known_.end() && now < known->second.until) {
      const Instant clock = means_.clock.now();
      const auto& session = known->second.who.session;
      if (clock < session.ends && clock < session.last_seen + workflows::session_rules.idle)
        return known->second.who;
    }
  }
  auto who = workflows::session_of(means_, token);
  if (!who) return who;
  workflows::note_use(means_, *who);
  const std::lock_guard lock(mutex_);
  if (known_.size() >= most_remembered) known_.clear();
  known_[std::string(token)] = {*who, now + remembered};
  return who;
}

tl::expected<Admitted, Refusal> PeopleGate::admit_session(std::string_view token, const Policy& policy) {
  const auto who = find_session(token);
  if (!who) return tl::unexpected(refusal_of(who.error()));
  if (who->session.needs_second_factor && policy.word() != "half session")
    return tl::unexpected(sign_in_first("/connexion/code"));
  if (const auto act = act_of(policy); act && !access::may_ever(who->caller, *act))
    return tl::unexpected(Refusal{403, "your role does not allow this", {}, {}});
  Admitted admitted;
  admitted.caller = who->caller;
  admitted.session = std::to_string(who->session.id.value);
  admitted.form_secret = means_.secrets.hash(workflows::HashedFor::form, token);
  admitted.by_cookie = true;
  return admitted;
}

tl::expected<Admitted, Refusal> PeopleGate::admit_machine(std::string_view token, const Policy& policy) {
  const auto act = act_of(policy);
  if (!act) return tl::unexpected(Refusal{403, "this is for people: no token opens it", {}, {}});
  auto caller = workflows::caller_of_token(means_, token);
  if (!caller) return tl::unexpected(refusal_of(caller.error()));
  if (!access::may_ever(*caller, *act))
    return tl::unexpected(Refusal{403, "the token's scope does not allow this", {}, {}});
  Admitted admitted;
  admitted.caller = std::move(*caller);
  return admitted;
}

tl::expected<Admitted, Refusal> PeopleGate::admit(const Request& request, const Policy& policy) {
  constexpr std::string_view bearer = "Bearer ";
  if (const auto authorization = request.header("Authorization")) {
    if (authorization->size() <= bearer.size() || !same_name(authorization->substr(0, bearer.size()), bearer))
      return tl::unexpected(
          Refusal{401, "only Bearer tokens are taken", {}, {{"WWW-Authenticate", "Bearer"}}});
    return admit_machine(authorization->substr(bearer.size()), policy);
  }
  if (const auto cookie = request.cookie(session_cookie)) return admit_session(*cookie, policy);
  return tl::unexpected(sign_in_first());
}

Result<SignedIn> PeopleGate::who(const Request& request) {
  if (const auto cookie = request.cookie(session_cookie)) return find_session(*cookie);
  return fail(ErrorKind::forbidden, "sign in first");
}

void PeopleGate::forget(std::string_view what) {
  const std::lock_guard lock(mutex_);
  std::erase_if(known_, [&](const auto& entry) {
    const SignedIn& who = entry.second.who;
    return what == std::to_string(who.session.id.value) ||
           what == "account " + std::to_string(who.account.id.value);
  });
}

void PeopleGate::forget_all() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

workflows::Origin origin_of(const Request& request) {
  return {request.peer.text(), browser_hint(request.header("User-Agent").value_or("")), request.id};
}

workflows::Asking asking_of(const Request& request) {
  std::string reason;
  if (const auto given = request.header("Emergency-Reason"))
    if (auto decoded = percent_decoded(*given)) reason = decoded->substr(0, 500);
  return {request.caller(), origin_of(request), std::move(reason)};
}

}  // namespace repere::web
