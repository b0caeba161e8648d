#include <algorithm>

#include "domain/board/network_day.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/open_case_form.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/same_person_form.hpp"
#include "web/people/messages/messages_shown.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "web/public/referral_shown.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/send_referral.hpp"

// The centre's inbox: referrals by the delay they deserve, one referral, and the steps that each ends in.
namespace repere::web {

using access::Act;
using referral::Happening;
using referral::Referral;
using referral::ReferralId;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual inbox_title{"Demandes reçues", "Referrals received"}, one_title{"Demande", "Referral"};

Day today_of(const PeopleWorld& world) {
  return board::network_day(world.means.clock.now());
}

std::string place_of(ReferralId id) { return "/espace/demandes/" + std::to_string(id.value); }

// "dans 3 jours", or how late.
std::string waiting(const referral::Summary& one, Day today, Language language) {
  if (one.state == referral::State::answered || one.state == referral::State::closed) return "–";
  const int left = days_between(today, one.due);
  const std::string days = std::to_string(left < 0 ? -left : left);
  if (left < 0) return language == Language::fr ? "en retard de " + days + " j" : days + " d late";
  return language == Language::fr ? "dans " + days + " j" : "in " + days + " d";
}

Result<std::string> inbox(const PeopleWorld& world, const Request& request) {
  const Language language = request.language;
  workflows::ReferralFilter filter;
  filter.over_too = request.query.find("toutes").has_value();
  const auto found = workflows::list_referrals(world.means, asking_of(request), filter);
  if (!found) return tl::unexpected(found.error());
  const Bilingual none{"Aucune demande en attente.", "No referral is waiting."},
      all{"Voir aussi les demandes terminées", "Show those that are over too"},
      caption{"La plus pressante d’abord", "The most pressing first"}, fresh{"nouvelle", "new"};
  std::string html;
  if (!filter.over_too)
    html += "<p><a href=\"/espace/demandes?toutes=1\">" + std::string(all.in(language)) + "</a></p>";
  if (found->empty()) return html + "<p>" + std::string(none.in(language)) + "</p>";
  std::string rows;
  for (const auto& one : *found)
    rows += "<tr><th scope=\"row\"><a href=\"" + place_of(one.id) + "\">" + escaped(one.number) + "</a>" +
            (one.opened ? "" : " <strong>(" + std::string(fresh.in(language)) + ")</strong>") + "</th>" +
            cell(waiting(one, today_of(world), language)) + cell(words_of(one.state).in(language)) +
            cell(words_of(one.age).in(language)) + cell(words_of(one.place).in(language)) +
            cell(std::to_string(one.documents)) + cell(moment_text(one.received, language)) +
            cell(one.centre) + "</tr>";
  return html + table(table_head(request, {{"Numéro", "Number"},
                                           {"À prendre en charge", "To be taken up"},
                                           {"État", "State"},
                                           {"Âge", "Age"},
                                           {"Siège", "Place"},
                                           {"Documents", "Documents"},
                                           {"Reçue", "Received"},
                                           {"Centre", "Centre"}}),
                      rows, caption.in(language));
}

struct StepForm {
  Happening what;
  Act act;
  Bilingual heading, label, button;
};
constexpr StepForm step_forms[] = {
    {Happening::accepted,
     Act::handle_referral,
     {"Prendre en charge", "Take it up"},
     {"Note (facultative)", "Note (optional)"},
     {"Prendre en charge", "Take it up"}},
    {Happening::asked,
     Act::handle_referral,
     {"Demander un complément", "Ask for what is missing"},
     {"Ce qui manque : l’expéditeur le lit sur sa page de suivi",
      "What is missing: the sender reads it on the tracking page"},
     {"Demander", "Ask"}},
    {Happening::redirected,
     Act::handle_referral,
     {"Transmettre à un autre centre", "Pass on to another centre"},
     {"Raison", "Reason"},
     {"Transmettre", "Pass on"}},
    {Happening::answered,
     Act::answer_referral,
     {"Répondre", "Answer"},
     {"Réponse médicale, lue par l’expéditeur seul", "Medical answer, read by the sender alone"},
     {"Envoyer la réponse", "Send the answer"}},
    {Happening::closed,
     Act::handle_referral,
     {"Clore sans réponse", "Close without an answer"},
     {"Raison (reçue deux fois, hors réseau…)", "Reason (received twice, not for the network…)"},
     {"Clore", "Close"}}};

std::string centre_choice(const PeopleWorld& world, const Referral& one, Language language) {
  const Bilingual label{"Centre", "Centre"}, choose{"Choisir…", "Choose…"};
  std::string html = "<p><label for=\"field-centre\">" + std::string(label.in(language)) +
                     "</label><select id=\"field-centre\" name=\"centre\" required><option value=\"\">" +
                     std::string(choose.in(language)) + "</option>";
  const auto centres = workflows::receiving_centres(world.means);
  for (const Centre& centre : centres ? *centres : std::vector<Centre>{})
    if (centre.code != one.centre)
      html += "<option value=\"" + escaped(centre.code) + "\">" + escaped(centre.name) + "</option>";
  return html + "</select></p>";
}

std::string steps_shown(const PeopleWorld& world, const Request& request, const Referral& one) {
  const Language language = request.language;
  const auto standing = access::of_centre(one.centre);
  std::string html;
  for (const StepForm& form : step_forms) {
    if (!referral::after(one.state, form.what) || !access::authorise(request.caller(), form.act, standing))
      continue;
    const std::string word(word_in(referral::happening_words, form.what)), id = "field-text-" + word;
    html += "<details class=\"step\"><summary>" + escaped(form.heading.in(language)) +
            "</summary><form method=\"post\" action=\"" + place_of(one.id) + "\">" +
            form_token_input(request) + "<input type=\"hidden\" name=\"step\" value=\"" + word +
            "\"><input type=\"hidden\" name=\"version\" value=\"" + std::to_string(one.version) + "\">";
    if (form.what == Happening::redirected) html += centre_choice(world, one, language);
    html += "<p><label for=\"" + id + "\">" + escaped(form.label.in(language)) + "</label><textarea id=\"" +
            id + "\" name=\"text\"" + (form.what == Happening::accepted ? "" : " required") +
            "></textarea></p><p><button>" + escaped(form.button.in(language)) +
            "</button></p></form></details>";
  }
  return html;
}

std::string referral_shown(const PeopleWorld& world, const Request& request, const Referral& one,
                           const std::string& same, const std::string& its_case) {
  const Language language = request.language;
  const Bilingual number{"Numéro", "Number"}, state{"État", "State"},
      due{"À prendre en charge avant le", "To be taken up before"}, received{"Reçue", "Received"},
      documents{"Documents", "Documents"}, steps{"Que faire", "What to do"},
      content{"La demande", "The referral"}, history{"Déroulement", "Course"};
  std::string html = "<dl><dt>" + std::string(number.in(language)) + "</dt><dd><strong>" +
                     escaped(one.number) + "</strong></dd><dt>" + std::string(state.in(language)) +
                     "</dt><dd>" + escaped(words_of(one.state).in(language)) + "</dd><dt>" +
                     std::string(received.in(language)) + "</dt><dd>" + moment_text(one.received, language) +
                     "</dd><dt>" + escaped(due.in(language)) + "</dt><dd>" + day_text(one.due, language) +
                     " (" + escaped(waiting(one, today_of(world), language)) + ")</dd></dl>" +
                     same + "<h2>" + std::string(content.in(language)) + "</h2>";
  for (const auto part : {referral::Part::patient, referral::Part::mass, referral::Part::sender})
    html += answers_shown(one.answers.reveal(), part, language, ReadBy::centre);
  html += "<h2>" + std::string(documents.in(language)) + "</h2><ul>";
  for (const auto& file : one.files)
    html += "<li><a href=\"" + place_of(one.id) + "/documents/" + std::to_string(file.number) + "\">" +
            escaped(file.name.reveal()) + "</a> (" + escaped(file.type) + ")</li>";
  if (one.files.empty()) {
    const auto expected = referral::expected_of(world.reference.referral_expectations, one.age, one.place);
    const Bilingual nothing{"Aucun document. Imagerie attendue : ", "No document. Imaging expected: "};
    html += "<li>" + escaped(nothing.in(language)) +
            escaped(language == Language::fr ? expected.imaging_fr : expected.imaging_en) + "</li>";
  }
  return html + "</ul>" + its_case + "<h2>" + std::string(steps.in(language)) + "</h2>" +
         steps_shown(world, request, one) +
         "<h2>" + std::string(history.in(language)) + "</h2>" +
         course_shown(one, language, names_of_centres(world.means));
}

Result<std::string> one_referral(const PeopleWorld& world, const Request& request) {
  const ReferralId id{request.number("referral")};
  const auto one = workflows::read_referral(world.means, asking_of(request), id);
  if (!one) return tl::unexpected(one.error());
  const auto same = workflows::same_person(world.means, asking_of(request), id);
  if (!same) return tl::unexpected(same.error());
  const auto said = workflows::said_of_persons(world.means, asking_of(request), id);
  if (!said) return tl::unexpected(said.error());
  const auto persons = same_persons_shown(world, request, *one, *same, *said);
  if (!persons) return tl::unexpected(persons.error());
  auto possible = *same;
  std::erase_if(possible.patients, [&](PatientId patient) {
    return std::any_of(said->begin(), said->end(), [&](const auto& each) { return each.patient == patient && each.said == workflows::Said::different; });
  });
  const auto its_case = case_of_referral(world, request, *one, possible);
  if (!its_case) return tl::unexpected(its_case.error());
  const auto messages = messages_of_referral_shown(world, request, id);
  if (!messages) return tl::unexpected(messages.error());
  return referral_shown(world, request, *one, *persons, *its_case) + *messages;
}

Result<Response> take_step(const PeopleWorld& world, const Request& request) {
  const ReferralId id{request.number("referral")};
  const auto text = [&](std::string_view name) { return std::string(request.form.find(name).value_or("")); };
  workflows::Step step;
  step.what = *value_in(referral::happening_words, text("step"));
  step.version = std::stoll(text("version"));
  step.text = Confidential<std::string>(text("text"));
  step.to_centre = text("centre");
  if (auto taken = workflows::take_step(world.means, asking_of(request), id, step); !taken)
    return tl::unexpected(taken.error());
  // A referral that went to another centre is still in this one's list.
  return redirect(step.what == Happening::redirected ? "/espace/demandes" : place_of(id));
}

Result<Response> give_document(const PeopleWorld& world, const Request& request) {
  auto document = workflows::read_referral_document(
      world.means, asking_of(request), ReferralId{request.number("referral")}, request.number("number"));
  if (!document) return tl::unexpected(document.error());
  Response response = web::text(document->content.reveal(), document->type);
  save_as(response, document->name.reveal());
  response.keeps_secret = true;
  return response;
}

}  // namespace

void add_inbox_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter referral{"referral", Schema::whole().at_least(1), "its number in the database", true};
  routes.push_back(
      person_page(world, "/espace/demandes", may(Act::handle_referral), inbox_title,
                  [world](const SignedIn&, const Request& request) { return inbox(world, request); }));
  routes.push_back(
      person_page(world, "/espace/demandes/{referral}", may(Act::handle_referral), one_title,
                  [world](const SignedIn&, const Request& request) { return one_referral(world, request); }));
  routes.back().parameters = {referral};
  routes.push_back({.method = Method::post,
                    .path = "/espace/demandes/{referral}",
                    .policy = may(Act::handle_referral),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) { return take_step(world, request); },
                    .summary = "A step of the centre: take up, ask, pass on, answer, close",
                    .parameters = {referral},
                    .body = Body::form(Schema::object()
                                           .maybe("form_token", Schema::text().longest(200))
                                           .with("step", Schema::one_of({"accepted", "asked", "redirected",
                                                                         "answered", "closed"}))
                                           .with("version", Schema::whole().at_least(1))
                                           .maybe("text", Schema::text().longest(20'000))
                                           .maybe("centre", Schema::text().longest(100))),
                    .answers = {{303, "done", ""}},
                    .problems = {403, 404, 409, 422}});
  const PersonPage one = [world](const SignedIn&, const Request& request) { return one_referral(world, request); };
  routes.push_back(open_case_route(world, {one_title, one}));
  routes.push_back(same_person_route(world, {one_title, one}));
  routes.push_back({.path = "/espace/demandes/{referral}/documents/{number}",
                    .policy = may(Act::handle_referral),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) { return give_document(world, request); },
                    .summary = "A document of a referral",
                    .parameters = {referral, {"number", Schema::whole().at_least(1), "its number", true}},
                    .answers = {{200, "the document", "*/*"}},
                    .problems = {403, 404}});
}

}  // namespace repere::web
