#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/checklist_shown.hpp"
#include "web/people/boards/meeting_table.hpp"
#include "workflows/boards/checklist.hpp"
#include "workflows/boards/plan_meetings.hpp"

// Meetings that come, of one's own centre and of the network; what is overdue for them.
namespace repere::web {

using access::Act;
using report::escaped;
using workflows::MeetingLine;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Réunions (RCP)", "Board meetings"};

// One late item with what to do about it.
std::string overdue_item(const PeopleWorld& world, const Request& request, const workflows::OverdueNeed& line) {
  const Language language = request.language;
  const std::string item = need_words(world.boards.rules, line.need.code, language);
  const std::string late = std::to_string(line.days_late) + (line.days_late > 1 ? words(request, {" jours", " days"}) : words(request, {" jour", " day"}));
  const std::string reminded = line.need.reminded ? words(request, {"relancé le ", "reminded on "}) + moment_in(*line.need.reminded, line.board.zone, language)
                                                  : words(request, {"jamais relancé", "never reminded"});
  return "<li><strong>" + escaped(item) + "</strong> – " + escaped(line.owner.empty() ? words(request, {"personne encore", "nobody yet"}) : line.owner) + " – " +
         words(request, {"en retard de ", "late by "}) + late + " – " + escaped(reminded) + " " +
         act_form(request, "/espace/rcp", reminder_words(world.sending), line.presentation.pseudonym + ", " + item,
                  {{"presentation", std::to_string(line.presentation.id.value)}, {"code", line.need.code}}) +
         "</li>";
}

// A row for each case, in the order in which the first of its items comes.
std::string overdue_rows(const PeopleWorld& world, const Request& request, const std::vector<workflows::OverdueNeed>& lines) {
  std::vector<board::PresentationId> cases;
  for (const auto& line : lines)
    if (std::find(cases.begin(), cases.end(), line.presentation.id) == cases.end()) cases.push_back(line.presentation.id);
  std::string rows;
  for (const auto id : cases) {
    std::string head, items;
    for (const auto& line : lines) {
      if (line.presentation.id != id) continue;
      head = "<th scope=\"row\"><a href=\"" + presentation_path(id) + "\">" + escaped(line.presentation.pseudonym) + "</a></th>" +
             cell(meeting_words(line.board, line.meeting, request.language));
      items += overdue_item(world, request, line);
    }
    rows += "<tr>" + head + "<td><ul>" + items + "</ul></td></tr>";
  }
  return rows;
}

// Of every centre where the caller prepares boards; nothing for who prepares none.
Result<std::string> overdue_shown(const PeopleWorld& world, const Request& request) {
  std::string rows;
  bool prepares = false;
  for (const auto& centre : own_centres(request)) {
    if (!access::authorise(request.caller(), Act::prepare_board, access::of_centre(centre))) continue;
    prepares = true;
    const auto lines = workflows::list_overdue(world.boards, asking_of(request), centre);
    if (!lines) return tl::unexpected(lines.error());
    rows += overdue_rows(world, request, *lines);
  }
  if (!prepares) return std::string();
  const std::string head = "<h2 id=\"relances\">" + words(request, {"À relancer", "To be reminded"}) + "</h2>" + reminder_help(request, world.sending);
  if (rows.empty()) return head + "<p>" + words(request, {"Rien n’est en retard pour les réunions à venir.", "Nothing is overdue for the meetings to come."}) + "</p>";
  return head + table(table_head(request, {{"Dossier", "Case"}, {"Réunion", "Meeting"}, {"En retard", "Overdue"}}), rows,
                      words(request, {"Le plus en retard d’abord", "The longest overdue first"}));
}

Result<std::string> meetings(const PeopleWorld& world, const Request& request) {
  const bool whole_network = request.query.find("reseau").has_value();
  workflows::MeetingFilter filter;
  filter.from = world.means.clock.now() - std::chrono::days(whole_network ? 0 : 2);
  filter.until = world.means.clock.now() + std::chrono::days(whole_network ? 8 : 60);
  const auto all = workflows::list_meetings(world.means, filter);
  if (!all) return tl::unexpected(all.error());
  const auto centres = own_centres(request);
  std::vector<MeetingLine> own;
  for (const auto& line : *all) {
    const auto sits = [&](const std::string& centre) {
      return line.board.centre == centre || std::find(line.board.sites.begin(), line.board.sites.end(), centre) != line.board.sites.end();
    };
    if (std::any_of(centres.begin(), centres.end(), sits)) own.push_back(line);
  }
  std::string html = "<div class=\"broad\"><p>";
  if (whole_network)
    html += "<a href=\"/espace/rcp\">" + words(request, {"Mes réunions", "My meetings"}) + "</a>";
  else
    html += "<a href=\"/espace/rcp?reseau=1\">" +
            words(request, {"Toutes les RCP du réseau cette semaine", "All boards of the network this week"}) + "</a>";
  if (access::may_ever(request.caller(), Act::manage_board))
    html += " · <a href=\"/espace/rcp/tableaux\">" + words(request, {"Les RCP du centre", "The centre’s boards"}) + "</a>";
  html += " · <a href=\"/espace/rcp/suites\">" + words(request, {"Suites", "After the boards"}) + "</a> · <a href=\"/espace/rcp/activite\">" +
          words(request, {"Activité", "Activity"}) + "</a>";
  html += " · <a href=\"/espace/rcp/agenda\">" + words(request, {"Mon agenda", "My calendar"}) + "</a></p>";
  if (whole_network) return html + meeting_table(world, request, *all, false, {"Charge et places libres", "Load and free places"}) + "</div>";
  auto overdue = overdue_shown(world, request);
  if (!overdue) return overdue;
  return html + meeting_table(world, request, own, true, {"La plus proche d’abord", "The next first"}) + *overdue + "</div>";
}


Result<Response> note_reminder(const PeopleWorld& world, const Request& request) {
  const auto done = workflows::remind(world.boards, asking_of(request), board::PresentationId{whole_in_form(request, "presentation").value_or(0)},
                                      form_text(request, "code"));
  if (!done) return tl::unexpected(done.error());
  return redirect("/espace/rcp#relances");
}

}  // namespace

void add_meetings_page(std::vector<Route>& routes, const PeopleWorld& world) {
  const PersonPage content = [world](const SignedIn&, const Request& request) { return meetings(world, request); };
  routes.push_back(person_page(world, "/espace/rcp", may(Act::record_decision), title, content));
  routes.back().parameters = {{"reseau", Schema::text().longest(5), "1: the whole network this week"}};
  routes.push_back(person_form(world, "/espace/rcp", may(Act::prepare_board), "Notes that whoever sees to an item was reminded",
                               Schema::object().with("presentation", Schema::whole().at_least(1)).with("code", Schema::text().longest(60)), {title, content},
                               [world](const SignedIn&, const Request& request) { return note_reminder(world, request); }));
}

}  // namespace repere::web
