#include "web/public/suspicion_pages.hpp"

#include "report/document/pdf.hpp"
#include "report/suspicion/suspicion_document.hpp"
#include "report/suspicion/suspicion_words.hpp"
#include "web/public/public_routes.hpp"

namespace repere::web {

using namespace suspicion;
using report::in;

namespace {

constexpr Bilingual title{"Une masse suspecte ?", "A suspicious mass?"};
constexpr Bilingual description{
    "Huit questions, une minute : la masse est-elle suspecte, quelle imagerie demander, ce qu’il ne faut pas "
    "faire, qui appeler.",
    "Eight questions, one minute: is the mass suspicious, which imaging to ask for, what not to do, whom to "
    "call."};
constexpr Bilingual lead{
    "Huit étapes, une minute. La réponse montre ses règles, leurs sources et ce qu’il ne faut pas faire.",
    "Eight steps, one minute. The answer shows its rules, their sources and what not to do."};
constexpr const char* nobody_answers =
    "individual answers are not shown here: the network has not named who answers for them "
    "(network.answerable)";

std::string data_for_machines(const SuspicionDesk& desk, Language language) {
  return json_text(boost::json::object{
      {"@context", "https://schema.org"},
      {"@type", "MedicalWebPage"},
      {"name", title.in(language)},
      {"description", description.in(language)},
      {"inLanguage", code_of(language)},
      {"lastReviewed", desk.rules.edition.text()},
      {"about",
       boost::json::object{{"@type", "MedicalCondition"}, {"name", in(language, "Sarcome", "Sarcoma")}}}});
}

PublicPage form_page(const SuspicionDesk& desk, const SuspicionQuery& query, Language language) {
  PublicPage page;
  page.language = language;
  const std::string text = query_with_place(query), tail = text.empty() ? "" : "?" + text;
  page.address = {std::string(suspicion_path.fr) + tail, std::string(suspicion_path.en) + tail};
  page.title = title.in(language);
  page.description = description.in(language);
  page.listed = query.says_nothing() && query.wrong.empty();
  if (page.listed) page.data = data_for_machines(desk, language);
  if (!desk.answers_individually()) {
    page.content = suspicion_guidance(desk, language);
    return page;
  }
  page.lead = lead.in(language);
  page.content = suspicion_form(desk, query, language);
  return page;
}

Response form_answer(const Request& request, const SuspicionDesk& desk, const SuspicionQuery& query, Language language,
                     int status) {
  return answered(request, desk.network, form_page(desk, query, language), status);
}

std::optional<std::size_t> department_of(const SuspicionDesk& desk, const SuspicionQuery& query) {
  if (!desk.directory || (query.place_words.empty() && query.commune.empty())) return std::nullopt;
  return answer_of(*desk.directory, {query.place_words, query.commune, {}}).search.department;
}

// The form again, with what is to be mended; nothing when the answers can be used.
std::optional<Response> unusable(const Request& request, const SuspicionDesk& desk, SuspicionQuery& query,
                                 Language language) {
  if (!desk.answers_individually()) return form_answer(request, desk, {}, language, 200);
  if (query.wrong.empty() && query.says_nothing())
    query.wrong.push_back(
        {"place", in(language, "répondez au moins à une question", "answer one question at least")});
  if (query.wrong.empty()) return std::nullopt;
  return form_answer(request, desk, query, language, 400);
}

Response answer_page(const SuspicionDesk& desk, const Request& request, Language language) {
  SuspicionQuery query = read_suspicion_query(request.query, language);
  if (auto other = unusable(request, desk, query, language)) return std::move(*other);
  const Level level = assess(desk.rules, query.answers).level;
  const std::string tail = "?" + query_with_place(query);
  // Counted when the form is sent, and not again when the answer is looked at again, kept, or read in the other language.
  if (request.query.find(finished_name)) {
    tell(desk.count, reach::questionnaire_of(level), department_of(desk, query));
    return redirect(std::string(suspicion_answer_path.in(language)) + tail);
  }
  PublicPage page;
  page.language = language;
  page.address = {std::string(suspicion_answer_path.fr) + tail, std::string(suspicion_answer_path.en) + tail};
  page.title = report::verdict_title(assess(desk.rules, query.answers), language);
  page.description = description.in(language);
  page.content = suspicion_answer(desk, query, language);
  page.listed = false;
  return answered(request, desk.network, page);
}

Result<Response> answer_pdf(const SuspicionDesk& desk, const Request& request, Language language) {
  SuspicionQuery query = read_suspicion_query(request.query, language);
  if (auto other = unusable(request, desk, query, language)) return std::move(*other);
  auto pdf = report::pdf_text(report::suspicion_document(
      {desk.rules, query.answers, desk.network.name, desk.answerable, desk.now(), desk.network.synthetic},
      language));
  if (!pdf) return tl::unexpected(pdf.error());
  tell(desk.count, reach::sheet_of(assess(desk.rules, query.answers).level), department_of(desk, query));
  Response response = text(std::move(*pdf), "application/pdf");
  save_as(response, in(language, "masse-suspecte.pdf", "suspicious-mass.pdf"));
  return response;
}

Route public_route(std::string_view path, std::string summary, std::string type, RunsOn runs_on,
                   Handler handler) {
  Route route{.path = std::string(path),
              .policy = Policy::anonymous(),
              .runs_on = std::move(runs_on),
              .handler = std::move(handler),
              .summary = std::move(summary),
              .answers = {{200, "the answer", std::move(type)}}};
  // The handler says what is wrong in the form itself: the route declares no parameter that the router would refuse.
  route.any_query = true;
  route.caching = Caching::never;
  return route;
}

void add_api(std::vector<Route>& routes, const SuspicionDesk& desk) {
  routes.push_back({.path = "/api/v1/suspicion",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::loop(),
                    .handler = [&desk](const Request& request) -> Result<Response> {
                      if (!desk.answers_individually()) return fail(ErrorKind::forbidden, nobody_answers);
                      return json(
                          suspicion_json(desk, read_suspicion_query(request.query, request.language)));
                    },
                    .summary = "How suspicious a mass is, by the network's triage rules",
                    .parameters = suspicion_parameters(),
                    .answers = {{200, "level, delay, advice and the rules behind them", "application/json",
                                 suspicion_schema()}},
                    .problems = {403},
                    .caching = Caching::never});
}

}  // namespace

void add_suspicion_pages(std::vector<Route>& routes, const SuspicionDesk& desk) {
  for (const Language language : {Language::fr, Language::en}) {
    routes.push_back(public_route(suspicion_path.in(language), "The questionnaire of a suspicious mass",
                                  "text/html", RunsOn::loop(),
                                  [&desk, language](const Request& request) -> Result<Response> {
                                    SuspicionQuery query = read_suspicion_query(request.query, language);
                                    query.wrong.clear();
                                    return form_answer(request, desk, query, language, 200);
                                  }));
    routes.push_back(public_route(suspicion_answer_path.in(language), "What the triage rules say of a mass",
                                  "text/html", RunsOn::loop(),
                                  [&desk, language](const Request& request) -> Result<Response> {
                                    return answer_page(desk, request, language);
                                  }));
    routes.push_back(public_route(
        suspicion_pdf_path.in(language), "The same on one page for the patient's file", "application/pdf",
        RunsOn::workers(), [&desk, language](const Request& request) -> Result<Response> {
          return answer_pdf(desk, request, language);
        }));
  }
  add_api(routes, desk);
}

}  // namespace repere::web
