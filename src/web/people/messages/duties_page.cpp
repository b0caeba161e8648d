#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/own_duties.hpp"

// What waits for whoever has signed in: where a reminder leads.
namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Ce qui vous attend", "What waits for you"};

std::string due_words(const Request& request, const workflows::OwnDuty& one) {
  if (!one.duty.due) return words(request, {"sans date", "no date"});
  std::string text = day_text(*one.duty.due, request.language);
  if (one.days_late == 0) return text;
  return text + " – <strong>" + words(request, {"en retard de ", "late by "}) + std::to_string(one.days_late) +
         (one.days_late > 1 ? words(request, {" jours", " days"}) : words(request, {" jour", " day"})) + "</strong>";
}

// Who prepares boards has the case's file before it, the others the case.
std::string case_path(const Request& request, const workflows::OwnDuty& one) {
  return access::may_ever(request.caller(), Act::prepare_board) ? presentation_path(one.presentation.id)
                                                                : "/espace/cas/" + std::to_string(one.presentation.patient.value);
}

Result<std::string> duties_page(const PeopleWorld& world, const Request& request) {
  const auto own = workflows::own_duties(world.boards, asking_of(request));
  if (!own) return tl::unexpected(own.error());
  if (own->empty()) return "<p>" + words(request, {"Rien ne vous attend.", "Nothing waits for you."}) + "</p>";
  std::string rows;
  for (const auto& one : *own) {
    const bool line = one.duty.thing.duty() == message::Duty::checklist;
    rows += "<tr><th scope=\"row\">" + escaped(line ? need_words(world.boards.rules, one.duty.thing.need, request.language) : one.what.reveal()) + "</th><td><a href=\"" +
            case_path(request, one) + "\">" + escaped(one.presentation.pseudonym) + "</a></td>" +
            cell(words(request, line ? Bilingual{"avant la RCP", "before the board"} : Bilingual{"après la RCP", "after the board"})) +
            cell(meeting_words(one.board, one.meeting, request.language)) + "<td>" + due_words(request, one) + "</td></tr>";
  }
  return table(table_head(request, {{"Quoi", "What"}, {"Dossier", "Case"}, {"Quand", "When"}, {"Réunion", "Meeting"}, {"Pour le", "Due"}}), rows,
               words(request, {"Le plus ancien d’abord. Ce qui est fait se note dans le dossier, ou dans les suites.",
                               "The oldest first. What is done is noted in the case, or after the boards."})) +
         (access::may_ever(request.caller(), Act::record_decision)
              ? "<p><a href=\"/espace/rcp/suites\">" + words(request, {"Suites des RCP", "After the boards"}) + "</a></p>"
              : std::string());
}

}  // namespace

void add_duties_page(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(person_page(world, "/espace/a-faire", may(Act::read_case), title,
                               [world](const SignedIn&, const Request& request) { return duties_page(world, request); }));
}

}  // namespace repere::web
