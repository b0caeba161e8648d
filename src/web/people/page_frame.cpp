#include "web/people/page_frame.hpp"

#include <array>

#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"

namespace repere::web {

using access::Act;
using report::escaped;

namespace {

struct Way {
  const char* path;
  Bilingual name;
  std::optional<Act> needs;
  std::optional<Act> unless = {};  ///< whoever may do this finds it elsewhere
};
constexpr Way ways[] = {{"/espace", {"Accueil", "Home"}, std::nullopt},
                        {"/espace/demandes", {"Demandes", "Referrals"}, Act::handle_referral},
                        {"/espace/rcp", {"RCP", "Boards"}, Act::record_decision},
                        {"/espace/rcp/activite", {"Activité des RCP", "Board activity"}, Act::read_indicators, Act::record_decision},
                        {"/espace/envois", {"Envois", "Messages"}, Act::read_messages},
                        {"/espace/mes-demandes", {"Mes demandes", "My referrals"}, Act::refer_patient},
                        {"/espace/cas", {"Cas", "Cases"}, Act::list_cases},
                        {"/espace/audience", {"Audience", "Reach"}, Act::manage_network},
                        {"/espace/comptes", {"Comptes", "Accounts"}, Act::manage_accounts},
                        {"/espace/journal", {"Journal", "Audit trail"}, Act::read_audit},
                        {"/espace/securite", {"Ma sécurité", "My security"}, std::nullopt}};

std::string navigation(const Request& request, const workflows::SignedIn& who) {
  const Bilingual label{"Espace de travail", "Workspace"}, leave{"Se déconnecter", "Sign out"};
  std::string html =
      "<nav aria-label=\"" + std::string(label.in(request.language)) + "\"><ul class=\"ways\">";
  for (const Way& way : ways) {
    if (way.needs && !access::may_ever(who.caller, *way.needs)) continue;
    if (way.unless && access::may_ever(who.caller, *way.unless)) continue;
    const bool here = request.path == way.path;
    html += "<li><a href=\"" + std::string(way.path) + "\"" + (here ? " aria-current=\"page\"" : "") + ">" +
            std::string(way.name.in(request.language)) + "</a></li>";
  }
  return html + "</ul><form method=\"post\" action=\"/deconnexion\">" + form_token_input(request) + "<span>" +
         escaped(who.account.name) + "</span> <button>" + std::string(leave.in(request.language)) +
         "</button></form></nav>";
}

}  // namespace

std::string page_frame(const Request& request, Bilingual title, const std::string& content,
                       const workflows::SignedIn* who) {
  const Bilingual skip{"Aller au contenu", "Skip to the content"};
  const Bilingual synthetic{"Démonstration : données synthétiques, aucun patient réel, aucun hôpital réel.",
                            "Demonstration: synthetic data, no real patient, no real hospital."};
  const Bilingual footer{
      "Logiciel libre sous licence Apache-2.0. Aucune donnée n’est envoyée ailleurs ; aucun traceur.",
      "Free software under the Apache-2.0 licence. No data is sent elsewhere; no tracker."};
  const std::string code(code_of(request.language));
  std::string html = "<!doctype html><html lang=\"" + code +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                     "content=\"width=device-width,initial-scale=1\"><title>" +
                     escaped(title.in(request.language)) +
                     " – Repère</title><link rel=\"icon\" type=\"image/svg+xml\" href=\"/assets/icon.svg\"><link rel=\"stylesheet\" href=\"/assets/site.css\"></head><body>";
  html += "<a class=\"skip\" href=\"#content\">" + std::string(skip.in(request.language)) + "</a>";
  html +=
      "<header><a class=\"brand\" href=\"" + std::string(who != nullptr ? "/espace" : "/") + "\">Repère</a>";
  if (who != nullptr) html += navigation(request, *who);
  html += "</header><main id=\"content\">";
  if (who != nullptr && who->account.synthetic)
    html += "<p class=\"alert\">" + std::string(synthetic.in(request.language)) + "</p>";
  html += "<h1>" + escaped(title.in(request.language)) + "</h1>" + content;
  return html + "</main><footer><p>" + std::string(footer.in(request.language)) +
         "</p></footer></body></html>";
}

std::string alert(std::string_view text) {
  return "<p class=\"alert\" role=\"alert\">" + escaped(text) + "</p>";
}

std::string input(std::string_view name, std::string_view label, std::string_view type,
                  std::string_view attributes) {
  const std::string id = "field-" + std::string(name);
  return "<p><label for=\"" + id + "\">" + escaped(label) + "</label><input id=\"" + id + "\" name=\"" +
         std::string(name) + "\" type=\"" + std::string(type) + "\" " + std::string(attributes) + "></p>";
}

std::string hidden(std::string_view name, std::string_view value) {
  return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + escaped(value) + "\">";
}

std::string_view role_name(access::Role role, Language language) {
  static constexpr std::array<Bilingual, access::role_count> names{
      {{"visiteur", "visitor"},
       {"adresseur", "referrer"},
       {"secrétaire", "secretary"},
       {"clinicien", "clinician"},
       {"chirurgien", "surgeon"},
       {"pathologiste", "pathologist"},
       {"gestionnaire de données", "data manager"},
       {"coordonnateur de RCP", "board coordinator"},
       {"épidémiologiste du réseau", "network epidemiologist"},
       {"direction du réseau", "network director"},
       {"auditeur, délégué à la protection des données", "auditor, data protection officer"},
       {"administrateur", "administrator"}}};
  return names.at(static_cast<std::size_t>(role)).in(language);
}

}  // namespace repere::web
