#include "report/drawing/plain_text.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/sign_in_answers.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/provider_sign_in.hpp"
#include "workflows/accounts/provider_visit.hpp"

// The way to another provider of identities and back. It begins with a link and not with a form: browsers hold forms to this
// site (form-action), and nothing is changed by leaving.
namespace repere::web {

using report::escaped;
using workflows::Begun;
using workflows::SignedIn;
using workflows::Visit;
using Purpose = workflows::Visit::Purpose;

namespace {

constexpr const char* ticket_cookie = "provider";
constexpr std::string_view return_path = "/connexion/retour";
constexpr Bilingual title{"Se connecter", "Sign in"};

std::string return_address(const Request& request) { return request.origin() + std::string(return_path); }

Response without_ticket(Response response) {
  response.cookies.push_back({ticket_cookie, "", SameSite::lax, std::chrono::seconds(0)});
  return response;
}

// A page that says what went wrong and where to begin again.
Response trouble(const Request& request, Bilingual what, int status) {
  const Bilingual again{"Revenir à la connexion", "Back to signing in"};
  return without_ticket(shown(request, title,
                              alert(what.in(request.language)) + "<p><a class=\"main-link\" href=\"/connexion\">" +
                                  std::string(again.in(request.language)) + "</a></p>",
                              status));
}

Response trouble(const PeopleWorld& world, const Request& request, const Error& error) {
  const std::string& name = world.provider->title();
  const auto both = [&](const std::string& fr, const std::string& en, int status) {
    return trouble(request, Bilingual{fr, en}, status);
  };
  switch (error.kind) {
    case ErrorKind::incorrect:
      return trouble(request,
                     {"Cette réponse ne correspond à aucune connexion commencée dans ce navigateur depuis moins de dix "
                      "minutes : recommencez.",
                      "This answer belongs to no sign-in that this browser began in the last ten minutes: begin again."},
                     403);
    case ErrorKind::not_found:
      return both("Vous êtes reconnu par " + name +
                      ", mais aucun compte de Repère n’est lié à cette identité. Les comptes s’ouvrent sur invitation : "
                      "adressez-vous au coordonnateur de votre centre. Si vous avez déjà un compte, connectez-vous par "
                      "mot de passe, puis liez-le dans « Ma sécurité ».",
                  name +
                      " knows you, but no account of Repère is bound to this identity. Accounts are opened by "
                      "invitation: ask your centre's coordinator. If you have an account already, sign in with your "
                      "password, then bind it under “My security”.",
                  403);
    case ErrorKind::conflict:
      return both("Cette identité, ou ce compte, est déjà liée ailleurs : rien n’a été changé. Dans « Ma sécurité », "
                  "le lien existant peut être défait.",
                  "This identity, or this account, is bound elsewhere already: nothing was changed. Under “My "
                  "security” the existing bond can be undone.",
                  409);
    case ErrorKind::forbidden:
      return both("La réponse de " + name +
                      " n’a pas pu être acceptée : rien n’a été fait. Recommencez ; si cela persiste, prévenez votre "
                      "administrateur, qui en trouve la raison dans le journal.",
                  "The answer of " + name +
                      " could not be accepted: nothing was done. Begin again; if it stays so, tell your administrator, "
                      "who finds the reason in the audit trail.",
                  403);
    default:
      return both(name + " ne répond pas : réessayez dans un instant, ou connectez-vous par mot de passe.",
                  name + " does not answer: try again in a moment, or sign in with your password.", 503);
  }
}

Response leave(const PeopleWorld& world, const Request& request, const Visit& visit) {
  const auto departure =
      workflows::leave_for_provider(world.means, *world.provider, visit, return_address(request));
  if (!departure) return trouble(world, request, departure.error());
  Response response;
  response.status = 303;
  response.headers.add("Location", departure->address);
  response.cookies.push_back({ticket_cookie, departure->ticket, SameSite::lax, workflows::visit_lasts});
  response.keeps_secret = true;
  return response;
}

Response entered(const Begun& begun) {
  return without_ticket(
      with_session(redirect(begun.session.needs_second_factor ? "/connexion/code" : "/espace"), begun));
}

// "7-comptes": the account and the page of the workspace to go back to.
std::string detail_of(const SignedIn& who, std::string_view place) {
  return std::to_string(who.account.id.value) + "-" + std::string(place);
}

// What a visit from within the workspace was for. The session must still be that account's.
Result<Response> back_inside(const PeopleWorld& world, const Request& request, const workflows::Arrival& arrival) {
  const auto who = world.gate.who(request);
  const std::string& detail = arrival.visit.detail;
  const std::string place = detail.substr(detail.find('-') + 1);
  if (!who || who->session.needs_second_factor || detail != detail_of(*who, place))
    return fail(ErrorKind::incorrect, "the session in which this began is over");
  const auto done = arrival.visit.purpose == Purpose::binding
                        ? workflows::bind_to_provider(world.means, *who, arrival.person, origin_of(request))
                        : workflows::confirm_by_provider(world.means, *who, arrival.person, origin_of(request));
  if (!done) return tl::unexpected(done.error());
  world.gate.forget(std::to_string(who->session.id.value));
  return without_ticket(redirect("/espace/" + place));
}

Result<Response> act_on(const PeopleWorld& world, const Request& request, const workflows::Arrival& arrival) {
  const auto begun_from = [](const Result<Begun>& begun) -> Result<Response> {
    if (!begun) return tl::unexpected(begun.error());
    return entered(*begun);
  };
  switch (arrival.visit.purpose) {
    case Purpose::sign_in:
      return begun_from(workflows::sign_in_by_provider(world.means, arrival.person, origin_of(request)));
    case Purpose::invitation:
      return begun_from(workflows::use_invitation_by_provider(world.means, arrival.visit.detail, arrival.person,
                                                              origin_of(request)));
    case Purpose::binding:
    case Purpose::confirmation:
      return back_inside(world, request, arrival);
  }
  return fail(ErrorKind::fault, "a visit without a purpose");
}

Result<Response> come_back(const PeopleWorld& world, const Request& request) {
  const std::string_view ticket = request.cookie(ticket_cookie).value_or(""),
                         state = request.query.find("state").value_or("");
  if (request.query.find("error") && workflows::visit_of(world.means, ticket, state))
    return trouble(request,
                   {"La connexion a été interrompue chez le fournisseur d’identité : rien n’a été fait.",
                    "Signing in was broken off at the provider of identities: nothing was done."},
                   403);
  const auto arrival = workflows::come_back(world.means, *world.provider, ticket, state,
                                            std::string(request.query.find("code").value_or("")),
                                            return_address(request), origin_of(request));
  if (!arrival) return trouble(world, request, arrival.error());
  auto response = act_on(world, request, *arrival);
  if (!response) return trouble(world, request, response.error());
  return response;
}

Route way(std::string path, Policy policy, std::string summary, Handler handler) {
  return {.path = std::move(path),
          .policy = std::move(policy),
          .runs_on = RunsOn::lane("provider"),
          .handler = std::move(handler),
          .summary = std::move(summary),
          .answers = {{303, "the provider, or a page of this site, is next", ""}},
          .problems = {403, 409},
          .rate_class = "login",
          .caching = Caching::never,
          .any_query = true};
}

// A way from within the workspace.
Handler leave_as(const PeopleWorld& world, Purpose purpose) {
  return [world, purpose](const Request& request) -> Result<Response> {
    const auto who = world.gate.who(request);
    if (!who) return tl::unexpected(who.error());
    const bool to_accounts = request.query.find("retour") == "comptes";
    return leave(world, request, {purpose, detail_of(*who, to_accounts ? "comptes" : "securite")});
  };
}

}  // namespace

void add_provider_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  if (world.provider == nullptr) return;
  routes.push_back(way("/connexion/fournisseur", Policy::anonymous(), "Goes to the provider of identities to sign in",
                       [world](const Request& request) -> Result<Response> { return leave(world, request, {}); }));
  routes.push_back(way("/invitation/{link}/fournisseur", Policy::anonymous(),
                       "Goes to the provider of identities to use an invitation",
                       [world](const Request& request) -> Result<Response> {
                         const std::string link(request.parameter("link"));
                         const auto account = workflows::account_of_link(world.means, link);
                         if (!account) return tl::unexpected(account.error());
                         return leave(world, request, {Purpose::invitation, link});
                       }));
  routes.back().parameters = {
      {"link", Schema::text().longest(100).pattern("[A-Za-z0-9_-]+"), "the link's secret", true}};
  routes.push_back(way("/espace/securite/fournisseur", whole_session(),
                       "Goes to the provider of identities to bind it to one's account",
                       leave_as(world, Purpose::binding)));
  routes.push_back(way("/espace/confirmation/fournisseur", whole_session(),
                       "Goes to the provider of identities to confirm who one is",
                       leave_as(world, Purpose::confirmation)));
  routes.push_back(way(std::string(return_path), Policy::anonymous(), "Comes back from the provider of identities",
                       [world](const Request& request) { return come_back(world, request); }));
}

}  // namespace repere::web
