#include "report/drawing/plain_text.hpp"
#include "report/drawing/qr_square.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/page_frame.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/sign_in_answers.hpp"
#include "workflows/accounts/demonstration.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/provider_sign_in.hpp"
#include "workflows/accounts/second_factor.hpp"

namespace repere::web {

using report::escaped;
using workflows::SignedIn;

namespace {

std::string text(const Request& request, std::string_view name) {
  return std::string(request.form.find(name).value_or(""));
}
Confidential<std::string> secret(const Request& request, std::string_view name) {
  return Confidential<std::string>(text(request, name));
}

// The square of a QR code as SVG, dark on light whatever the page's colours.
std::string qr_code(const std::string& content, std::string_view label) {
  const auto code = report::qr_square(content);
  if (!code) return {};
  const int width = code->width, margin = report::qr_margin;
  std::string path;
  for (int y = 0; y < width; ++y)
    for (int x = 0; x < width; ++x)
      if (code->is_dark(x, y))
        path += "M" + std::to_string(x + margin) + " " + std::to_string(y + margin) + "h1v1h-1z";
  const std::string size = std::to_string(width + 2 * margin);
  return "<svg class=\"qr\" role=\"img\" aria-label=\"" + escaped(label) + "\" viewBox=\"0 0 " + size + " " +
         size + "\"><rect width=\"" + size + "\" height=\"" + size + "\" fill=\"#fff\"/><path d=\"" + path +
         "\" fill=\"#000\"/></svg>";
}

constexpr Bilingual sign_in_title{"Se connecter", "Sign in"};
constexpr Bilingual code_title{"Code de confirmation", "Confirmation code"};
constexpr Bilingual setup_title{"Préparer le second facteur", "Set up the second factor"};
constexpr Bilingual invitation_title{"Bienvenue : choisissez un mot de passe", "Welcome: choose a password"};
constexpr Bilingual go_on{"Continuer", "Go on"};

// A way by another provider of identities, where there is one.
std::string provider_link(const PeopleWorld& world, const Request& request, const std::string& path, Bilingual with) {
  if (world.provider == nullptr) return {};
  return "<p><a class=\"main-link\" href=\"" + path + "\">" + std::string(with.in(request.language)) + " " +
         escaped(world.provider->title()) + "</a></p>";
}

std::string sign_in_form(const PeopleWorld& world, const Request& request, const std::string& message) {
  const Bilingual login{"Adresse électronique", "E-mail address"}, password{"Mot de passe", "Password"};
  const Bilingual help{
      "Les comptes s’ouvrent sur invitation : adressez-vous au coordonnateur de votre centre.",
      "Accounts are opened by invitation: ask your centre's coordinator."};
  const Bilingual with{"Se connecter avec", "Sign in with"}, or_else{"Ou par mot de passe", "Or with a password"};
  std::string way = provider_link(world, request, "/connexion/fournisseur", with);
  if (!way.empty()) way += "<h2>" + std::string(or_else.in(request.language)) + "</h2>";
  return message + way + "<form method=\"post\" action=\"/connexion\">" +
         input("login", login.in(request.language), "email", "autocomplete=\"username\" required") +
         input("password", password.in(request.language), "password",
               "autocomplete=\"current-password\" required") +
         button(request, sign_in_title) + "<p>" + std::string(help.in(request.language)) + "</p>";
}

Result<Response> sign_in(const PeopleWorld& world, const Request& request) {
  const auto begun = workflows::sign_in(world.means, {text(request, "login"), secret(request, "password")},
                                        origin_of(request));
  if (begun) return with_session(redirect("/connexion/code"), *begun);
  const Bilingual wrong{
      "L’adresse ou le mot de passe n’est pas juste, ou le compte ne peut pas se connecter.",
      "The address or the password is not right, or the account may not sign in."};
  const std::string message = begun.error().kind == ErrorKind::forbidden
                                  ? std::string(wrong.in(request.language))
                                  : said(request, begun.error());
  return shown(request, sign_in_title, sign_in_form(world, request, alert(message)), status_of(begun.error()));
}

std::string code_form(const Request& request, const std::string& message) {
  const Bilingual code{"Code à six chiffres, ou code de secours", "Six-digit code, or a recovery code"};
  return message + "<form method=\"post\" action=\"/connexion/code\">" + form_token_input(request) +
         input("code", code.in(request.language), "text",
               "autocomplete=\"one-time-code\" inputmode=\"text\" required autofocus") +
         button(request);
}

Result<Response> ask_code(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  if (!who->session.needs_second_factor) return redirect("/espace");
  if (who->account.code_secret.empty()) return redirect("/connexion/preparation");
  return shown(request, code_title, code_form(request, {}));
}

Result<Response> take_code(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  const auto begun =
      workflows::give_second_factor(world.means, *who, text(request, "code"), origin_of(request));
  if (begun) {
    world.gate.forget(std::to_string(who->session.id.value));
    return with_session(redirect("/espace"), *begun);
  }
  const Bilingual wrong{"Le code n’est pas juste, ou a déjà servi : attendez le suivant.",
                        "The code is not right, or was used already: wait for the next one."};
  const std::string message = begun.error().kind == ErrorKind::forbidden
                                  ? std::string(wrong.in(request.language))
                                  : said(request, begun.error());
  return shown(request, code_title, code_form(request, alert(message)), status_of(begun.error()));
}

std::string setup_form(const PeopleWorld& world, const Request& request, const SignedIn& who,
                       const std::string& message) {
  const auto setup = workflows::begin_code_setup(world.means, who, "Repere");
  const Bilingual why{
      "Chaque connexion demande un code en plus du mot de passe. Ouvrez une application d’authentification "
      "sur votre téléphone, "
      "photographiez ce carré, puis écrivez le code qu’elle affiche.",
      "Each sign-in asks for a code beside the password. Open an authenticator application on your "
      "telephone, photograph this "
      "square, then write the code that it shows."};
  const Bilingual typed{"Sans appareil photo, tapez cette clé :", "Without a camera, type this key:"};
  const Bilingual label{"Code QR pour l’application d’authentification",
                        "QR code for the authenticator application"};
  const Bilingual code{"Code à six chiffres", "Six-digit code"};
  std::string sealed;
  for (const char byte : setup.sealed) {
    constexpr std::string_view digits = "0123456789abcdef";
    sealed += digits[static_cast<unsigned char>(byte) >> 4];
    sealed += digits[static_cast<unsigned char>(byte) & 15];
  }
  return message + "<p>" + std::string(why.in(request.language)) + "</p>" +
         qr_code(setup.address.reveal(), label.in(request.language)) + "<p>" +
         std::string(typed.in(request.language)) + " <code>" + escaped(setup.base32.reveal()) +
         "</code></p><form method=\"post\" action=\"/connexion/preparation\">" + form_token_input(request) +
         "<input type=\"hidden\" name=\"sealed\" value=\"" + sealed + "\">" +
         input("code", code.in(request.language), "text",
               "autocomplete=\"one-time-code\" inputmode=\"numeric\" required") +
         button(request);
}

std::string bytes_of(std::string_view digits) {
  std::string bytes;
  const auto value = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>((value(digits[i]) << 4) | value(digits[i + 1]));
  return bytes;
}

Result<Response> ask_setup(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  if (!who->account.code_secret.empty()) {
    if (who->session.needs_second_factor) return redirect("/connexion/code");
    if (!workflows::check_confirmed(world.means, *who)) return redirect("/espace/confirmation?retour=securite");
  }
  return shown(request, setup_title, setup_form(world, request, *who, {}));
}

Result<Response> take_setup(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  const auto ready = workflows::finish_code_setup(world.means, *who, bytes_of(text(request, "sealed")),
                                                  text(request, "code"), origin_of(request));
  if (!ready) {
    const Bilingual wrong{
        "Le code n’est pas juste : vérifiez l’heure de votre téléphone et attendez le suivant. La clé a "
        "changé : photographiez-la de nouveau.",
        "The code is not right: check your telephone's clock and wait for the next one. The key has changed: "
        "photograph it again."};
    const std::string message = ready.error().kind == ErrorKind::forbidden
                                    ? std::string(wrong.in(request.language))
                                    : said(request, ready.error());
    return shown(request, setup_title, setup_form(world, request, *who, alert(message)),
                 status_of(ready.error()));
  }
  world.gate.forget(std::to_string(who->session.id.value));
  return with_session(shown(request, {"Codes de secours", "Recovery codes"},
                            recovery_codes_list(request, ready->recovery_codes, "/espace")),
                      ready->begun);
}

std::string invitation_form(const PeopleWorld& world, const Request& request,
                            const workflows::Account& account, const std::string& message) {
  const Bilingual password{"Mot de passe (12 caractères au moins)", "Password (12 characters at least)"};
  const Bilingual advice{"Quatre mots sans rapport entre eux font un bon mot de passe.",
                         "Four words that have nothing to do with each other make a good password."};
  const Bilingual instead{"Sans mot de passe, avec", "Without a password, with"};
  std::string way;
  if (account.state == workflows::AccountState::invited)
    way = provider_link(world, request, "/invitation/" + std::string(request.parameter("link")) + "/fournisseur", instead);
  return message + "<p>" + escaped(account.name) + " – " + escaped(account.login) + "</p>" + way + "<p>" +
         std::string(advice.in(request.language)) +
         "</p><form method=\"post\"><input type=\"hidden\" name=\"username\" autocomplete=\"username\" "
         "value=\"" +
         escaped(account.login) + "\">" +
         input("password", password.in(request.language), "password",
               "autocomplete=\"new-password\" minlength=\"12\" required") +
         button(request);
}

Result<Response> ask_invitation(const PeopleWorld& world, const Request& request) {
  const auto account = workflows::account_of_link(world.means, request.parameter("link"));
  if (!account) return tl::unexpected(account.error());
  return shown(request, invitation_title, invitation_form(world, request, *account, {}));
}

Result<Response> take_invitation(const PeopleWorld& world, const Request& request) {
  const auto begun = workflows::use_link(world.means, request.parameter("link"), secret(request, "password"),
                                         origin_of(request));
  if (begun) return with_session(redirect("/connexion/preparation"), *begun);
  const auto account = workflows::account_of_link(world.means, request.parameter("link"));
  if (!account) return tl::unexpected(account.error());
  return shown(request, invitation_title,
               invitation_form(world, request, *account, alert(said(request, begun.error()))),
               status_of(begun.error()));
}

// A link is followed by previews of mail programs too: only the button uses it.
Result<Response> ask_demonstration(const Request& request) {
  const Bilingual title{"Entrer dans la démonstration", "Enter the demonstration"}, enter{"Entrer", "Enter"};
  const Bilingual what{
      "Données synthétiques : aucun patient réel, aucun hôpital réel. Ce lien sert une fois.",
      "Synthetic data: no real patient, no real hospital. This link works once."};
  return shown(
      request, title,
      "<p>" + std::string(what.in(request.language)) + "</p><form method=\"post\">" + button(request, enter));
}

Result<Response> take_demonstration(const PeopleWorld& world, const Request& request) {
  const auto begun =
      workflows::use_demonstration_link(world.means, request.parameter("link"), origin_of(request));
  if (!begun) return tl::unexpected(begun.error());
  return with_session(redirect("/espace"), *begun);
}

// The session at the provider ends too: a page leads there, for a form may not (form-action).
Response signed_out_there(const PeopleWorld& world, const Request& request, const std::string& address) {
  const Bilingual title{"Vous êtes déconnecté", "You are signed out"},
      next{"Fermer aussi la session de", "End the session of"},
      why{"Le fournisseur d’identité garde sa propre session : elle se ferme maintenant.",
          "The provider of identities keeps a session of its own: it ends now."};
  Response response = shown(request, title,
                            "<p>" + std::string(why.in(request.language)) + "</p><p><a class=\"main-link\" href=\"" +
                                escaped(address) + "\">" + std::string(next.in(request.language)) + " " +
                                escaped(world.provider->title()) + "</a></p>");
  response.headers.add("Refresh", "0; url=" + address);
  return response;
}

// Where the browser goes to end the provider's session; empty when the session did not begin there.
std::string provider_sign_out(const PeopleWorld& world, const Request& request, const SignedIn& who) {
  if (world.provider == nullptr) return {};
  const auto hint = workflows::provider_hint_of(world.means, who);
  if (!hint || hint->reveal().empty()) return {};
  return world.provider->address_to_sign_out(*hint, request.origin() + "/connexion");
}

Result<Response> sign_out(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  std::string there;
  if (who) {
    there = provider_sign_out(world, request, *who);
    if (auto left = workflows::sign_out(world.means, *who, origin_of(request)); !left)
      return tl::unexpected(left.error());
    world.gate.forget(std::to_string(who->session.id.value));
  }
  Response response = there.empty() ? redirect("/connexion") : signed_out_there(world, request, there);
  response.cookies.push_back({session_cookie, "", SameSite::lax, std::chrono::seconds(0)});
  return response;
}

Route page_at(std::string path, Policy policy, std::string summary, Handler handler) {
  return {.path = std::move(path),
          .policy = std::move(policy),
          .runs_on = RunsOn::workers(),
          .handler = std::move(handler),
          .summary = std::move(summary),
          .answers = {{200, "a page", "text/html"}, {303, "another page is next", ""}},
          .problems = {403, 404},
          .any_query = true};
}

Route form_at(std::string path, Policy policy, std::string summary, Schema form, Handler handler) {
  Route route = page_at(std::move(path), std::move(policy), std::move(summary), std::move(handler));
  route.method = Method::post;
  route.body = Body::form(std::move(form));
  route.problems = {403, 404, 409, 422, 429};
  route.rate_class = "login";
  return route;
}

}  // namespace

void add_sign_in_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Schema token = Schema::text().longest(200);
  const auto by = [world](auto handler) {
    return [world, handler](const Request& request) { return handler(world, request); };
  };
  const Parameter link{"link", Schema::text().longest(100), "the link's secret", true};

  routes.push_back(page_at("/connexion", Policy::anonymous(), "The form to sign in",
                           [world](const Request& request) -> Result<Response> {
                             return shown(request, sign_in_title, sign_in_form(world, request, {}));
                           }));
  routes.push_back(form_at("/connexion", Policy::anonymous(), "Signs in with a password",
                           Schema::object()
                               .with("login", Schema::text().longest(254))
                               .with("password", Schema::text().longest(256)),
                           by(sign_in)));
  routes.back().runs_on = RunsOn::lane("passwords");
  routes.push_back(
      page_at("/connexion/code", half_session(), "The form for the second factor", by(ask_code)));
  routes.push_back(form_at(
      "/connexion/code", half_session(), "Gives the second factor",
      Schema::object().maybe("form_token", token).with("code", Schema::text().longest(40)), by(take_code)));
  routes.push_back(page_at("/connexion/preparation", half_session(),
                           "The form that sets up the second factor", by(ask_setup)));
  routes.push_back(form_at("/connexion/preparation", half_session(), "Sets up the second factor",
                           Schema::object()
                               .maybe("form_token", token)
                               .with("sealed", Schema::text().longest(256).pattern("[0-9a-f]*"))
                               .with("code", Schema::text().longest(40)),
                           by(take_setup)));
  routes.push_back(page_at("/invitation/{link}", Policy::anonymous(), "The form to choose a password",
                           by(ask_invitation)));
  routes.back().parameters = {link};
  routes.push_back(form_at("/invitation/{link}", Policy::anonymous(), "Chooses a password by a one-time link",
                           Schema::object()
                               .maybe("username", Schema::text().longest(254))
                               .with("password", Schema::text().longest(256)),
                           by(take_invitation)));
  routes.back().parameters = {link};
  routes.back().runs_on = RunsOn::lane("passwords");
  routes.push_back(page_at("/demonstration/{link}", Policy::anonymous(), "The way into the demonstration",
                           [](const Request& request) { return ask_demonstration(request); }));
  routes.back().parameters = {link};
  routes.push_back(form_at("/demonstration/{link}", Policy::anonymous(),
                           "Enters the demonstration by a one-time link", Schema::object(),
                           by(take_demonstration)));
  routes.back().parameters = {link};
  routes.push_back(form_at("/deconnexion", half_session(), "Ends the session",
                           Schema::object().maybe("form_token", token), by(sign_out)));
  routes.back().rate_class = "session";
}

}  // namespace repere::web
