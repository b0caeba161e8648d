#include "report/drawing/plain_text.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_forms.hpp"
#include "workflows/accounts/own_sessions.hpp"
#include "workflows/accounts/provider_sign_in.hpp"
#include "workflows/accounts/second_factor.hpp"

// What lets somebody in, seen and changed by themselves: second factor, recovery codes, another provider, tokens of machines.
namespace repere::web {

using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Ma sécurité", "My security"}, confirmation_title{"Confirmer que c’est vous", "Confirm that it is you"};

std::string heading(const Request& request, Bilingual text) { return "<h2>" + words(request, text) + "</h2>"; }

Result<std::string> second_factor(const PeopleWorld& world, const SignedIn& who, const Request& request, bool confirmed) {
  const auto left = workflows::recovery_codes_left(world.means, who);
  if (!left) return tl::unexpected(left.error());
  std::string html = heading(request, {"Second facteur", "Second factor"});
  if (who.account.code_secret.empty())
    return html + "<p>" + words(request, {"Aucun n’est préparé sur ce compte.", "None is set up for this account."}) + "</p>" +
           (confirmed ? "<p><a href=\"/connexion/preparation\">" + words(request, {"Le préparer", "Set it up"}) + "</a></p>" : "");
  html += "<p>" + words(request, {"Codes de secours restants :", "Recovery codes left:"}) + " <strong>" + std::to_string(*left) + "</strong>.</p>";
  if (!confirmed) return html;
  return html + act_form(request, "/espace/securite/codes", {"Faire de nouveaux codes de secours", "Make new recovery codes"},
                         words(request, {"les anciens ne vaudront plus", "the old ones will be void"}), {}) +
         "<p><a href=\"/connexion/preparation\">" + words(request, {"Changer de téléphone", "Change the telephone"}) + "</a></p>";
}

Result<std::string> provider(const PeopleWorld& world, const SignedIn& who, const Request& request, bool confirmed) {
  if (world.provider == nullptr) return std::string();
  const auto bound = workflows::is_bound_to_provider(world.means, who.account.id);
  if (!bound) return tl::unexpected(bound.error());
  const std::string name = escaped(world.provider->title());
  std::string html = "<h2>" + name + "</h2><p>" +
                     words(request, *bound ? Bilingual{"Ce compte s’ouvre aussi avec cette identité.", "This account is opened by that identity too."}
                                           : Bilingual{"Ce compte n’y est pas lié.", "This account is not bound to it."}) +
                     "</p>";
  if (!confirmed) return html;
  if (*bound) return html + act_form(request, "/espace/securite/fournisseur", {"Défaire le lien", "Unbind"}, world.provider->title(), {});
  return html + "<p><a class=\"main-link\" href=\"/espace/securite/fournisseur\">" + words(request, {"Lier ce compte à", "Bind this account to"}) +
         " " + name + "</a></p>";
}

// Those acts that a machine may do, as people read them.
std::string act_name(access::Act act, const Request& request) {
  using access::Act;
  constexpr std::pair<Act, Bilingual> names[] = {
      {Act::read_case, {"lire un cas", "read a case"}},
      {Act::read_identity, {"lire l’identité d’un patient", "read who a patient is"}},
      {Act::list_cases, {"lister les cas", "list cases"}},
      {Act::search_people, {"chercher une personne", "search for a person"}},
      {Act::read_referral, {"lire un adressage", "read a referral"}},
      {Act::refer_patient, {"adresser un patient", "refer a patient"}},
      {Act::edit_case, {"compléter ou corriger un cas", "complete or correct a case"}},
      {Act::correct_identity, {"corriger une identité", "correct an identity"}},
      {Act::share_case, {"partager un cas", "share a case"}},
      {Act::prepare_board, {"préparer une RCP", "prepare a board"}},
      {Act::record_decision, {"noter l’avis d’une RCP", "note down what a board says"}},
      {Act::record_reading, {"enregistrer une relecture", "record a reading"}},
      {Act::import_cases, {"importer des cas", "import cases"}},
      {Act::undo_import, {"annuler un import", "undo an import"}},
      {Act::export_cases, {"exporter des cas", "export cases"}},
      {Act::run_study, {"calculer une étude", "run a study"}},
      {Act::read_indicators, {"lire les indicateurs", "read indicators"}},
      {Act::read_history, {"lire l’historique d’un cas", "read a case's history"}},
      {Act::read_audit, {"lire le journal", "read the audit trail"}}};
  for (const auto& [named, name] : names)
    if (named == act) return words(request, name);
  return std::string(word_in(access::act_words, act));
}

bool only_offered(const SignedIn& who, access::Act act) {
  return access::may_ever(who.caller, act) && workflows::a_machine_may(act);
}

std::string token_form(const SignedIn& who, const Request& request) {
  std::string boxes;
  for (const auto& act : access::act_words)
    if (only_offered(who, act.value))
      boxes += "<p><label><input type=\"checkbox\" name=\"scope\" value=\"" + std::string(act.word) + "\"> " +
               act_name(act.value, request) + "</label></p>";
  if (boxes.empty()) return {};
  return "<h3>" + words(request, {"Nouveau jeton", "New token"}) +
         "</h3><form method=\"post\" action=\"/espace/securite/jetons\">" + form_token_input(request) +
         input("title", words(request, {"À quoi il sert", "What it is for"}), "text", "maxlength=\"100\" autocomplete=\"off\" required") +
         input("days", words(request, {"Durée en jours (366 au plus)", "Days that it lasts (366 at most)"}), "number",
               "min=\"1\" max=\"366\" value=\"90\" required") +
         "<fieldset><legend>" + words(request, {"Ce qu’il permet", "What it allows"}) + "</legend>" + boxes + "</fieldset>" +
         button(request, {"Créer le jeton", "Make the token"});
}

Result<std::string> tokens(const PeopleWorld& world, const SignedIn& who, const Request& request, bool confirmed) {
  const auto own = workflows::own_tokens(world.means, who);
  if (!own) return tl::unexpected(own.error());
  std::string rows;
  for (const auto& one : *own) {
    if (one.ended || one.ends <= world.means.clock.now()) continue;
    std::string scope;
    for (const auto act : one.scope) scope += (scope.empty() ? "" : ", ") + act_name(act, request);
    rows += "<tr><th scope=\"row\">" + escaped(one.title) + "</th>" + cell(scope) + cell(minute_of(one.ends)) +
            cell(one.last_used ? minute_of(*one.last_used) : "–") + "<td>" +
            act_form(request, "/espace/securite/jetons/" + std::to_string(one.id.value), {"Révoquer", "Revoke"}, one.title, {}) + "</td></tr>";
  }
  std::string html = heading(request, {"Jetons de machines", "Tokens of machines"}) + "<p>" +
                     words(request, {"Un programme agit en votre nom avec un jeton, et ne fait rien d’autre que ce qu’il permet.",
                                     "A program acts in your name with a token, and does nothing but what it allows."}) + "</p>";
  if (!rows.empty())
    html += table(table_head(request, {{"À quoi il sert", "What it is for"}, {"Ce qu’il permet", "What it allows"},
                                       {"Fin (UTC)", "Ends (UTC)"}, {"Dernier emploi", "Last used"}, {"Action", "Action"}}),
                  rows, words(request, {"Jetons en cours", "Tokens in use"}));
  return confirmed ? html + token_form(who, request) : html;
}

Result<std::string> security(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const bool confirmed = workflows::check_confirmed(world.means, who).has_value();
  std::string html = "<p><a href=\"/espace/sessions\">" + words(request, {"Mes sessions ouvertes", "My open sessions"}) + "</a></p>";
  if (!confirmed) html += confirmation_needed(request, "securite");
  for (const auto part : {second_factor, provider, tokens}) {
    const auto one = part(world, who, request, confirmed);
    if (!one) return one;
    html += *one;
  }
  return html;
}

Result<Response> renew_codes(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto codes = workflows::renew_recovery_codes(world.means, who, origin_of(request));
  if (!codes) return tl::unexpected(codes.error());
  return shown(request, {"Codes de secours", "Recovery codes"}, recovery_codes_list(request, *codes, "/espace/securite"), 200, &who);
}

Result<Response> make_token(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  std::vector<access::Act> scope;
  for (const auto& field : request.form)
    if (field.name == "scope")
      if (const auto act = value_in(access::act_words, field.value)) scope.push_back(*act);
  const auto made = workflows::make_token(world.means, who, form_text(request, "title"), scope,
                                          std::chrono::days(std::stoll(form_text(request, "days"))), origin_of(request));
  if (!made) return tl::unexpected(made.error());
  return shown(request, {"Jeton créé", "Token made"},
               "<p>" + words(request, {"Copiez-le maintenant dans la configuration du programme : il ne sera plus montré. Il vaut jusqu’au",
                                       "Copy it now into the program's configuration: it will not be shown again. It is good until"}) +
                   " " + minute_of(made->token.ends) + " (UTC).</p><p><code class=\"link\">" + escaped(made->text) +
                   "</code></p><p><a class=\"main-link\" href=\"/espace/securite\">" + words(request, {"Continuer", "Go on"}) + "</a></p>",
               200, &who);
}

std::string place_in(const Request& request) {
  const auto given = request.method == Method::post ? request.form.find("retour") : request.query.find("retour");
  return given == "comptes" ? "comptes" : "securite";
}

Result<std::string> confirmation(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  std::string html = "<p>" + words(request, {"Ce que vous allez faire est grave : donnez encore une fois de quoi vous reconnaître. Cela vaut dix minutes.",
                                             "What you are about to do is grave: give once more what you are known by. It holds for ten minutes."}) + "</p>";
  const auto bound = workflows::is_bound_to_provider(world.means, who.account.id);
  if (!bound) return tl::unexpected(bound.error());
  if (world.provider != nullptr && *bound)
    html += "<p><a class=\"main-link\" href=\"/espace/confirmation/fournisseur?retour=" + place_in(request) + "\">" +
            words(request, {"Confirmer avec", "Confirm with"}) + " " + escaped(world.provider->title()) + "</a></p>";
  if (who.account.password_hash.empty()) return html;
  return html + "<form method=\"post\" action=\"/espace/confirmation\">" + form_token_input(request) +
         "<input type=\"hidden\" name=\"retour\" value=\"" + place_in(request) + "\">" +
         input("password", words(request, {"Mot de passe", "Password"}), "password", "autocomplete=\"current-password\" required") +
         input("code", words(request, {"Code à six chiffres, ou code de secours", "Six-digit code, or a recovery code"}), "text",
               "autocomplete=\"one-time-code\" required") +
         button(request, {"Confirmer", "Confirm"});
}

}  // namespace

void add_security_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const PersonPage content = [world](const SignedIn& who, const Request& request) { return security(world, who, request); };
  const PersonPage confirming = [world](const SignedIn& who, const Request& request) { return confirmation(world, who, request); };
  const FormPlace grave{title, content, "securite"}, light{title, content};
  const auto back = [](const Result<void>& done) -> Result<Response> {
    if (!done) return tl::unexpected(done.error());
    return redirect("/espace/securite");
  };
  std::vector<std::string> acts;
  for (const auto& act : access::act_words) acts.emplace_back(act.word);

  routes.push_back(person_page(world, "/espace/securite", whole_session(), title, content));
  routes.push_back(person_form(world, "/espace/securite/codes", whole_session(), "New recovery codes, shown this once",
                               Schema::object(), grave,
                               [world](const SignedIn& who, const Request& request) { return renew_codes(world, who, request); }));
  routes.push_back(person_form(world, "/espace/securite/jetons", whole_session(), "Makes a token for a machine, shown this once",
                               Schema::object()
                                   .with("title", Schema::text().shortest(1).longest(100))
                                   .with("days", Schema::whole().at_least(1).at_most(366))
                                   .maybe("scope", Schema::array(Schema::one_of(acts)).longest(25)),
                               grave,
                               [world](const SignedIn& who, const Request& request) { return make_token(world, who, request); }));
  routes.push_back(person_form(world, "/espace/securite/jetons/{token}", whole_session(), "Ends a token of one's own",
                               Schema::object(), light, [world, back](const SignedIn& who, const Request& request) {
                                 return back(workflows::end_token(world.means, who, workflows::TokenId{request.number("token")}, origin_of(request)));
                               }));
  routes.back().parameters = {{"token", Schema::whole().at_least(1), "its number", true}};
  if (world.provider != nullptr)
    routes.push_back(person_form(world, "/espace/securite/fournisseur", whole_session(), "Unbinds one's account from the provider of identities",
                                 Schema::object(), grave, [world, back](const SignedIn& who, const Request& request) {
                                   return back(workflows::unbind_from_providers(world.means, who, origin_of(request)));
                                 }));
  routes.push_back(person_page(world, "/espace/confirmation", whole_session(), confirmation_title, confirming));
  routes.push_back(person_form(world, "/espace/confirmation", whole_session(), "Gives password and code once more",
                               Schema::object()
                                   .with("password", Schema::text().longest(256))
                                   .with("code", Schema::text().longest(40))
                                   .maybe("retour", Schema::one_of({"comptes", "securite"})),
                               {confirmation_title, confirming}, [world](const SignedIn& who, const Request& request) -> Result<Response> {
                                 const auto done = workflows::confirm(world.means, who, Confidential<std::string>(form_text(request, "password")),
                                                                      form_text(request, "code"), origin_of(request));
                                 if (!done) return tl::unexpected(done.error());
                                 world.gate.forget(std::to_string(who.session.id.value));
                                 return redirect("/espace/" + place_in(request));
                               }));
  routes.back().runs_on = RunsOn::lane("passwords");
  routes.back().rate_class = "login";
}

}  // namespace repere::web
