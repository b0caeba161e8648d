#include "web/people/boards/meeting_table.hpp"

#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"

namespace repere::web {

using report::escaped;
using workflows::MeetingLine;

std::vector<std::string> own_centres(const Request& request) {
  std::vector<std::string> centres;
  for (const auto& one : request.caller().appointments)
    if (!one.centre.empty() && std::find(centres.begin(), centres.end(), one.centre) == centres.end()) centres.push_back(one.centre);
  return centres;
}

namespace {

std::string meeting_rows(const PeopleWorld& world, const Request& request, const std::vector<MeetingLine>& lines, bool opens) {
  std::string rows;
  const Language language = request.language;
  for (const auto& line : lines) {
    const std::string path = agenda_path(line.meeting.id), when = moment_in(line.meeting.starts, line.board.zone, language);
    const bool closed = line.meeting.closes <= world.means.clock.now();
    rows += "<tr><th scope=\"row\">" + (opens ? "<a href=\"" + path + "\">" + escaped(when) + "</a>" : escaped(when)) + "</th>" +
            cell(language == Language::fr ? line.board.name_fr : line.board.name_en) + cell(line.board.centre) +
            cell(words_of(line.meeting.state).in(language)) +
            cell(std::to_string(line.cases) + " / " + std::to_string(line.meeting.capacity)) +
            cell(closed ? words(request, {"clos", "closed"}) : moment_in(line.meeting.closes, line.board.zone, language)) + "<td>" +
            (opens ? "<a href=\"" + room_path(line.meeting.id) + "\">" + words(request, {"Salle", "Room"}) + "</a>" : std::string()) + "</td></tr>";
  }
  return rows;
}

}  // namespace

std::string meeting_table(const PeopleWorld& world, const Request& request, const std::vector<MeetingLine>& lines, bool opens,
                          Bilingual caption) {
  if (lines.empty())
    return "<p>" + words(request, {"Aucune réunion prévue : prévoyez-en depuis « Les RCP du centre ».",
                                   "No meeting is planned: plan some from “The centre’s boards”."}) + "</p>";
  return table(table_head(request, {{"Réunion", "Meeting"},
                                    {"RCP", "Board"},
                                    {"Centre", "Centre"},
                                    {"État", "State"},
                                    {"Dossiers / places", "Cases / places"},
                                    {"Clôture de l’ordre du jour", "Agenda closes"},
                                    {"Séance", "Sitting"}}),
               meeting_rows(world, request, lines, opens), caption.in(request.language));
}

}  // namespace repere::web
