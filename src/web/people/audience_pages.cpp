#include <boost/json/array.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/wording.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "workflows/reach/read_reach.hpp"

namespace repere::web {

using report::escaped;
using report::whole_text;
using namespace reach;
namespace js = boost::json;

namespace {

constexpr Bilingual title{"Audience des pages publiques", "Reach of the public pages"};

struct Kind {
  Counted what;
  Bilingual name, brief;
};
constexpr Kind kinds[] = {
    {Counted::questionnaire_low, {"Questionnaire terminé, niveau 1", "Questionnaire finished, level 1"}, {"niveau 1", "level 1"}},
    {Counted::questionnaire_explore, {"Questionnaire terminé, niveau 2", "Questionnaire finished, level 2"}, {"niveau 2", "level 2"}},
    {Counted::questionnaire_refer, {"Questionnaire terminé, niveau 3", "Questionnaire finished, level 3"}, {"niveau 3", "level 3"}},
    {Counted::questionnaire_at_once, {"Questionnaire terminé, niveau 4", "Questionnaire finished, level 4"}, {"niveau 4", "level 4"}},
    {Counted::sheet_low, {"Page PDF enregistrée, niveau 1", "PDF page saved, level 1"}, {"PDF, niveau 1", "PDF, level 1"}},
    {Counted::sheet_explore, {"Page PDF enregistrée, niveau 2", "PDF page saved, level 2"}, {"PDF, niveau 2", "PDF, level 2"}},
    {Counted::sheet_refer, {"Page PDF enregistrée, niveau 3", "PDF page saved, level 3"}, {"PDF, niveau 3", "PDF, level 3"}},
    {Counted::sheet_at_once, {"Page PDF enregistrée, niveau 4", "PDF page saved, level 4"}, {"PDF, niveau 4", "PDF, level 4"}},
    {Counted::search_here, {"Recherche d’un centre, sur ce site", "Search for a centre, on this site"}, {"recherche ici", "search here"}},
    {Counted::search_elsewhere, {"Recherche d’un centre, depuis un autre site", "Search for a centre, from another site"}, {"recherche ailleurs", "search elsewhere"}},
    {Counted::referral_direct, {"Patient adressé directement", "Patient referred directly"}, {"adressé directement", "referred directly"}},
    {Counted::referral_after_questionnaire, {"Patient adressé depuis une réponse", "Patient referred from an answer"}, {"adressé après réponse", "referred from an answer"}}};
static_assert(std::size(kinds) == counted_count);

std::string day_text(Day day) { return PartialDate::of_day(day).text(); }

std::string number_cell(std::string_view text) { return "<td class=\"number\">" + escaped(text) + "</td>"; }

std::int64_t questionnaires(const Row& row) {
  std::int64_t sum = 0;
  for (const auto& level : suspicion::level_words) sum += row[place_of(questionnaire_of(level.value))];
  return sum;
}

// A bar a week, suspicious answers at its foot. Numbers are in the table beside it.
std::string chart(const Report& report, Language language) {
  constexpr double width = 640, height = 150, foot = 20;
  std::int64_t most = 1;
  for (const Week& one : report.weeks) most = std::max(most, questionnaires(one.times));
  const double step = width / static_cast<double>(report.weeks.size()), unit = (height - 24) / static_cast<double>(most);
  const auto number = [](double value) { return std::to_string(static_cast<int>(value * 10 + 0.5) / 10.0).substr(0, 6); };
  const Bilingual label{"Questionnaires terminés par semaine : au pied, en foncé, les niveaux 3 et 4",
                        "Questionnaires finished by week: at the foot, dark, levels 3 and 4"};
  std::string svg = "<figure class=\"bars\"><svg viewBox=\"0 0 " + number(width) + " " + number(height + foot) +
                    "\" role=\"img\" aria-label=\"" + escaped(label.in(language)) + "\">";
  const auto bar = [&](std::size_t i, double from, double tall, const char* opacity) {
    if (tall > 0)
      svg += "<rect x=\"" + number(static_cast<double>(i) * step + 1) + "\" y=\"" + number(height - from - tall) + "\" width=\"" +
             number(step - 2) + "\" height=\"" + number(tall) + "\" fill=\"currentColor\" fill-opacity=\"" + opacity + "\"/>";
  };
  for (std::size_t i = 0; i < report.weeks.size(); ++i) {
    const Row& row = report.weeks[i].times;
    const auto suspicious = static_cast<double>(row[place_of(Counted::questionnaire_refer)] + row[place_of(Counted::questionnaire_at_once)]);
    bar(i, 0, suspicious * unit, "0.9");
    bar(i, suspicious * unit, (static_cast<double>(questionnaires(row)) - suspicious) * unit, "0.35");
  }
  svg += "<line x1=\"0\" x2=\"" + number(width) + "\" y1=\"" + number(height) + "\" y2=\"" + number(height) +
         "\" stroke=\"currentColor\"/><text x=\"0\" y=\"14\" font-size=\"13\" fill=\"currentColor\">" +
         whole_text(most, language) + "</text><text x=\"0\" y=\"" + number(height + 16) + "\" font-size=\"13\" fill=\"currentColor\">" +
         day_text(report.weeks.front().week) + "</text><text x=\"" + number(width) + "\" y=\"" + number(height + 16) +
         "\" font-size=\"13\" text-anchor=\"end\" fill=\"currentColor\">" + day_text(report.weeks.back().week) + "</text></svg>";
  return svg + "<figcaption>" + escaped(label.in(language)) + ".</figcaption></figure>";
}

std::string totals(const Report& report, const Request& request) {
  const std::size_t weeks = report.weeks.size();
  std::string rows;
  for (const Kind& kind : kinds) {
    const std::size_t place = place_of(kind.what);
    std::int64_t last_four = 0;
    for (std::size_t i = weeks > 5 ? weeks - 5 : 0; i + 1 < weeks; ++i) last_four += report.weeks[i].times[place];
    rows += "<tr><th scope=\"row\">" + escaped(kind.name.in(request.language)) + "</th>" +
            number_cell(whole_text(report.weeks.back().times[place], request.language)) +
            number_cell(whole_text(last_four, request.language)) +
            number_cell(whole_text(report.total[place], request.language)) + "</tr>";
  }
  const Bilingual caption{"Ce qui a été compté", "What was counted"};
  return table(table_head(request, {{"Quoi", "What"},
                                    {"Semaine en cours", "This week"},
                                    {"4 semaines entières avant elle", "4 whole weeks before it"},
                                    {"52 semaines", "52 weeks"}}),
               rows, caption.in(request.language));
}

std::string head_of_kinds(const Request& request, Bilingual first) {
  std::string html = "<thead><tr><th scope=\"col\">" + escaped(first.in(request.language)) + "</th>";
  for (const Kind& kind : kinds) html += "<th scope=\"col\">" + escaped(kind.brief.in(request.language)) + "</th>";
  return html + "</tr></thead>";
}

std::string by_department(const Report& report, const Departments& departments, const Request& request) {
  const Bilingual heading{"Par département", "By department"},
      about{"Seulement quand un lieu a été donné. Chaque nombre est arrondi au multiple de 5 inférieur ; moins de 5 n’est pas montré (–), "
            "et un département où rien n’atteint 5 n’a pas de ligne. Les sommes ne sont pas données : elles feraient retrouver les petits nombres.",
            "Only where a place was given. Each number is rounded down to a multiple of 5; fewer than 5 is not shown (–), and a "
            "department where nothing reaches 5 has no row. Sums are not given: small numbers could be computed from them."},
      none{"Aucun nombre n’atteint 5 dans un département.", "No number reaches 5 in a department."};
  std::string html = "<h2>" + escaped(heading.in(request.language)) + "</h2><p>" + escaped(about.in(request.language)) + "</p>";
  if (report.departments.empty()) return html + "<p>" + escaped(none.in(request.language)) + "</p>";
  std::string rows;
  for (const DepartmentRow& one : report.departments) {
    const auto row = departments.find(one.department);
    rows += "<tr><th scope=\"row\">" + escaped(row ? departments[*row].name + " (" + one.department + ")" : one.department) + "</th>";
    for (const Kind& kind : kinds) {
      const std::int64_t least = one.at_least[place_of(kind.what)];
      rows += number_cell(least == 0 ? "–" : whole_text(least, request.language));
    }
    rows += "</tr>";
  }
  return html + table(head_of_kinds(request, {"Département", "Department"}), rows, heading.in(request.language));
}

std::string by_week(const Report& report, const Request& request) {
  std::string rows;
  for (auto week = report.weeks.rbegin(); week != report.weeks.rend(); ++week) {
    rows += "<tr><th scope=\"row\">" + day_text(week->week) + "</th>";
    for (const Kind& kind : kinds) rows += number_cell(whole_text(week->times[place_of(kind.what)], request.language));
    rows += "</tr>";
  }
  const Bilingual heading{"Semaine par semaine", "Week by week"};
  return "<details><summary>" + escaped(heading.in(request.language)) + "</summary>" +
         table(head_of_kinds(request, {"Semaine du lundi", "Week from Monday"}), rows, heading.in(request.language)) + "</details>";
}

std::string content(const Report& report, const Departments& departments, const Request& request) {
  const Bilingual about{
      "Ces nombres disent combien de fois les pages publiques ont servi : des comptes par semaine (UTC), sans traceur, sans tiers, "
      "sans rien qui dise qui. Une personne qui répond deux fois compte deux fois ; un programme qui envoie le formulaire compte aussi.",
      "These numbers say how often the public pages served: counts by week (UTC), without trackers, without third parties, with "
      "nothing that says who. Somebody who answers twice counts twice; a program that sends the form counts too."};
  const Bilingual weeks{"CSV par semaine", "CSV by week"}, places{"CSV par département", "CSV by department"};
  return "<p>" + escaped(about.in(request.language)) + "</p>" + totals(report, request) + chart(report, request.language) +
         by_week(report, request) + by_department(report, departments, request) +
         "<p><a href=\"/espace/audience/semaines.csv\">" + escaped(weeks.in(request.language)) +
         "</a> · <a href=\"/espace/audience/departements.csv\">" + escaped(places.in(request.language)) + "</a></p>";
}

std::string csv_of_weeks(const Report& report) {
  std::string csv = "week,counted,times\n";
  for (const Week& week : report.weeks)
    for (const auto& [what, word] : counted_words)
      csv += day_text(week.week) + "," + std::string(word) + "," + std::to_string(week.times[place_of(what)]) + "\n";
  return csv;
}

// Empty: fewer than the rounding, or none.
std::string csv_of_departments(const Report& report) {
  std::string csv = "from,until,department,counted,at_least\n";
  const std::string period = day_text(report.weeks.front().week) + "," + day_text(report.weeks.back().week + std::chrono::days(6)) + ",";
  for (const DepartmentRow& one : report.departments)
    for (const auto& [what, word] : counted_words) {
      const std::int64_t least = one.at_least[place_of(what)];
      csv += period + one.department + "," + std::string(word) + "," + (least == 0 ? "" : std::to_string(least)) + "\n";
    }
  return csv;
}

js::object json_of_row(const Row& row, bool small_is_null) {
  js::object object;
  for (const auto& [what, word] : counted_words) {
    const std::int64_t times = row[place_of(what)];
    object[word] = small_is_null && times == 0 ? js::value(nullptr) : js::value(times);
  }
  return object;
}

js::object json_of(const Report& report) {
  js::array weeks, departments;
  for (const Week& one : report.weeks)
    weeks.push_back(js::object{{"week", day_text(one.week)}, {"times", json_of_row(one.times, false)}});
  for (const DepartmentRow& one : report.departments)
    departments.push_back(js::object{{"department", one.department}, {"at_least", json_of_row(one.at_least, true)}});
  return {{"weeks", std::move(weeks)},
          {"total", json_of_row(report.total, false)},
          {"departments", std::move(departments)},
          {"rounded_to", rounded_to}};
}

Schema row_schema(bool small_is_null) {
  Schema row = Schema::object();
  for (const auto& [what, word] : counted_words)
    row = row.with(std::string(word), small_is_null ? Schema::whole().or_null() : Schema::whole());
  return row;
}

Schema report_schema() {
  return Schema::object()
      .with("weeks", Schema::array(Schema::object()
                                       .with("week", Schema::day().about("its Monday"))
                                       .with("times", row_schema(false))))
      .with("total", row_schema(false))
      .with("departments", Schema::array(Schema::object()
                                             .with("department", Schema::text())
                                             .with("at_least", row_schema(true).about("of all weeks; null: fewer than rounded_to"))))
      .with("rounded_to", Schema::whole())
      .named("Reach");
}

Route csv_route(const PeopleWorld& world, workflows::ReachStore& store, std::string path, std::string name, std::string (*make)(const Report&)) {
  return {.path = std::move(path),
          .policy = may(access::Act::manage_network),
          .runs_on = RunsOn::workers(),
          .handler = [world, &store, name = std::move(name), make](const Request& request) -> Result<Response> {
            const auto report = workflows::read_reach(world.means, store, asking_of(request));
            if (!report) return tl::unexpected(report.error());
            Response response = text(make(*report), "text/csv; charset=utf-8");
            save_as(response, name);
            return response;
          },
          .summary = "Reach of the public pages as a table",
          .answers = {{200, "the table", "text/csv"}},
          .problems = {403}};
}

}  // namespace

void add_audience_pages(std::vector<Route>& routes, const PeopleWorld& world, workflows::ReachStore& store,
                        const Departments& departments) {
  routes.push_back(person_page(world, "/espace/audience", may(access::Act::manage_network), title,
                               [world, &store, &departments](const workflows::SignedIn&, const Request& request) -> Result<std::string> {
                                 const auto report = workflows::read_reach(world.means, store, asking_of(request));
                                 if (!report) return tl::unexpected(report.error());
                                 return content(*report, departments, request);
                               }));
  routes.push_back(csv_route(world, store, "/espace/audience/semaines.csv", "audience-semaines.csv", csv_of_weeks));
  routes.push_back(csv_route(world, store, "/espace/audience/departements.csv", "audience-departements.csv", csv_of_departments));
  routes.push_back({.path = "/api/v1/reach",
                    .policy = may(access::Act::manage_network),
                    .runs_on = RunsOn::workers(),
                    .handler = [world, &store](const Request& request) -> Result<Response> {
                      const auto report = workflows::read_reach(world.means, store, asking_of(request));
                      if (!report) return tl::unexpected(report.error());
                      return json(json_of(*report));
                    },
                    .summary = "How often the public pages served, by week and department; small numbers protected",
                    .answers = {{200, "the counts of 52 weeks", "application/json", report_schema()}},
                    .problems = {403}});
}

}  // namespace repere::web
