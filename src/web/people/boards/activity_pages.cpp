#include <boost/json.hpp>
#include <cstdio>

#include "domain/access/own_centre.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_period.hpp"
#include "web/people/boards/report_shown.hpp"
#include "workflows/boards/board_statistics.hpp"

// How much boards did and how long each step took: a centre's own, or every centre's for whoever reads the network's figures.
namespace repere::web {

using access::Act;
using report::escaped;
using study::DelaySummary;
using study::Milestone;
using workflows::SignedIn;
using workflows::Statistics;

namespace {

constexpr Bilingual title{"Activité des RCP", "Activity of the boards"};

struct Step {
  Milestone from, to;
  Bilingual name;
};
constexpr Step steps[] = {{Milestone::first_contact, Milestone::referral, {"Première consultation → demande", "First consultation → referral"}},
                          {Milestone::referral, Milestone::complete_file, {"Demande → dossier complet", "Referral → complete file"}},
                          {Milestone::complete_file, Milestone::board, {"Dossier complet → RCP", "Complete file → board"}},
                          {Milestone::referral, Milestone::board, {"Demande → RCP", "Referral → board"}},
                          {Milestone::referral, Milestone::biopsy, {"Demande → biopsie", "Referral → biopsy"}},
                          {Milestone::biopsy, Milestone::board, {"Biopsie → RCP", "Biopsy → board"}},
                          {Milestone::board, Milestone::report, {"RCP → compte rendu signé", "Board → signed report"}},
                          {Milestone::board, Milestone::first_treatment, {"RCP → premier traitement", "Board → first treatment"}},
                          {Milestone::first_contact, Milestone::first_treatment, {"Première consultation → premier traitement", "First consultation → first treatment"}}};
// Of all centres beside each other, those by which a network is judged.
constexpr Step compared[] = {{Milestone::referral, Milestone::board, {"Demande → RCP", "Referral → board"}},
                             {Milestone::board, Milestone::report, {"RCP → compte rendu", "Board → report"}},
                             {Milestone::first_contact, Milestone::first_treatment, {"1re consultation → traitement", "1st consultation → treatment"}}};

std::string days_text(const std::optional<double>& days, Language language) {
  if (!days) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", *days);
  std::string shown = text;
  if (const auto point = shown.find('.'); language == Language::fr && point != std::string::npos) shown[point] = ',';
  return shown;
}

int measured(const DelaySummary& one) { return one.cases - one.unknown - one.negative; }

std::string delays_shown(const Request& request, const std::vector<study::Milestones>& cases) {
  std::string rows;
  for (const Step& step : steps) {
    const auto one = study::delays_between(cases, step.from, step.to);
    rows += "<tr><th scope=\"row\">" + words(request, step.name) + "</th>" + cell(std::to_string(measured(one)));
    for (const auto& days : {one.least, one.quarter, one.median, one.three_quarters, one.nine_tenths, one.most}) rows += cell(days_text(days, request.language));
    rows += cell(std::to_string(one.unknown)) + cell(std::to_string(one.negative)) + "</tr>";
  }
  return table(table_head(request, {{"Étape", "Step"}, {"Mesurés", "Measured"}, {"min", "min"}, {"P25", "P25"}, {"médiane", "median"}, {"P75", "P75"}, {"P90", "P90"}, {"max", "max"},
                                    {"non connus", "unknown"}, {"ordre inverse", "reversed"}}),
               rows, words(request, {"Jours entiers entre deux étapes, par dossier signé ; sans ceux qui s’opposent au registre", "Whole days between two steps, of each signed case; without those who object to the registry"}));
}

std::string activity_shown(const Request& request, const study::Activity& activity) {
  const auto fact = [&](Bilingual name, const std::string& value) { return "<dt>" + words(request, name) + "</dt><dd>" + escaped(value) + "</dd>"; };
  const int signed_cases = activity.decisions + activity.advice;
  return "<dl>" + fact({"Réunions tenues", "Meetings held"}, std::to_string(activity.meetings)) + fact({"Dossiers présentés", "Cases presented"}, std::to_string(activity.cases)) +
         fact({"Décisions signées", "Signed decisions"}, std::to_string(activity.decisions)) +
         fact({"Avis sans quorum", "Advice without quorum"}, std::to_string(activity.advice)) +
         fact({"Quorum atteint (décisions et avis)", "Quorum reached (decisions and advice)"}, std::to_string(activity.with_quorum) + " / " + std::to_string(signed_cases)) +
         fact({"Enregistrés sans discussion", "Registered without discussion"}, std::to_string(activity.registered)) +
         fact({"Reportés", "Carried over"}, std::to_string(activity.carried_over)) + fact({"Retirés", "Withdrawn"}, std::to_string(activity.withdrawn)) +
         fact({"Minutes par dossier (moyenne)", "Minutes a case (mean)"}, days_text(activity.minutes_a_case, request.language)) + "</dl>";
}

std::string link_of_centre(const std::string& centre, const Period& period, const CentreName& name) {
  return "<a href=\"/espace/rcp/activite?centre=" + percent_encoded(centre) + "&amp;du=" + PartialDate::of_day(period.from).text() + "&amp;au=" +
         PartialDate::of_day(period.until).text() + "\">" + escaped(name(centre)) + "</a>";
}

std::string centres_shown(const Request& request, const std::vector<Statistics>& all, const Period& period, const CentreName& name) {
  std::string rows;
  for (const Statistics& one : all) {
    const auto& activity = one.activity;
    rows += "<tr><th scope=\"row\">" + link_of_centre(one.centre, period, name) + "</th>" + cell(std::to_string(activity.meetings)) + cell(std::to_string(activity.cases)) +
            cell(std::to_string(activity.with_quorum) + " / " + std::to_string(activity.decisions + activity.advice)) + cell(days_text(activity.minutes_a_case, request.language));
    for (const Step& step : compared) {
      const auto delay = study::delays_between(one.milestones, step.from, step.to);
      rows += cell(!delay.median ? std::string("–")
                                 : days_text(delay.median, request.language) + " · " + days_text(delay.nine_tenths, request.language) + " (" + std::to_string(measured(delay)) + ")");
    }
    rows += "</tr>";
  }
  if (rows.empty()) return "<p>" + words(request, {"Aucun centre ne tient de RCP.", "No centre holds a board."}) + "</p>";
  return table(table_head(request, {{"Centre", "Centre"}, {"Réunions", "Meetings"}, {"Dossiers", "Cases"}, {"Quorum", "Quorum"}, {"Min. par dossier", "Min. a case"}, compared[0].name,
                                    compared[1].name, compared[2].name}),
               rows, words(request, {"Délais : médiane · P90 en jours (dossiers mesurés)", "Delays: median · P90 in days (cases measured)"}));
}

std::string of_the_network(const Request& request, const std::vector<Statistics>& all, const Period& period, const CentreName& name) {
  std::vector<study::Milestones> everywhere;
  for (const Statistics& one : all) everywhere.insert(everywhere.end(), one.milestones.begin(), one.milestones.end());
  return "<h2>" + words(request, {"Par centre", "By centre"}) + "</h2>" + centres_shown(request, all, period, name) + "<h2>" +
         words(request, {"Délais de tous les centres", "Delays of all centres"}) + "</h2>" + delays_shown(request, everywhere);
}

// The centre asked for, or one's own; empty: all of them.
std::string centre_of(const Request& request) {
  const std::string asked(request.query.find("centre").value_or(""));
  return asked.empty() ? access::own_centre(request.caller()) : asked;
}

Result<std::string> activity_page(const PeopleWorld& world, const Request& request) {
  const Period period = period_of(world, request, 365);
  const std::string centre = centre_of(request);
  const auto name = names_of_centres(world.means);
  std::string html = access::may_ever(request.caller(), Act::record_decision) ? "<p><a href=\"/espace/rcp\">" + words(request, {"Réunions (RCP)", "Board meetings"}) + "</a></p>" : "";
  if (centre.empty()) {
    const auto all = workflows::statistics_of_centres(world.boards, asking_of(request), period.from, period.until);
    if (!all) return tl::unexpected(all.error());
    return html + period_form(request, period) + of_the_network(request, *all, period, name);
  }
  const auto found = workflows::board_statistics(world.boards, asking_of(request), centre, period.from, period.until);
  if (!found) return tl::unexpected(found.error());
  if (access::own_centre(request.caller()).empty())
    html += "<p><a href=\"/espace/rcp/activite\">" + words(request, {"Tous les centres", "All centres"}) + "</a></p>";
  return html + "<p><strong>" + escaped(name(centre)) + "</strong></p>" + period_form(request, period, "<input type=\"hidden\" name=\"centre\" value=\"" + escaped(centre) + "\">") +
         activity_shown(request, found->activity) + "<h2>" + words(request, {"Délais", "Delays"}) + "</h2>" + delays_shown(request, found->milestones);
}

boost::json::value number_or_null(const std::optional<double>& value) { return value ? boost::json::value(*value) : boost::json::value(nullptr); }

boost::json::object json_of(const Statistics& one) {
  const auto& activity = one.activity;
  boost::json::array delays;
  for (const Step& step : steps) {
    const auto days = study::delays_between(one.milestones, step.from, step.to);
    delays.push_back(boost::json::object{{"from", word_in(study::milestone_words, step.from)}, {"to", word_in(study::milestone_words, step.to)},
                                         {"cases", days.cases}, {"unknown", days.unknown}, {"reversed", days.negative},
                                         {"minimum", number_or_null(days.least)}, {"p25", number_or_null(days.quarter)}, {"median", number_or_null(days.median)},
                                         {"p75", number_or_null(days.three_quarters)}, {"p90", number_or_null(days.nine_tenths)}, {"maximum", number_or_null(days.most)}});
  }
  return {{"centre", one.centre}, {"meetings", activity.meetings}, {"cases", activity.cases}, {"decisions", activity.decisions}, {"advice", activity.advice},
          {"registered", activity.registered}, {"carried_over", activity.carried_over}, {"withdrawn", activity.withdrawn}, {"with_quorum", activity.with_quorum},
          {"minutes_a_case", number_or_null(activity.minutes_a_case)}, {"delays", std::move(delays)}};
}

Result<Response> activity_data(const PeopleWorld& world, const Request& request) {
  const Period period = period_of(world, request, 365);
  std::vector<Statistics> all;
  if (const std::string centre = centre_of(request); centre.empty()) {
    auto found = workflows::statistics_of_centres(world.boards, asking_of(request), period.from, period.until);
    if (!found) return tl::unexpected(found.error());
    all = std::move(*found);
  } else {
    auto found = workflows::board_statistics(world.boards, asking_of(request), centre, period.from, period.until);
    if (!found) return tl::unexpected(found.error());
    all.push_back(std::move(*found));
  }
  boost::json::array centres;
  for (const Statistics& one : all) centres.push_back(json_of(one));
  return json(boost::json::object{{"from", PartialDate::of_day(period.from).text()}, {"until", PartialDate::of_day(period.until).text()}, {"centres", std::move(centres)}});
}

}  // namespace

void add_activity_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  auto parameters = period_parameters();
  parameters.push_back({"centre", Schema::text().longest(100), "code of a centre; without it one's own, or every centre for whoever works for the network"});
  routes.push_back(person_page(world, "/espace/rcp/activite", may(Act::read_indicators), title,
                               [world](const SignedIn&, const Request& request) { return activity_page(world, request); }));
  routes.back().parameters = parameters;
  routes.push_back({.path = "/api/v1/boards/activity",
                    .policy = may(Act::read_indicators),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) { return activity_data(world, request); },
                    .summary = "What boards did in a period, and the days between the steps of their cases",
                    .parameters = parameters,
                    .answers = {{200, "activity and delays by centre", "application/json"}},
                    .problems = {403}});
}

}  // namespace repere::web
