#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/case_timeline.hpp"
#include "web/people/boards/checklist_shown.hpp"
#include "workflows/boards/plan_meetings.hpp"
#include "workflows/boards/prepare_meeting.hpp"
#include "workflows/boards/read_agenda.hpp"

// The agenda of one meeting: order and time, what each file still needs, carrying over, moving the meeting.
namespace repere::web {

using access::Act;
using board::MeetingId;
using board::PresentationId;
using report::escaped;
using workflows::Agenda;
using workflows::AgendaLine;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Ordre du jour", "Agenda"};


bool leaves_the_agenda(board::Stage stage) { return stage == board::Stage::carried_over || stage == board::Stage::withdrawn; }

// How many items are late; which, the file says.
std::string overdue_words(const Request& request, const AgendaLine& line) {
  if (line.overdue.empty() || board::is_over(line.presentation.stage)) return {};
  return "<br><strong>" + std::to_string(line.overdue.size()) + " " + words(request, {"en retard", "overdue"}) + "</strong>";
}

// The state of a case, and the rule of one that is registered without discussion.
std::string stage_cell(const PeopleWorld& world, const Request& request, const board::Presentation& one) {
  std::string text = escaped(words_of(one.stage).in(request.language));
  if (one.passage == board::Passage::registered_only)
    text += "<br>" + words(request, {"sans discussion : ", "without discussion: "}) + escaped(rule_words(world.boards.rules, one.rule, request.language));
  return "<td>" + text + "</td>";
}

std::string readiness_words(const PeopleWorld& world, const Request& request, const AgendaLine& line) {
  if (line.ready) return words(request, {"complet", "complete"});
  std::string missing;
  for (const auto& code : line.missing)
    missing += (missing.empty() ? "" : ", ") + need_words(world.boards.rules, code, request.language);
  return words(request, {"manque : ", "missing: "}) + missing;
}

std::string histotype_words(const PeopleWorld& world, const AgendaLine& line, Language language) {
  const auto found = world.reference.histotypes.find(line.histotype);
  std::string text;
  if (found) text = language == Language::fr ? world.reference.histotypes[found].name_fr : world.reference.histotypes[found].name_en;
  const auto site = world.reference.sites.find(line.site);
  if (site) text += (text.empty() ? "" : ", ") + (language == Language::fr ? world.reference.sites[site].name_fr : world.reference.sites[site].name_en);
  return text;
}

std::string line_row(const PeopleWorld& world, const Request& request, const Agenda& agenda, const AgendaLine& line, int place, int minute) {
  const auto& one = line.presentation;
  const std::string path = agenda_path(agenda.meeting.id), number = std::to_string(one.id.value);
  const auto button = [&](Bilingual name, const char* act) {
    return act_form(request, path, name, one.pseudonym, {{"act", act}, {"presentation", number}, {"version", std::to_string(one.version)}});
  };
  const bool movable = !board::is_over(one.stage) && agenda.meeting.state == board::MeetingState::planned;
  return "<tr><td>" + std::to_string(place) + "</td>" + cell(board::clock_text(minute % 1440)) + "<th scope=\"row\"><a href=\"" + presentation_path(one.id) + "\">" +
         escaped(one.pseudonym) + "</a></th>" + cell(histotype_words(world, line, request.language)) +
         "<td class=\"asked\">" + escaped(board::text_of(line.entries, "question")) + "</td>" + stage_cell(world, request, one) + "<td>" +
         escaped(readiness_words(world, request, line)) + overdue_words(request, line) + "</td>" + cell(line.presenter.empty() ? "–" : line.presenter) +
         cell(std::to_string(one.minutes)) + "<td>" +
         (movable ? button({"Monter", "Up"}, "up") + button({"Descendre", "Down"}, "down") : std::string()) + "</td></tr>";
}

std::string agenda_table(const PeopleWorld& world, const Request& request, const Agenda& agenda) {
  std::string rows, left;
  int place = 0, minute = board::local_of(agenda.meeting.starts, agenda.board.zone).minute, ready = 0;
  for (const auto& line : agenda.lines) {
    if (leaves_the_agenda(line.presentation.stage)) {
      left += "<li><a href=\"" + presentation_path(line.presentation.id) + "\">" + escaped(line.presentation.pseudonym) + "</a> – " +
              words(request, words_of(line.presentation.stage)) + " : " + escaped(line.presentation.stage_reason) + "</li>";
      continue;
    }
    rows += line_row(world, request, agenda, line, ++place, minute);
    minute += line.presentation.minutes;
    ready += line.ready ? 1 : 0;
  }
  std::string html = "<p>" + words(request, {"Dossiers complets : ", "Complete files: "}) + std::to_string(ready) + " / " + std::to_string(place) + "</p>";
  if (place == 0) html += "<p>" + words(request, {"Aucun dossier inscrit.", "No case is on it yet."}) + "</p>";
  if (place > 0)
    html += table(table_head(request, {{"N°", "No."}, {"Heure", "Time"}, {"Dossier", "Case"}, {"Tumeur", "Tumour"}, {"Question", "Question"}, {"État", "State"},
                                       {"Dossier prêt", "Readiness"}, {"Présenté par", "Presented by"}, {"min", "min"}, {"Ordre", "Order"}}),
                  rows, words(request, title));
  if (!left.empty()) html += "<h2>" + words(request, {"N’y sont plus", "No longer on it"}) + "</h2><ul>" + left + "</ul>";
  return html;
}

// Each case with its question and its pathway, in the order of the agenda: to be read before the meeting, or printed.
std::string pathways(const PeopleWorld& world, const Request& request, const Agenda& agenda) {
  std::string html;
  int place = 0;
  for (const auto& line : agenda.lines) {
    const auto& one = line.presentation;
    if (leaves_the_agenda(one.stage)) continue;
    html += "<section class=\"pathway\"><h2>" + std::to_string(++place) + ". <a href=\"" + presentation_path(one.id) + "\">" + escaped(one.pseudonym) +
            "</a></h2><p class=\"as-written\">" + report::escaped_lines(board::text_of(line.entries, "question")) + "</p>" +
            case_timeline(line.file->rows, one.tumour, world.reference, request.language) + "</section>";
  }
  return html;
}

std::string meeting_forms(const PeopleWorld& world, const Request& request, const Agenda& agenda) {
  if (agenda.meeting.state != board::MeetingState::planned ||
      !access::authorise(request.caller(), Act::manage_board, access::of_centre(agenda.board.centre)))
    return {};
  static_cast<void>(world);
  const std::string path = agenda_path(agenda.meeting.id), version = std::to_string(agenda.meeting.version);
  const auto local = board::local_of(agenda.meeting.starts, agenda.board.zone);
  return "<details class=\"step\"><summary>" + words(request, {"Déplacer la réunion", "Move the meeting"}) + "</summary>" +
         form_to(request, path, {{"act", "move"}, {"version", version}}) +
         input("day", words(request, {"Le", "On"}), "date", "required value=\"" + PartialDate::of_day(local.day).text() + "\"") +
         input("time", words(request, {"À", "At"}), "time", "required value=\"" + board::clock_text(local.minute) + "\"") +
         input("reason", words(request, {"Pourquoi", "Why"}), "text", "required maxlength=\"500\"") + submit(words(request, {"Déplacer", "Move"})) +
         "</details><details class=\"step\"><summary>" + words(request, {"Annuler la réunion", "Cancel the meeting"}) + "</summary><p>" +
         words(request, {"Ses dossiers passent à la réunion suivante.", "Its cases go to the next meeting."}) + "</p>" +
         form_to(request, path, {{"act", "cancel"}, {"version", version}}) +
         "<p><label for=\"field-cancel-reason\">" + words(request, {"Pourquoi", "Why"}) + "</label><input id=\"field-cancel-reason\" name=\"reason\" required maxlength=\"500\"></p>" +
         submit(words(request, {"Annuler la réunion", "Cancel the meeting"})) + "</details>";
}

// Of the board's own centre; a case of another centre keeps its pseudonym on the paper where the reader may not name the patient.
bool may_identify(const Request& request, const board::Board& board) {
  return access::authorise(request.caller(), Act::read_identity, access::of_centre(board.centre)).has_value();
}

Result<std::string> agenda_page(const PeopleWorld& world, const Request& request) {
  const bool whole = request.query.find("parcours").has_value();
  const auto agenda = workflows::read_agenda(world.boards, asking_of(request), MeetingId{request.number("meeting")},
                                             whole ? workflows::AgendaDepth::pathways : workflows::AgendaDepth::lines);
  if (!agenda) return tl::unexpected(agenda.error());
  const Language language = request.language;
  const std::string path = agenda_path(agenda->meeting.id);
  std::string html = "<div class=\"broad agenda\"><p><strong>" + escaped(meeting_words(agenda->board, agenda->meeting, language)) + "</strong> – " +
                     words(request, words_of(agenda->meeting.state)) + "</p>";
  if (!agenda->meeting.note.empty()) html += "<p>" + escaped(agenda->meeting.note) + "</p>";
  const bool closed = agenda->meeting.closes <= world.means.clock.now();
  html += "<p>" + (closed ? words(request, {"L’ordre du jour est clos.", "The agenda is closed."})
                          : words(request, {"L’ordre du jour se clôt le ", "The agenda closes on "}) + moment_in(agenda->meeting.closes, agenda->board.zone, language) + ".") +
          "</p><p><a class=\"button\" href=\"" + room_path(agenda->meeting.id) + "\">" + words(request, {"Salle de réunion", "Meeting room"}) + "</a></p><p><a href=\"" + path + (whole ? "" : "?parcours=1") + "\">" +
          (whole ? words(request, {"Sans les parcours", "Without the pathways"}) : words(request, {"Lire avec le parcours de chaque dossier", "Read with the pathway of each case"})) +
          "</a></p>" + paper_links(request, path + "/ordre-du-jour.pdf", {"Ordre du jour", "Agenda"}, may_identify(request, agenda->board));
  return html + agenda_table(world, request, *agenda) + (whole ? pathways(world, request, *agenda) : std::string()) + meeting_forms(world, request, *agenda) + "</div>";
}

Result<void> move_line(const PeopleWorld& world, const Request& request, MeetingId id, PresentationId moved, int by) {
  const auto agenda = workflows::read_agenda(world.boards, asking_of(request), id);
  if (!agenda) return tl::unexpected(agenda.error());
  std::vector<PresentationId> order;
  for (const auto& line : agenda->lines) order.push_back(line.presentation.id);
  const auto at = std::find(order.begin(), order.end(), moved);
  if (at == order.end()) return fail(ErrorKind::conflict, "the agenda has changed meanwhile: look at it again, then order it");
  const auto to = at - order.begin() + by;
  if (to < 0 || to >= static_cast<std::ptrdiff_t>(order.size())) return {};
  std::iter_swap(at, order.begin() + to);
  return workflows::set_order(world.boards, asking_of(request), id, order);
}

Result<Response> act_on_agenda(const PeopleWorld& world, const Request& request) {
  const MeetingId id{request.number("meeting")};
  const std::string act = form_text(request, "act");
  const auto asking = asking_of(request);
  const PresentationId presentation{whole_in_form(request, "presentation").value_or(0)};
  const std::int64_t version = whole_in_form(request, "version").value_or(0);
  Result<void> done;
  if (act == "up" || act == "down") done = move_line(world, request, id, presentation, act == "up" ? -1 : 1);
  if (act == "move") {
    const auto day = day_in_form(request, "day");
    const auto time = board::parse_clock(form_text(request, "time"));
    if (!day || !time) return fail(ErrorKind::incorrect, "a time of day is written 14:30");
    done = workflows::move_meeting(world.means, asking, id, version, {*day, *time}, form_text(request, "reason"));
  }
  if (act == "cancel")
    if (const auto cancelled = workflows::cancel_meeting(world.means, asking, id, version, form_text(request, "reason")); !cancelled)
      done = tl::unexpected(cancelled.error());
  if (!done) return tl::unexpected(done.error());
  return redirect(agenda_path(id));
}

}  // namespace

void add_agenda_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter meeting{"meeting", Schema::whole().at_least(1), "its number", true};
  const PersonPage content = [world](const SignedIn&, const Request& request) { return agenda_page(world, request); };
  routes.push_back(person_page(world, "/espace/rcp/reunions/{meeting}", may(Act::prepare_board), title, content));
  routes.back().parameters = {meeting, {"parcours", Schema::text().longest(5), "1: with the pathway of each case, which leaves a line in the trail of each"}};
  routes.push_back(person_form(world, "/espace/rcp/reunions/{meeting}", may(Act::prepare_board), "Orders an agenda, moves or cancels its meeting",
                               Schema::object()
                                   .with("act", Schema::one_of({"up", "down", "move", "cancel"}))
                                   .maybe("presentation", Schema::whole().at_least(1))
                                   .maybe("version", Schema::whole().at_least(1))
                                   .maybe("day", Schema::text().longest(10))
                                   .maybe("time", Schema::text().longest(5))
                                   .maybe("reason", Schema::text().longest(500)),
                               {title, content}, [world](const SignedIn&, const Request& request) { return act_on_agenda(world, request); }));
  routes.back().parameters = {meeting};
}

}  // namespace repere::web
