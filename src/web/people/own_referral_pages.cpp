#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "web/people/sign_in_answers.hpp"
#include "web/public/referral_form.hpp"
#include "web/public/referral_shown.hpp"
#include "workflows/referrals/own_referrals.hpp"
#include "workflows/referrals/send_referral.hpp"

// Sending a patient with an account: the public form without link and code, and what became of what one sent.
namespace repere::web {

using access::Act;
using referral::Referral;
using referral::ReferralId;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr std::size_t most_body = 64u << 20;
constexpr Bilingual send_title{"Adresser un patient", "Send a patient"},
    list_title{"Mes demandes", "My referrals"}, one_title{"Ma demande", "My referral"};

std::string place_of(ReferralId id) { return "/espace/mes-demandes/" + std::to_string(id.value); }

// Who sends is the account's name and address, whatever the form says.
void sign(ReferralForm& form, const SignedIn& who, const Request& request) {
  form.token_input = form_token_input(request);
  form.answers["sender_name"] = who.account.name;
  form.answers["sender_email"] = who.account.login;
}

Result<std::string> form_shown(const PeopleWorld& world, const ReferralForm& form) {
  const auto centres = workflows::receiving_centres(world.means);
  if (!centres) return tl::unexpected(centres.error());
  return referral_form(form, *centres);
}

Result<std::string> empty_form(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  ReferralForm form = prefilled_form(request.query, request.language);
  form.secret = workflows::new_form(world.means);
  sign(form, who, request);
  return form_shown(world, form);
}

Result<Response> take_form(const PeopleWorld& world, workflows::DocumentScanner& scanner,
                           const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  ReferralForm form = read_referral_form(request.form, request.language);
  auto files = sent_files(request);
  if (!files) return tl::unexpected(files.error());
  form.had_files = !files->empty();
  if (form.secret.size() < 20) form.secret = workflows::new_form(world.means);
  sign(form, *who, request);
  // Nobody knows the code: the account alone opens it.
  const workflows::Submission submission{form.secret,
                                         form.centre,
                                         Confidential<referral::Answers>(form.answers),
                                         Confidential<std::string>(workflows::new_form(world.means)),
                                         form.consent,
                                         form.suspicion,
                                         std::move(*files)};
  const auto sent = workflows::send_referral(world.means, scanner, world.reference.referral_expectations,
                                             request.caller(), submission, origin_of(request));
  if (!sent) return tl::unexpected(sent.error());
  if (sent->refused.empty()) return redirect("/espace/mes-demandes");
  form.refused = sent->refused;
  const auto content = form_shown(world, form);
  if (!content) return tl::unexpected(content.error());
  Response response = shown(request, send_title, *content, 422, &*who);
  response.keeps_secret = true;
  return response;
}

Result<std::string> list(const PeopleWorld& world, const Request& request) {
  const Language language = request.language;
  const auto all = workflows::own_referrals(world.means, asking_of(request));
  if (!all) return tl::unexpected(all.error());
  const Bilingual another{"Adresser un patient", "Send a patient"},
      none{"Vous n’avez rien envoyé.", "You have sent nothing."},
      caption{"La plus récente d’abord", "The newest first"};
  std::string html =
      "<p><a class=\"act\" href=\"/espace/adresser\">" + escaped(another.in(language)) + "</a></p>";
  if (all->empty()) return html + "<p>" + escaped(none.in(language)) + "</p>";
  std::string rows;
  for (const auto& one : *all)
    rows += "<tr><th scope=\"row\"><a href=\"" + place_of(one.id) + "\">" + escaped(one.number) +
            "</a></th>" + cell(words_of(one.state).in(language)) + cell(one.centre) +
            cell(moment_text(one.received, language)) + cell(moment_text(one.changed, language)) + "</tr>";
  return html + table(table_head(request, {{"Numéro", "Number"},
                                           {"État", "State"},
                                           {"Centre", "Centre"},
                                           {"Envoyée", "Sent"},
                                           {"Dernier changement", "Last change"}}),
                      rows, caption.in(language));
}

std::string documents_shown(const Referral& one, Language language) {
  const Bilingual heading{"Documents", "Documents"};
  std::string html = one.files.empty() ? "" : "<h2>" + std::string(heading.in(language)) + "</h2><ul>";
  for (const auto& file : one.files)
    html += "<li><a href=\"" + place_of(one.id) + "/documents/" + std::to_string(file.number) + "\">" +
            escaped(file.name.reveal()) + "</a> (" + escaped(file.type) + ")</li>";
  return one.files.empty() ? html : html + "</ul>";
}

std::string add_form(const Request& request, const Referral& one) {
  const Language language = request.language;
  const Bilingual heading{"Ajouter", "Add"}, text{"Message au centre", "Message to the centre"},
      files{"Documents (PDF, images)", "Documents (PDF, images)"}, send{"Envoyer", "Send"};
  return "<h2>" + std::string(heading.in(language)) +
         "</h2><form method=\"post\" enctype=\"multipart/form-data\" action=\"" + place_of(one.id) + "\">" +
         form_token_input(request) + "<p><label for=\"field-text\">" + escaped(text.in(language)) +
         "</label><textarea id=\"field-text\" name=\"text\"></textarea></p><p><label for=\"field-files\">" +
         escaped(files.in(language)) +
         "</label><input id=\"field-files\" type=\"file\" name=\"files\" multiple></p><p><button "
         "class=\"act\">" +
         std::string(send.in(language)) + "</button></p></form>";
}

Result<std::string> one_shown(const PeopleWorld& world, const Request& request) {
  const Language language = request.language;
  const auto one =
      workflows::own_referral(world.means, asking_of(request), ReferralId{request.number("referral")});
  if (!one) return tl::unexpected(one.error());
  const Bilingual number{"Numéro", "Number"}, state{"État", "State"}, centre{"Centre", "Centre"},
      history{"Déroulement", "Course"}, sent{"Ce qui a été envoyé", "What was sent"};
  const auto names = names_of_centres(world.means);
  std::string html = "<dl><dt>" + std::string(number.in(language)) + "</dt><dd><strong>" +
                     escaped(one->number) + "</strong></dd><dt>" + std::string(state.in(language)) +
                     "</dt><dd><strong>" + escaped(words_of(one->state).in(language)) + "</strong></dd><dt>" +
                     std::string(centre.in(language)) + "</dt><dd>" + escaped(names(one->centre)) +
                     "</dd></dl><h2>" + escaped(history.in(language)) + "</h2>" +
                     course_shown(*one, language, names) +
                     documents_shown(*one, language) + add_form(request, *one) + "<details><summary>" +
                     escaped(sent.in(language)) + "</summary>";
  for (const auto part : {referral::Part::sender, referral::Part::patient, referral::Part::mass})
    html += answers_shown(one->answers.reveal(), part, language, ReadBy::sender);
  return html + "</details>";
}

Result<Response> complete(const PeopleWorld& world, workflows::DocumentScanner& scanner,
                          const Request& request) {
  const ReferralId id{request.number("referral")};
  const auto files = sent_files(request);
  if (!files) return tl::unexpected(files.error());
  const Confidential<std::string> message(std::string(request.form.find("text").value_or("")));
  const auto refused = workflows::complete_own(world.means, scanner, asking_of(request), id, message, *files);
  if (!refused) return tl::unexpected(refused.error());
  if (refused->empty()) return redirect(place_of(id));
  const auto who = world.gate.who(request);
  const auto content = one_shown(world, request);
  if (!who || !content) return tl::unexpected(!who ? who.error() : content.error());
  Response response =
      shown(request, one_title, problems_shown(*refused, request.language) + *content, 422, &*who);
  response.keeps_secret = true;
  return response;
}

Result<Response> give_document(const PeopleWorld& world, const Request& request) {
  auto document = workflows::own_document(world.means, asking_of(request),
                                          ReferralId{request.number("referral")}, request.number("number"));
  if (!document) return tl::unexpected(document.error());
  Response response = web::text(document->content.reveal(), document->type);
  save_as(response, document->name.reveal());
  response.keeps_secret = true;
  return response;
}

Route upload(std::string path, std::string summary, Schema fields, Handler handler) {
  return {.method = Method::post,
          .path = std::move(path),
          .policy = may(Act::refer_patient),
          .runs_on = RunsOn::lane("passwords"),
          .handler = std::move(handler),
          .summary = std::move(summary),
          .body = Body::multipart(fields.maybe("form_token", Schema::text().longest(200)), most_body),
          .answers = {{303, "sent", ""}},
          .problems = {403, 404, 422, 503},
          .rate_class = "submission"};
}

}  // namespace

void add_own_referral_pages(std::vector<Route>& routes, const PeopleWorld& world,
                            workflows::DocumentScanner& scanner) {
  const Parameter referral{"referral", Schema::whole().at_least(1), "its number in the database", true};
  routes.push_back(person_page(
      world, "/espace/adresser", may(Act::refer_patient), send_title,
      [world](const SignedIn& who, const Request& request) { return empty_form(world, who, request); }));
  routes.back().any_query = true;
  routes.push_back(
      upload("/espace/adresser", "Sends a patient to a centre, in the account's name", referral_form_fields(),
             [world, &scanner](const Request& request) { return take_form(world, scanner, request); }));
  routes.push_back(
      person_page(world, "/espace/mes-demandes", may(Act::refer_patient), list_title,
                  [world](const SignedIn&, const Request& request) { return list(world, request); }));
  routes.push_back(
      person_page(world, "/espace/mes-demandes/{referral}", may(Act::refer_patient), one_title,
                  [world](const SignedIn&, const Request& request) { return one_shown(world, request); }));
  routes.back().parameters = {referral};
  routes.push_back(
      upload("/espace/mes-demandes/{referral}", "Adds words or documents to one's own referral",
             Schema::object().maybe("text", Schema::text().longest(20'000)),
             [world, &scanner](const Request& request) { return complete(world, scanner, request); }));
  routes.back().parameters = {referral};
  routes.push_back({.path = "/espace/mes-demandes/{referral}/documents/{number}",
                    .policy = may(Act::refer_patient),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) { return give_document(world, request); },
                    .summary = "A document of one's own referral",
                    .parameters = {referral, {"number", Schema::whole().at_least(1), "its number", true}},
                    .answers = {{200, "the document", "*/*"}},
                    .problems = {403, 404}});
}

}  // namespace repere::web
