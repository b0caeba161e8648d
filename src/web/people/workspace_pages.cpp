#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "workflows/accounts/own_sessions.hpp"
#include "workflows/audit/read_trail.hpp"

namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

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
  constexpr Way ways[] = {{"/espace/demandes",
                           {"Les demandes reçues par votre centre", "The referrals that your centre received"},
                           Act::handle_referral},
                          {"/espace/rcp",
                           {"Les réunions (RCP) : ordres du jour, salle, comptes rendus", "Board meetings: agendas, room, reports"},
                           Act::record_decision},
                          {"/espace/a-faire",
                           {"Ce qui vous attend : points à préparer, suites des RCP", "What waits for you: items to prepare, what boards asked for"},
                           Act::read_case},
                          {"/espace/cas",
                           {"Les cas de votre centre et ceux qui lui sont adressés",
                            "The cases of your centre and those sent to it"},
                           Act::list_cases},
                          {"/espace/audience",
                           {"L’audience des pages publiques", "The reach of the public pages"},
                           Act::manage_network},
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
         table(table_head(request, {{"Navigateur", "Browser"},
                                    {"Adresse", "Address"},
                                    {"Début (UTC)", "Began (UTC)"},
                                    {"Dernière activité", "Last seen"},
                                    {"Action", "Action"}}),
               rows, caption.in(request.language));
}

Result<std::string> trail(const PeopleWorld& world, const Request& request) {
  workflows::AuditFilter filter;
  if (const auto account = number_in_query(request, "account")) filter.account = access::AccountId{*account};
  if (const auto patient = number_in_query(request, "case")) filter.patient = PatientId{*patient};
  if (const auto below = number_in_query(request, "below")) filter.below = *below;
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
  html += table(table_head(request, {{"Ligne", "Line"},
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
  routes.push_back(
      person_page(world, "/espace/journal", may(Act::read_audit), {"Journal", "Audit trail"},
                  [world](const SignedIn&, const Request& request) { return trail(world, request); }));
}

}  // namespace repere::web
