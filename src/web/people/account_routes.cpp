#include "web/people/people_routes.hpp"
#include "workflows/accounts/appointing.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/managing.hpp"
#include "workflows/accounts/own_sessions.hpp"

namespace repere::web {

namespace js = boost::json;
using access::AccountId;
using workflows::Account;
using workflows::SignedIn;

namespace {

Schema appointment_schema() {
  std::vector<std::string> roles;
  for (const auto& role : access::role_words) roles.emplace_back(role.word);
  return Schema::object()
      .with("role", Schema::one_of(roles))
      .maybe("centre", Schema::text().longest(40))
      .named("Appointment");
}

std::vector<access::Appointment> appointments_from(const js::value& wanted) {
  std::vector<access::Appointment> appointments;
  for (const auto& one : wanted.as_array()) {
    const js::object& object = one.as_object();
    const auto* centre = object.if_contains("centre");
    appointments.push_back({value_in(access::role_words, std::string_view(object.at("role").as_string()))
                                .value_or(access::Role::visitor),
                            centre == nullptr ? std::string() : std::string(centre->as_string())});
  }
  return appointments;
}

template <class List>
js::array json_of(const List& appointments, std::optional<Instant> now = std::nullopt) {
  js::array list;
  for (const auto& one : appointments) {
    if constexpr (requires { one.in_force(Instant{}); })
      if (now && !one.in_force(*now)) continue;
    js::object object{{"role", word_in(access::role_words, one.role)}};
    if (!one.centre.empty()) object["centre"] = one.centre;
    list.push_back(std::move(object));
  }
  return list;
}

std::string_view word_of(workflows::AccountState state) {
  switch (state) {
    case workflows::AccountState::invited:
      return "invited";
    case workflows::AccountState::active:
      return "active";
    case workflows::AccountState::closed:
      break;
  }
  return "closed";
}

js::object json_of(const Account& account, Instant now) {
  return {{"account", account.id.value},
          {"version", account.version},
          {"state", word_of(account.state)},
          {"login", account.login},
          {"name", account.name},
          {"speciality", account.speciality},
          {"second_factor", !account.code_secret.empty()},
          {"appointments", json_of(account.appointments, now)}};
}

Schema account_schema() {
  return Schema::object()
      .with("account", Schema::whole())
      .with("version", Schema::whole())
      .with("state", Schema::one_of({"invited", "active", "closed"}))
      .with("login", Schema::text())
      .with("name", Schema::text())
      .with("speciality", Schema::text())
      .with("second_factor", Schema::truth())
      .with("appointments", Schema::array(appointment_schema()))
      .named("Account");
}

// A handler that knows who has signed in.
using PersonHandler = std::function<Result<Response>(const SignedIn&, const Request&)>;
Handler by_person(const PeopleWorld& world, PersonHandler handler, bool confirmed = false) {
  return [world, handler = std::move(handler), confirmed](const Request& request) -> Result<Response> {
    const auto who = world.gate.who(request);
    if (!who) return tl::unexpected(who.error());
    if (confirmed)
      if (auto fresh = workflows::check_confirmed(world.means, *who); !fresh)
        return tl::unexpected(fresh.error());
    return handler(*who, request);
  };
}

Result<Response> done(Result<void> result) {
  if (!result) return tl::unexpected(result.error());
  return nothing();
}

Response shown_once(const Request& request, const workflows::Invited& invited) {
  Response response = json(js::object{{"account", invited.account.value},
                                      {"link", request.origin() + "/invitation/" + invited.token},
                                      {"ends", iso_text(invited.ends)}},
                           201);
  response.keeps_secret = true;
  return response;
}

Schema link_schema() {
  return Schema::object()
      .with("account", Schema::whole())
      .with("link", Schema::text())
      .with("ends", Schema::instant())
      .named("OneTimeLink");
}

Response session_of(const SignedIn& who) {
  return json(js::object{{"account", who.account.id.value},
                         {"name", who.account.name},
                         {"language", who.account.language},
                         {"synthetic", who.account.synthetic},
                         {"appointments", json_of(who.caller.appointments)},
                         {"ends", iso_text(who.session.ends)}});
}

Result<Response> own_sessions(const PeopleWorld& world, const SignedIn& who) {
  const auto sessions = workflows::own_sessions(world.means, who);
  if (!sessions) return tl::unexpected(sessions.error());
  js::array list;
  for (const auto& one : *sessions)
    list.push_back(js::object{{"session", one.id.value},
                              {"began", iso_text(one.began)},
                              {"last_seen", iso_text(one.last_seen)},
                              {"address", one.address_hint},
                              {"browser", one.browser_hint},
                              {"this_one", one.id == who.session.id}});
  return json(js::object{{"sessions", std::move(list)}});
}

Result<Response> invite(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const js::object& wanted = request.json.as_object();
  const auto text = [&](const char* name) {
    const auto* value = wanted.if_contains(name);
    return value == nullptr ? std::string() : std::string(value->as_string());
  };
  const auto invited =
      workflows::invite_person(world.means, who,
                               {text("login"), text("name"), text("speciality"), text("language"),
                                appointments_from(wanted.at("appointments"))},
                               origin_of(request));
  if (!invited) return tl::unexpected(invited.error());
  return shown_once(request, *invited);
}

Result<Response> make_token(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const js::object& wanted = request.json.as_object();
  std::vector<access::Act> scope;
  for (const auto& word : wanted.at("scope").as_array())
    if (const auto act = value_in(access::act_words, std::string_view(word.as_string())))
      scope.push_back(*act);
  const auto made =
      workflows::make_token(world.means, who, std::string(wanted.at("title").as_string()), scope,
                            std::chrono::days(wanted.at("days").as_int64()), origin_of(request));
  if (!made) return tl::unexpected(made.error());
  Response response = json(
      js::object{{"token", made->token.id.value}, {"text", made->text}, {"ends", iso_text(made->token.ends)}},
      201);
  response.keeps_secret = true;
  return response;
}

Result<Response> own_tokens(const PeopleWorld& world, const SignedIn& who) {
  const auto tokens = workflows::own_tokens(world.means, who);
  if (!tokens) return tl::unexpected(tokens.error());
  js::array list;
  for (const auto& one : *tokens) {
    js::array scope;
    for (const auto act : one.scope) scope.emplace_back(word_in(access::act_words, act));
    list.push_back(js::object{{"token", one.id.value},
                              {"title", one.title},
                              {"scope", std::move(scope)},
                              {"ends", iso_text(one.ends)},
                              {"ended", one.ended.has_value()}});
  }
  return json(js::object{{"tokens", std::move(list)}});
}

Schema act_schema() {
  std::vector<std::string> acts;
  for (const auto& act : access::act_words) acts.emplace_back(act.word);
  return Schema::one_of(acts);
}

void add_own_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(
      {.path = "/api/v1/session",
       .policy = whole_session(),
       .runs_on = RunsOn::workers(),
       .handler = by_person(
           world, [](const SignedIn& who, const Request&) -> Result<Response> { return session_of(who); }),
       .summary = "Who has signed in, and as what",
       .answers = {{200, "the session", "application/json",
                    Schema::object()
                        .with("account", Schema::whole())
                        .with("name", Schema::text())
                        .with("language", Schema::one_of({"fr", "en"}))
                        .with("synthetic", Schema::truth())
                        .with("appointments", Schema::array(appointment_schema()))
                        .with("ends", Schema::instant())}}});
  routes.push_back({.path = "/api/v1/sessions",
                    .policy = whole_session(),
                    .runs_on = RunsOn::workers(),
                    .handler = by_person(world, [world](const SignedIn& who,
                                                        const Request&) { return own_sessions(world, who); }),
                    .summary = "The caller's own sessions",
                    .answers = {{200, "the sessions", "application/json",
                                 Schema::object().with(
                                     "sessions", Schema::array(Schema::object()
                                                                   .with("session", Schema::whole())
                                                                   .with("began", Schema::instant())
                                                                   .with("last_seen", Schema::instant())
                                                                   .with("address", Schema::text())
                                                                   .with("browser", Schema::text())
                                                                   .with("this_one", Schema::truth())))}}});
  routes.push_back({.method = Method::del,
                    .path = "/api/v1/sessions/{session}",
                    .policy = whole_session(),
                    .runs_on = RunsOn::workers(),
                    .handler = by_person(world,
                                         [world](const SignedIn& who, const Request& request) {
                                           return done(workflows::end_own_session(
                                               world.means, who,
                                               workflows::SessionId{request.number("session")},
                                               origin_of(request)));
                                         }),
                    .summary = "Ends a session of the caller's own",
                    .parameters = {{"session", Schema::whole().at_least(1), "its number", true}},
                    .answers = {{204, "ended", ""}},
                    .problems = {404}});
  routes.push_back({.path = "/api/v1/tokens",
                    .policy = whole_session(),
                    .runs_on = RunsOn::workers(),
                    .handler = by_person(world, [world](const SignedIn& who,
                                                        const Request&) { return own_tokens(world, who); }),
                    .summary = "The caller's tokens for machines",
                    .answers = {{200, "the tokens", "application/json",
                                 Schema::object().with(
                                     "tokens", Schema::array(Schema::object()
                                                                 .with("token", Schema::whole())
                                                                 .with("title", Schema::text())
                                                                 .with("scope", Schema::array(act_schema()))
                                                                 .with("ends", Schema::instant())
                                                                 .with("ended", Schema::truth())))}}});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/tokens",
       .policy = whole_session(),
       .runs_on = RunsOn::workers(),
       .handler = by_person(
           world,
           [world](const SignedIn& who, const Request& request) { return make_token(world, who, request); },
           true),
       .summary = "Makes a token for a machine; its text is shown this once. Needs password and code given "
                  "just before",
       .body = Body::json(Schema::object()
                              .with("title", Schema::text().shortest(1).longest(100))
                              .with("scope", Schema::array(act_schema()).shortest(1).longest(25))
                              .with("days", Schema::whole().at_least(1).at_most(366))),
       .answers = {{201, "made", "application/json",
                    Schema::object()
                        .with("token", Schema::whole())
                        .with("text", Schema::text())
                        .with("ends", Schema::instant())}},
       .problems = {403}});
  routes.push_back({.method = Method::del,
                    .path = "/api/v1/tokens/{token}",
                    .policy = whole_session(),
                    .runs_on = RunsOn::workers(),
                    .handler = by_person(world,
                                         [world](const SignedIn& who, const Request& request) {
                                           return done(workflows::end_token(
                                               world.means, who, workflows::TokenId{request.number("token")},
                                               origin_of(request)));
                                         }),
                    .summary = "Ends a token",
                    .parameters = {{"token", Schema::whole().at_least(1), "its number", true}},
                    .answers = {{204, "ended", ""}},
                    .problems = {404}});
}

// What is done to somebody's account: no body, nothing to answer.
void add_managing_routes(std::vector<Route>& routes, const PeopleWorld& world, const Parameter& number) {
  using Act = Result<void> (*)(const workflows::Means&, const SignedIn&, AccountId, const workflows::Origin&);
  const auto add = [&](Method method, const char* path, const char* summary, const char* done_word, Act act) {
    routes.push_back({.method = method,
                      .path = std::string("/api/v1/accounts/{account}/") + path,
                      .policy = may(access::Act::manage_accounts),
                      .runs_on = RunsOn::workers(),
                      .handler = by_person(
                          world,
                          [world, act](const SignedIn& who, const Request& request) {
                            return done(act(world.means, who, AccountId{request.number("account")}, origin_of(request)));
                          },
                          true),
                      .summary = std::string(summary) + ". Needs password and code given just before",
                      .parameters = {number},
                      .answers = {{204, done_word, ""}},
                      .problems = {403, 404, 409}});
  };
  add(Method::post, "closing", "Closes an account and ends its sessions", "closed", workflows::close_account);
  add(Method::del, "second-factor", "Takes the second factor and the recovery codes away and ends the sessions", "taken away",
      workflows::reset_second_factor);
  add(Method::del, "sessions", "Ends every session of an account", "ended", workflows::end_sessions_of);
  add(Method::del, "tokens", "Ends every token that machines use in an account's name", "ended", workflows::end_tokens_of);
}

}  // namespace

void add_account_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  add_own_routes(routes, world);
  const Parameter number{"account", Schema::whole().at_least(1), "its number", true};
  routes.push_back({.path = "/api/v1/accounts",
                    .policy = may(access::Act::manage_accounts),
                    .runs_on = RunsOn::workers(),
                    .handler = by_person(world,
                                         [world](const SignedIn& who, const Request&) -> Result<Response> {
                                           const auto accounts = workflows::accounts_of(world.means, who);
                                           if (!accounts) return tl::unexpected(accounts.error());
                                           js::array list;
                                           for (const auto& one : *accounts)
                                             list.push_back(json_of(one, world.means.clock.now()));
                                           return json(js::object{{"accounts", std::move(list)}});
                                         }),
                    .summary = "The accounts that the caller manages",
                    .answers = {{200, "the accounts", "application/json",
                                 Schema::object().with("accounts", Schema::array(account_schema()))}},
                    .problems = {403}});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/accounts",
       .policy = may(access::Act::manage_accounts),
       .runs_on = RunsOn::workers(),
       .handler = by_person(world, [world](const SignedIn& who,
                                           const Request& request) { return invite(world, who, request); }),
       .summary = "Invites a person; the one-time link is shown this once",
       .body =
           Body::json(Schema::object()
                          .with("login", Schema::text().longest(254))
                          .with("name", Schema::text().shortest(1).longest(100))
                          .maybe("speciality", Schema::text().longest(60))
                          .maybe("language", Schema::one_of({"fr", "en"}))
                          .with("appointments", Schema::array(appointment_schema()).shortest(1).longest(20))),
       .answers = {{201, "invited", "application/json", link_schema()}},
       .problems = {403, 409}});
  routes.push_back(
      {.method = Method::put,
       .path = "/api/v1/accounts/{account}/appointments",
       .policy = may(access::Act::manage_accounts),
       .runs_on = RunsOn::workers(),
       .handler = by_person(
           world,
           [world](const SignedIn& who, const Request& request) {
             const js::object& wanted = request.json.as_object();
             return done(workflows::appoint(
                 world.means, who, AccountId{request.number("account")}, wanted.at("version").as_int64(),
                 appointments_from(wanted.at("appointments")), origin_of(request)));
           },
           true),
       .summary = "Replaces an account's roles from now on. Needs password and code given just before",
       .parameters = {number},
       .body =
           Body::json(Schema::object()
                          .with("version", Schema::whole())
                          .with("appointments", Schema::array(appointment_schema()).shortest(1).longest(20))),
       .answers = {{204, "appointed", ""}},
       .problems = {403, 404, 409}});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/accounts/{account}/link",
       .policy = may(access::Act::manage_accounts),
       .runs_on = RunsOn::workers(),
       .handler = by_person(
           world,
           [world](const SignedIn& who, const Request& request) -> Result<Response> {
             const auto link = workflows::make_password_link(
                 world.means, who, AccountId{request.number("account")}, origin_of(request));
             if (!link) return tl::unexpected(link.error());
             return shown_once(request, *link);
           },
           true),
       .summary = "A one-time link for a new password. Needs password and code given just before",
       .parameters = {number},
       .answers = {{201, "the link", "application/json", link_schema()}},
       .problems = {403, 404, 409}});
  add_managing_routes(routes, world, number);
}

}  // namespace repere::web
