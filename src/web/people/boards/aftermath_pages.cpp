#include "domain/access/own_centre.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_period.hpp"
#include "web/people/boards/followed_shown.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/board_actions.hpp"

// After the board: what is to be done, and what became of decisions.
namespace repere::web {

using access::Act;
using board::Followed;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual after_title{"Suites des RCP", "After the boards"};

// Who does it and until when may change after the signature; the words may not.
std::string handover_form(const Request& request, const workflows::ActionLine& line) {
  const std::string number = std::to_string(line.action.id.value);
  return "<details><summary>" + words(request, {"Qui, pour quand", "Who, until when"}) + "</summary>" +
         form_to(request, "/espace/rcp/suites",
                 {{"act", "hand_over"}, {"presentation", std::to_string(line.action.presentation.value)}, {"action", number}, {"version", std::to_string(line.action.version)}}) +
         "<p><label for=\"owner-" + number + "\">" + words(request, {"Par", "By"}) + "</label><input id=\"owner-" + number + "\" name=\"owner_name\" required maxlength=\"200\" value=\"" +
         escaped(line.action.owner_name) + "\"></p><p><label for=\"due-" + number + "\">" + words(request, {"Pour le", "Due"}) + "</label><input type=\"date\" id=\"due-" + number +
         "\" name=\"due\" value=\"" + (line.action.due ? PartialDate::of_day(*line.action.due).text() : std::string()) + "\"></p>" + submit(words(request, {"Noter", "Note"})) + "</details>";
}

std::string actions_shown(const Request& request, const std::vector<workflows::ActionLine>& lines) {
  std::string rows;
  for (const auto& line : lines) {
    if (line.action.done) continue;
    const std::string number = std::to_string(line.action.id.value);
    rows += "<tr><th scope=\"row\"><a href=\"" + presentation_path(line.action.presentation) + "\">" + escaped(line.pseudonym) + "</a></th>" +
            cell(line.action.what.reveal()) + cell(line.action.owner_name) +
            cell((line.action.due ? day_text(*line.action.due, request.language) : "–") + (line.overdue ? words(request, {" – en retard", " – overdue"}) : "")) + "<td>" +
            handover_form(request, line) + act_form(request, "/espace/rcp/suites", {"Fait", "Done"}, line.pseudonym, {{"act", "done"}, {"presentation", std::to_string(line.action.presentation.value)}, {"action", number}, {"version", std::to_string(line.action.version)}}) +
            "</td></tr>";
  }
  if (rows.empty()) return "<p>" + words(request, {"Aucune action en attente.", "No action is waiting."}) + "</p>";
  return table(table_head(request, {{"Dossier", "Case"}, {"À faire", "To do"}, {"Par", "By"}, {"Pour le", "Due"}, {"Noter", "Note"}}), rows,
               words(request, {"Celles en retard d’abord", "Overdue ones first"}));
}

std::string judge_form(const Request& request, const workflows::FollowedLine& line) {
  const std::string number = std::to_string(line.presentation.id.value);
  std::string options;
  for (const auto followed : {Followed::followed, Followed::partly, Followed::not_followed})
    options += "<option value=\"" + std::string(word_in(board::followed_words, followed)) + "\">" + words(request, followed_name(followed)) + "</option>";
  return "<details><summary>" + words(request, {"Dire", "Say"}) + "</summary>" + form_to(request, "/espace/rcp/suites", {{"act", "judge"}, {"presentation", number}}) +
         "<p><label for=\"followed-" + number + "\">" + words(request, {"La décision a été", "The decision was"}) + "</label><select id=\"followed-" + number +
         "\" name=\"followed\">" + options + "</select></p><p><label for=\"reason-" + number + "\">" + words(request, {"Pourquoi", "Why"}) +
         "</label><input id=\"reason-" + number + "\" name=\"reason\" maxlength=\"1000\"></p>" + submit(words(request, {"Noter", "Note"})) + "</details>";
}

std::string followed_shown(const Request& request, const std::vector<workflows::FollowedLine>& lines) {
  std::string rows;
  for (const auto& line : lines) {
    rows += "<tr><th scope=\"row\"><a href=\"" + presentation_path(line.presentation.id) + "/compte-rendu\">" + escaped(line.presentation.pseudonym) + "</a></th><td>" +
            done_shown(request, line) + "</td>" + cell(state_of(request, line)) + "<td>" + judge_form(request, line) + "</td></tr>";
  }
  if (rows.empty()) return "<p>" + words(request, {"Aucune décision signée dans cette période.", "No decision was signed in this period."}) + "</p>";
  return table(table_head(request, {{"Dossier", "Case"}, {"Selon le registre", "By the registry"}, {"Suivie ?", "Followed?"}, {"Dire", "Say"}}), rows,
               words(request, {"Celles en retard d’abord ; ce que dit une personne compte avant le registre", "Overdue ones first; what somebody says counts before the registry"}));
}

Result<std::string> after_page(const PeopleWorld& world, const Request& request) {
  const std::string centre = access::own_centre(request.caller());
  const auto actions = workflows::list_actions(world.boards, asking_of(request), centre);
  if (!actions) return tl::unexpected(actions.error());
  const Period period = period_of(world, request, 180);
  const auto followed = workflows::list_followed(world.boards, asking_of(request), centre, period.from, period.until);
  if (!followed) return tl::unexpected(followed.error());
  return "<p><a href=\"/espace/rcp\">" + words(request, {"Réunions (RCP)", "Board meetings"}) + "</a></p><h2>" + words(request, {"Qui fait quoi", "Who does what"}) + "</h2>" +
         actions_shown(request, *actions) + "<h2>" + words(request, {"Ce que les décisions sont devenues", "What became of decisions"}) + "</h2>" + period_form(request, period) +
         followed_shown(request, *followed);
}

Result<Response> act_after(const PeopleWorld& world, const Request& request) {
  Result<void> done;
  const board::PresentationId presentation{whole_in_form(request, "presentation").value_or(0)};
  if (form_text(request, "act") == "done") {
    done = workflows::finish_action(world.boards, asking_of(request), presentation, board::ActionId{whole_in_form(request, "action").value_or(0)},
                                   whole_in_form(request, "version").value_or(0));
  } else if (form_text(request, "act") == "hand_over") {
    done = workflows::hand_over_action(world.boards, asking_of(request), presentation,
                                       {board::ActionId{whole_in_form(request, "action").value_or(0)}, whole_in_form(request, "version").value_or(0),
                                        form_text(request, "owner_name"), day_in_form(request, "due")});
  } else {
    workflows::Judgement judgement;
    judgement.presentation = presentation;
    judgement.followed = value_in(board::followed_words, form_text(request, "followed")).value_or(Followed::not_yet);
    judgement.reason = Confidential<std::string>(form_text(request, "reason"));
    done = workflows::judge(world.boards, asking_of(request), judgement);
  }
  if (!done) return tl::unexpected(done.error());
  return redirect("/espace/rcp/suites");
}

}  // namespace

void add_aftermath_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const PersonPage after = [world](const SignedIn&, const Request& request) { return after_page(world, request); };
  routes.push_back(person_page(world, "/espace/rcp/suites", may(Act::prepare_board), after_title, after));
  routes.back().parameters = period_parameters();
  routes.push_back(person_form(world, "/espace/rcp/suites", may(Act::prepare_board), "Notes an action as done, gives it to somebody else, or says how a decision was followed",
                               Schema::object()
                                   .with("act", Schema::one_of({"done", "hand_over", "judge"}))
                                   .maybe("action", Schema::whole().at_least(1))
                                   .maybe("version", Schema::whole().at_least(1))
                                   .maybe("presentation", Schema::whole().at_least(1))
                                   .maybe("owner_name", Schema::text().longest(200))
                                   .maybe("due", Schema::text().longest(10))
                                   .maybe("followed", Schema::text().longest(20))
                                   .maybe("reason", Schema::text().longest(4000)),
                               {after_title, after}, [world](const SignedIn&, const Request& request) { return act_after(world, request); }));
}

}  // namespace repere::web
