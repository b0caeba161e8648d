#include <cstdio>

#include "domain/access/own_centre.hpp"
#include "domain/board/network_day.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/followed_shown.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/board_actions.hpp"
#include "workflows/boards/board_statistics.hpp"

// After the board: what is to be done, what became of decisions, how much was done and how long it took.
namespace repere::web {

using access::Act;
using board::Followed;
using study::Milestone;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual after_title{"Suites des RCP", "After the boards"}, activity_title{"Activité des RCP", "Activity of the boards"};

// The period asked for in the address: the last 180 days when none is, or it is none.
struct Period {
  Day from, until;
};
Period period_of(const PeopleWorld& world, const Request& request, int days_before) {
  const Day today = board::network_day(world.means.clock.now());
  const auto day = [&](const char* name, Day otherwise) {
    const auto date = PartialDate::parse(request.query.find(name).value_or(""));
    return date && date->exact() ? date->first() : otherwise;
  };
  Period period{day("du", today - std::chrono::days(days_before)), day("au", today)};
  if (period.until < period.from) std::swap(period.from, period.until);
  return period;
}

std::string period_form(const Request& request, const Period& period) {
  return "<form method=\"get\" class=\"search\">" +
         input("du", words(request, {"Du", "From"}), "date", "value=\"" + PartialDate::of_day(period.from).text() + "\"") +
         input("au", words(request, {"Au", "Until"}), "date", "value=\"" + PartialDate::of_day(period.until).text() + "\"") + "<p><button>" +
         words(request, {"Montrer", "Show"}) + "</button></p></form>";
}

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

struct Step {
  Milestone from, to;
  Bilingual name;
};
constexpr Step steps[] = {{Milestone::referral, Milestone::board, {"Demande → RCP", "Referral → board"}},
                          {Milestone::referral, Milestone::complete_file, {"Demande → dossier complet", "Referral → complete file"}},
                          {Milestone::complete_file, Milestone::board, {"Dossier complet → RCP", "Complete file → board"}},
                          {Milestone::board, Milestone::report, {"RCP → compte rendu signé", "Board → signed report"}},
                          {Milestone::biopsy, Milestone::board, {"Biopsie → RCP", "Biopsy → board"}},
                          {Milestone::board, Milestone::first_treatment, {"RCP → premier traitement", "Board → first treatment"}}};

std::string days_text(const std::optional<double>& days) {
  if (!days) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", *days);
  return text;
}

std::string delays_shown(const Request& request, const std::vector<study::Milestones>& cases) {
  std::string rows;
  for (const Step& step : steps) {
    const auto one = study::delays_between(cases, step.from, step.to);
    rows += "<tr><th scope=\"row\">" + words(request, step.name) + "</th>" + cell(std::to_string(one.cases - one.unknown - one.negative)) + cell(days_text(one.least)) +
            cell(days_text(one.quarter)) + cell(days_text(one.median)) + cell(days_text(one.three_quarters)) + cell(days_text(one.nine_tenths)) + cell(days_text(one.most)) +
            cell(std::to_string(one.unknown)) + cell(std::to_string(one.negative)) + "</tr>";
  }
  return table(table_head(request, {{"Étape", "Step"}, {"Mesurés", "Measured"}, {"min", "min"}, {"P25", "P25"}, {"médiane", "median"}, {"P75", "P75"}, {"P90", "P90"}, {"max", "max"},
                                    {"non connus", "unknown"}, {"ordre inverse", "reversed"}}),
               rows, words(request, {"Jours entiers entre deux étapes, par dossier signé que vous pouvez voir", "Whole days between two steps, of each signed case that you may see"}));
}

Result<std::string> activity_page(const PeopleWorld& world, const Request& request) {
  const Period period = period_of(world, request, 365);
  const auto found = workflows::board_statistics(world.boards, asking_of(request), access::own_centre(request.caller()), period.from, period.until);
  if (!found) return tl::unexpected(found.error());
  const auto& activity = found->activity;
  const auto fact = [&](Bilingual name, const std::string& value) { return "<dt>" + words(request, name) + "</dt><dd>" + escaped(value) + "</dd>"; };
  const int signed_cases = activity.decisions + activity.advice;
  std::string html = "<p><a href=\"/espace/rcp\">" + words(request, {"Réunions (RCP)", "Board meetings"}) + "</a></p>" + period_form(request, period) + "<dl>";
  html += fact({"Réunions tenues", "Meetings held"}, std::to_string(activity.meetings)) + fact({"Dossiers présentés", "Cases presented"}, std::to_string(activity.cases)) +
          fact({"Décisions signées", "Signed decisions"}, std::to_string(activity.decisions)) +
          fact({"Avis sans quorum", "Advice without quorum"}, std::to_string(activity.advice)) +
          fact({"Quorum atteint (décisions et avis)", "Quorum reached (decisions and advice)"}, std::to_string(activity.decisions) + " / " + std::to_string(signed_cases)) +
          fact({"Enregistrés sans discussion", "Registered without discussion"}, std::to_string(activity.registered)) +
          fact({"Reportés", "Carried over"}, std::to_string(activity.carried_over)) + fact({"Retirés", "Withdrawn"}, std::to_string(activity.withdrawn)) +
          fact({"Minutes par dossier (moyenne)", "Minutes a case (mean)"}, days_text(activity.minutes_a_case));
  return html + "</dl><h2>" + words(request, {"Délais", "Delays"}) + "</h2>" + delays_shown(request, found->milestones);
}

}  // namespace

void add_aftermath_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const std::vector<Parameter> period{{"du", Schema::text().longest(10), "first day"}, {"au", Schema::text().longest(10), "last day"}};
  const PersonPage after = [world](const SignedIn&, const Request& request) { return after_page(world, request); };
  routes.push_back(person_page(world, "/espace/rcp/suites", may(Act::prepare_board), after_title, after));
  routes.back().parameters = period;
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
  routes.push_back(person_page(world, "/espace/rcp/activite", may(Act::read_indicators), activity_title,
                               [world](const SignedIn&, const Request& request) { return activity_page(world, request); }));
  routes.back().parameters = period;
}

}  // namespace repere::web
