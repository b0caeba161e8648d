#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/trail_page.hpp"
#include "web/people/person_page.hpp"
#include "workflows/accounts/own_sessions.hpp"

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
                          {"/espace/rcp/activite",
                           {"L’activité des RCP et les délais de leurs dossiers", "What the boards did, and the delays of their cases"},
                           Act::read_indicators},
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
  add_trail_page(routes, world);
}

}  // namespace repere::web
