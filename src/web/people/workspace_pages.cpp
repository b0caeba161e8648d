#include <algorithm>
#include <cstdlib>
#include <map>

#include "domain/registry/row_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/page_frame.hpp"
#include "web/people/people_pages.hpp"
#include "workflows/accounts/appointing.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/own_sessions.hpp"
#include "workflows/audit/read_trail.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

// "2026-11-22 09:30" of an instant, in UTC.
std::string minute_of(Instant at) {
  std::string text = iso_text(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string cell(std::string_view text) { return "<td>" + escaped(text) + "</td>"; }
std::string head(const Request& request, std::initializer_list<Bilingual> names) {
  std::string html = "<thead><tr>";
  for (const auto& name : names) html += "<th scope=\"col\">" + escaped(name.in(request.language)) + "</th>";
  return html + "</tr></thead>";
}
std::string table(const std::string& header, const std::string& rows, std::string_view caption) {
  return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) +
         "\"><table><caption>" + escaped(caption) + "</caption>" + header + "<tbody>" + rows +
         "</tbody></table></div>";
}

// A page for somebody who has signed in.
using PersonPage = std::function<Result<std::string>(const SignedIn&, const Request&)>;
Route person_page(const PeopleWorld& world, std::string path, Policy policy, Bilingual title,
                  PersonPage content) {
  return {
      .path = std::move(path),
      .policy = std::move(policy),
      .runs_on = RunsOn::workers(),
      .handler = [world, title, content = std::move(content)](const Request& request) -> Result<Response> {
        const auto who = world.gate.who(request);
        if (!who) return tl::unexpected(who.error());
        const auto html = content(*who, request);
        if (!html) return tl::unexpected(html.error());
        Response response = page(page_frame(request, title, *html, &*who), request.language);
        response.keeps_secret = true;
        return response;
      },
      .summary = std::string(title.en),
      .answers = {{200, "a page", "text/html"}},
      .problems = {403, 404},
      .any_query = true};
}

Result<std::string> home(const SignedIn& who, const Request& request) {
  const Bilingual as{"Vos rôles", "Your roles"}, open{"Ce que vous pouvez ouvrir", "What you can open"};
  std::string html = "<h2>" + std::string(as.in(request.language)) + "</h2><ul>";
  for (const auto& one : who.caller.appointments)
    html += "<li>" + escaped(role_name(one.role, request.language)) +
            (one.centre.empty() ? "" : " – " + escaped(one.centre)) + "</li>";
  html += "</ul>";
  struct Way {
    const char* path;
    Bilingual name;
    Act act;
  };
  constexpr Way ways[] = {{"/espace/cas",
                           {"Les cas de votre centre et ceux qui lui sont adressés",
                            "The cases of your centre and those sent to it"},
                           Act::list_cases},
                          {"/espace/comptes",
                           {"Les comptes que vous gérez", "The accounts that you manage"},
                           Act::manage_accounts},
                          {"/espace/journal",
                           {"Le journal : qui a fait quoi", "The audit trail: who did what"},
                           Act::read_audit}};
  std::string list;
  for (const auto& way : ways)
    if (access::may_ever(who.caller, way.act))
      list += "<li><a href=\"" + std::string(way.path) + "\">" + std::string(way.name.in(request.language)) +
              "</a></li>";
  if (!list.empty()) html += "<h2>" + std::string(open.in(request.language)) + "</h2><ul>" + list + "</ul>";
  return html;
}

Result<std::string> cases(const PeopleWorld& world, const Request& request) {
  workflows::CaseFilter filter;
  filter.pseudonym = std::string(request.query.find("pseudonym").value_or(""));
  if (filter.pseudonym.size() > 40) filter.pseudonym.resize(40);
  if (const auto after = request.query.find("after"))
    filter.after = std::max<std::int64_t>(0, std::atoll(std::string(after->substr(0, 18)).c_str()));
  const auto found = workflows::list_cases(world.means, asking_of(request), filter);
  if (!found) return tl::unexpected(found.error());
  const Bilingual search{"Pseudonyme (début)", "Pseudonym (beginning)"}, look{"Chercher", "Search"},
      next{"Suite", "Next page"};
  const Bilingual shared{"partagé", "shared"}, caption{"Cas", "Cases"}, none{"Aucun cas.", "No case."};
  std::string html = "<form method=\"get\" class=\"search\">" +
                     input("pseudonym", search.in(request.language), "search",
                           "value=\"" + escaped(filter.pseudonym) + "\"") +
                     "<p><button>" + std::string(look.in(request.language)) + "</button></p></form>";
  if (found->empty()) return html + "<p>" + std::string(none.in(request.language)) + "</p>";
  std::string rows;
  for (const auto& one : *found) {
    const auto histotype = world.reference.histotypes.find(one.histotype);
    const std::string name = !histotype ? one.histotype
                             : request.language == Language::fr
                                 ? world.reference.histotypes[histotype].name_fr
                                 : world.reference.histotypes[histotype].name_en;
    rows += "<tr><th scope=\"row\"><a href=\"/espace/cas/" + std::to_string(one.patient.value) + "\">" +
            escaped(one.pseudonym) + "</a></th>" +
            cell(one.centre + (one.shared ? " (" + std::string(shared.in(request.language)) + ")" : "")) +
            cell(name) + cell(one.diagnosis ? one.diagnosis->text() : "") + "</tr>";
  }
  html += table(head(request, {{"Pseudonyme", "Pseudonym"},
                               {"Centre responsable", "Responsible centre"},
                               {"Histotype", "Histotype"},
                               {"Diagnostic", "Diagnosis"}}),
                rows, caption.in(request.language));
  if (found->size() >= static_cast<std::size_t>(filter.most))
    html += "<p><a href=\"/espace/cas?after=" + std::to_string(found->back().patient.value) + "\">" +
            std::string(next.in(request.language)) + "</a></p>";
  return html;
}

// What a column or a table of acts is called on a page; codes stay as the exchange format writes them.
std::string label_of(std::string_view name, Language language) {
  static const std::map<std::string_view, Bilingual> labels = {
      {"sex", {"Sexe", "Sex"}},
      {"department", {"Département", "Department"}},
      {"prior_cancer", {"Cancer antérieur", "Prior cancer"}},
      {"prior_radiotherapy", {"Radiothérapie antérieure", "Prior radiotherapy"}},
      {"predisposition", {"Prédisposition", "Predisposition"}},
      {"tumour", {"Référence", "Reference"}},
      {"act", {"Référence", "Reference"}},
      {"diagnosis_date", {"Date du diagnostic", "Date of diagnosis"}},
      {"age_at_diagnosis", {"Âge au diagnostic", "Age at diagnosis"}},
      {"incident", {"Cas incident", "Incident case"}},
      {"histotype", {"Histotype", "Histotype"}},
      {"site", {"Localisation", "Site"}},
      {"compartment", {"Compartiment", "Compartment"}},
      {"size_mm", {"Taille (mm)", "Size (mm)"}},
      {"depth", {"Profondeur", "Depth"}},
      {"grade", {"Grade FNCLCC", "FNCLCC grade"}},
      {"metastatic", {"Métastatique au diagnostic", "Metastatic at diagnosis"}},
      {"metastatic_sites", {"Sites métastatiques", "Metastatic sites"}},
      {"multifocal", {"Multifocale", "Multifocal"}},
      {"radiotherapy_induced", {"Radio-induite", "Radiotherapy-induced"}},
      {"performance_status", {"Indice de performance OMS", "WHO performance status"}},
      {"centre", {"Centre", "Centre"}},
      {"date", {"Date", "Date"}},
      {"day", {"Jour", "Day"}},
      {"status", {"Statut", "Status"}},
      {"modality", {"Modalité", "Modality"}},
      {"region", {"Région", "Region"}},
      {"technique", {"Technique", "Technique"}},
      {"image_guided", {"Guidée par l’image", "Image-guided"}},
      {"reading", {"Lecture", "Reading"}},
      {"request", {"Demande", "Request"}},
      {"sampled_date", {"Date du prélèvement", "Date of sampling"}},
      {"concordance", {"Concordance", "Concordance"}},
      {"target", {"Cible", "Target"}},
      {"result", {"Résultat", "Result"}},
      {"board", {"Réunion", "Board"}},
      {"passage", {"Passage", "Passage"}},
      {"trial_proposed", {"Essai proposé", "Trial proposed"}},
      {"planned_centre", {"Centre prévu", "Planned centre"}},
      {"kind", {"Nature", "Kind"}},
      {"margin", {"Marge", "Margin"}},
      {"planned", {"Programmée", "Planned"}},
      {"rupture", {"Rupture", "Rupture"}},
      {"level", {"Niveau", "Level"}},
      {"cause", {"Cause", "Cause"}},
      {"timing", {"Moment", "Timing"}},
      {"dose_gy", {"Dose (Gy)", "Dose (Gy)"}},
      {"fractions", {"Fractions", "Fractions"}},
      {"end_date", {"Date de fin", "End date"}},
      {"regimen", {"Protocole", "Regimen"}},
      {"cycles", {"Cycles", "Cycles"}},
      {"sites", {"Sites", "Sites"}},
      {"state", {"État", "State"}},
      {"imaging", {"Imagerie", "Imaging"}},
      {"biopsies", {"Biopsie", "Biopsy"}},
      {"pathology", {"Anatomopathologie", "Pathology"}},
      {"molecular_tests", {"Biologie moléculaire", "Molecular test"}},
      {"boards", {"Passage en RCP", "Board presentation"}},
      {"decisions", {"Décision", "Decision"}},
      {"surgeries", {"Chirurgie", "Surgery"}},
      {"amputations", {"Amputation", "Amputation"}},
      {"radiotherapies", {"Radiothérapie", "Radiotherapy"}},
      {"systemic_treatments", {"Traitement systémique", "Systemic treatment"}},
      {"relapses", {"Rechute", "Relapse"}},
      {"news", {"Nouvelles", "News"}}};
  const auto found = labels.find(name);
  return found == labels.end() ? std::string(name) : std::string(found->second.in(language));
}

template <class Row>
std::string row_list(const Row& row, const registry::Codes& codes, Language language) {
  std::string html, value;
  registry::for_all_columns<Row>([&](const auto& column) {
    using Value = std::remove_cvref_t<decltype(row.*(column.member))>;
    if constexpr (!std::is_same_v<Value, Confidential<std::string>> &&
                  !std::is_same_v<Value, Confidential<std::optional<PartialDate>>>) {
      value.clear();
      registry::write_column(value, row, column, codes);
      if (!value.empty())
        html += "<dt>" + escaped(label_of(column.name, language)) + "</dt><dd>" + escaped(value) + "</dd>";
    }
  });
  return "<dl>" + html + "</dl>";
}

// One act on the file's timeline.
struct Moment {
  std::string order, when;
  std::string_view table;
  std::string content;
};

template <class Row>
Moment moment_of(std::string_view table, const Row& row, const registry::Codes& codes, Language language) {
  Moment moment{"9", "?", table, row_list(row, codes, language)};
  if (row.when.kind() == registry::When::Kind::date)
    moment.order = moment.when = row.when.date().text();
  else if (row.when.kind() == registry::When::Kind::day)
    moment.order = "5", moment.when = "J" + std::to_string(row.when.day());
  return moment;
}

Result<std::string> one_case(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_case(world.means, asking_of(request), PatientId{request.number("case")});
  if (!file) return tl::unexpected(file.error());
  const registry::Codes codes{world.reference.histotypes, world.reference.sites, file->rows.centres};
  const Bilingual responsible{"Centre responsable", "Responsible centre"}, version{"version", "version"},
      tumour{"Tumeur", "Tumour"};
  const Bilingual pathway{"Parcours", "Pathway"}, nothing_yet{"Aucun acte enregistré.", "No act recorded."};
  std::string html = "<p><strong>" + escaped(file->pseudonym) + "</strong> – " +
                     std::string(responsible.in(request.language)) + " : " +
                     escaped(file->standing.standing.responsible_centre) + " – " +
                     std::string(version.in(request.language)) + " " + std::to_string(file->version) +
                     "</p>" + row_list(file->rows.patients.front(), codes, request.language);
  for (std::size_t i = 0; i < file->rows.tumours.size(); ++i)
    html += "<h2>" + std::string(tumour.in(request.language)) + " " + std::to_string(i + 1) + "</h2>" +
            row_list(file->rows.tumours[i], codes, request.language);
  std::vector<Moment> moments;
  registry::for_each_act_table([&](const auto& described) {
    for (const auto& act : file->rows.*(described.rows))
      moments.push_back(moment_of(described.name, act, codes, request.language));
  });
  std::stable_sort(moments.begin(), moments.end(),
                   [](const Moment& a, const Moment& b) { return a.order < b.order; });
  html += "<h2>" + std::string(pathway.in(request.language)) + "</h2>";
  if (moments.empty()) return html + "<p>" + std::string(nothing_yet.in(request.language)) + "</p>";
  html += "<ol class=\"timeline\">";
  for (const auto& moment : moments)
    html += "<li><h3>" + escaped(moment.when) + " – " + escaped(label_of(moment.table, request.language)) +
            "</h3>" + moment.content + "</li>";
  return html + "</ol>";
}

Result<std::string> sessions(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto own = workflows::own_sessions(world.means, who);
  if (!own) return tl::unexpected(own.error());
  const Bilingual this_one{"cette session", "this session"}, end{"Terminer", "End"},
      caption{"Sessions ouvertes", "Open sessions"};
  const Bilingual help{
      "Une session que vous ne reconnaissez pas ? Terminez-la et prévenez votre coordonnateur.",
      "A session that you do not recognise? End it and tell your coordinator."};
  std::string rows;
  for (const auto& one : *own) {
    const std::string number = std::to_string(one.id.value);
    rows += "<tr><th scope=\"row\">" + escaped(one.browser_hint) + "</th>" + cell(one.address_hint) +
            cell(minute_of(one.began)) + cell(minute_of(one.last_seen)) + "<td>" +
            (one.id == who.session.id
                 ? std::string(this_one.in(request.language))
                 : "<form method=\"post\" action=\"/espace/sessions/" + number + "\">" +
                       form_token_input(request) + "<button aria-label=\"" +
                       std::string(end.in(request.language)) + " " + escaped(one.browser_hint) + "\">" +
                       std::string(end.in(request.language)) + "</button></form>") +
            "</td></tr>";
  }
  return "<p>" + std::string(help.in(request.language)) + "</p>" +
         table(head(request, {{"Navigateur", "Browser"},
                              {"Adresse", "Address"},
                              {"Début (UTC)", "Began (UTC)"},
                              {"Dernière activité", "Last seen"},
                              {"Action", "Action"}}),
               rows, caption.in(request.language));
}

Result<std::string> accounts(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto theirs = workflows::accounts_of(world.means, who);
  if (!theirs) return tl::unexpected(theirs.error());
  const Bilingual caption{"Comptes", "Accounts"}, yes{"oui", "yes"}, no{"non", "no"};
  constexpr Bilingual states[] = {{"", ""}, {"invité", "invited"}, {"actif", "active"}, {"fermé", "closed"}};
  std::string rows;
  for (const auto& one : *theirs) {
    std::string roles;
    for (const auto& appointment : one.appointments)
      if (appointment.in_force(world.means.clock.now()))
        roles += (roles.empty() ? "" : ", ") + std::string(role_name(appointment.role, request.language)) +
                 (appointment.centre.empty() ? "" : " (" + appointment.centre + ")");
    rows += "<tr><th scope=\"row\">" + escaped(one.name) + "</th>" + cell(one.login) + cell(roles) +
            cell(states[static_cast<std::size_t>(one.state)].in(request.language)) +
            cell((one.code_secret.empty() ? no : yes).in(request.language)) + "</tr>";
  }
  return table(head(request, {{"Nom", "Name"},
                              {"Adresse électronique", "E-mail address"},
                              {"Rôles", "Roles"},
                              {"État", "State"},
                              {"Second facteur", "Second factor"}}),
               rows, caption.in(request.language));
}

std::optional<std::int64_t> number(const Request& request, std::string_view name) {
  const auto text = request.query.find(name);
  if (!text || text->empty() || text->size() > 15 ||
      text->find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return std::stoll(std::string(*text));
}

Result<std::string> trail(const PeopleWorld& world, const Request& request) {
  workflows::AuditFilter filter;
  if (const auto account = number(request, "account")) filter.account = access::AccountId{*account};
  if (const auto patient = number(request, "case")) filter.patient = PatientId{*patient};
  if (const auto below = number(request, "below")) filter.below = *below;
  const auto day = [&](std::string_view name) -> std::optional<Day> {
    const auto date = PartialDate::parse(request.query.find(name).value_or(""));
    return date && date->exact() ? std::optional(date->first()) : std::nullopt;
  };
  if (const auto from = day("from")) filter.from = *from;
  if (const auto until = day("until")) filter.until = *until + std::chrono::days(1);
  filter.emergencies_only = request.query.find("emergencies") == "on";
  const auto lines = workflows::read_trail(world.means, asking_of(request), filter);
  if (!lines) return tl::unexpected(lines.error());
  const auto held = [&](std::string_view name) {
    return "value=\"" + escaped(std::string(request.query.find(name).value_or("")).substr(0, 20)) + "\"";
  };
  const Bilingual account{"Compte (numéro)", "Account (number)"}, patient{"Cas (numéro)", "Case (number)"},
      from{"Du", "From"}, until{"Au", "Until"};
  const Bilingual emergencies{"Accès en urgence seulement", "Emergency access only"},
      look{"Filtrer", "Filter"}, caption{"Journal", "Audit trail"};
  const Bilingual more{"Lignes plus anciennes", "Older lines"}, emergency{"urgence", "emergency"};
  std::string html =
      "<form method=\"get\" class=\"search\">" +
      input("account", account.in(request.language), "text", "inputmode=\"numeric\" " + held("account")) +
      input("case", patient.in(request.language), "text", "inputmode=\"numeric\" " + held("case")) +
      input("from", from.in(request.language), "date", held("from")) +
      input("until", until.in(request.language), "date", held("until")) +
      "<p><label><input type=\"checkbox\" name=\"emergencies\"" +
      (filter.emergencies_only ? " checked" : "") + "> " + std::string(emergencies.in(request.language)) +
      "</label></p><p><button>" + std::string(look.in(request.language)) + "</button></p></form>";
  std::string rows;
  for (const auto& line : *lines)
    rows += "<tr><th scope=\"row\">" + std::to_string(line.number) + "</th>" + cell(minute_of(line.at)) +
            cell(std::to_string(line.account.value)) + cell(role_name(line.role, request.language)) +
            cell(workflows::word_of(line.deed)) +
            cell(std::string(workflows::word_of(line.outcome)) +
                 (line.emergency ? " – " + std::string(emergency.in(request.language)) : "")) +
            cell(line.patient ? std::to_string(line.patient.value) : "") + cell(line.object) +
            cell(line.reason) + "</tr>";
  html += table(head(request, {{"Ligne", "Line"},
                               {"Instant (UTC)", "Time (UTC)"},
                               {"Compte", "Account"},
                               {"Rôle", "Role"},
                               {"Acte", "Act"},
                               {"Issue", "Outcome"},
                               {"Cas", "Case"},
                               {"Objet", "Object"},
                               {"Motif", "Reason"}}),
                rows, caption.in(request.language));
  if (lines->size() >= static_cast<std::size_t>(filter.most) && lines->back().number > 1)
    html += "<p><a href=\"/espace/journal?below=" + std::to_string(lines->back().number) + "\">" +
            std::string(more.in(request.language)) + "</a></p>";
  return html;
}

}  // namespace

void add_workspace_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(
      person_page(world, "/espace", whole_session(), {"Espace de travail", "Workspace"},
                  [](const SignedIn& who, const Request& request) { return home(who, request); }));
  routes.push_back(
      person_page(world, "/espace/cas", may(Act::list_cases), {"Cas", "Cases"},
                  [world](const SignedIn&, const Request& request) { return cases(world, request); }));
  routes.push_back(
      person_page(world, "/espace/cas/{case}", may(Act::read_case), {"Dossier", "Case file"},
                  [world](const SignedIn&, const Request& request) { return one_case(world, request); }));
  routes.back().parameters = {{"case", Schema::whole().at_least(1), "number of the case", true}};
  routes.push_back(person_page(
      world, "/espace/sessions", whole_session(), {"Mes sessions", "My sessions"},
      [world](const SignedIn& who, const Request& request) { return sessions(world, who, request); }));
  routes.push_back(
      {.method = Method::post,
       .path = "/espace/sessions/{session}",
       .policy = whole_session(),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) -> Result<Response> {
         const auto who = world.gate.who(request);
         if (!who) return tl::unexpected(who.error());
         const workflows::SessionId session{request.number("session")};
         if (auto ended = workflows::end_own_session(world.means, *who, session, origin_of(request)); !ended)
           return tl::unexpected(ended.error());
         world.gate.forget(std::to_string(session.value));
         return redirect("/espace/sessions");
       },
       .summary = "Ends a session of one's own",
       .parameters = {{"session", Schema::whole().at_least(1), "its number", true}},
       .body = Body::form(Schema::object().maybe("form_token", Schema::text().longest(200))),
       .answers = {{303, "the list is next", ""}},
       .problems = {404}});
  routes.push_back(person_page(
      world, "/espace/comptes", may(Act::manage_accounts), {"Comptes", "Accounts"},
      [world](const SignedIn& who, const Request& request) { return accounts(world, who, request); }));
  routes.push_back(
      person_page(world, "/espace/journal", may(Act::read_audit), {"Journal", "Audit trail"},
                  [world](const SignedIn&, const Request& request) { return trail(world, request); }));
}

}  // namespace repere::web
