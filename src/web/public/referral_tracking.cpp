#include "web/public/referral_tracking.hpp"

#include "report/drawing/plain_text.hpp"
#include "web/people/people_gate.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/public/reader_link.hpp"
#include "web/public/referral_form.hpp"
#include "web/public/referral_shown.hpp"
#include "workflows/boards/read_report.hpp"
#include "workflows/referrals/follow_referral.hpp"

namespace repere::web {

using referral::Referral;
using report::escaped;

namespace {

constexpr const char* pass_cookie = "tracking";
constexpr Bilingual title{"Suivre une demande", "Follow a referral"};
constexpr std::size_t most_body = 64u << 20;

PublicPage page_of(const std::string& token, Language language, std::string content) {
  PublicPage page;
  page.language = language;
  page.address = tracking_address(token);
  page.title = title.in(language);
  page.description = title.in(language);
  page.content = std::move(content);
  page.listed = false;
  return page;
}

std::string code_form(const std::string& token, Language language, const std::string& message) {
  const Bilingual label{"Le code que vous avez choisi", "The code of your choice"}, open{"Ouvrir", "Open"};
  return message + "<form method=\"post\" action=\"" + tracking_address(token).in(language) +
         "\"><p><label for=\"field-code\">" + escaped(label.in(language)) +
         "</label><input id=\"field-code\" name=\"code\" type=\"password\" required "
         "autocomplete=\"off\"></p><p><button "
         "class=\"act\">" +
         escaped(open.in(language)) + "</button></p></form>";
}

// The referral that the browser's pass opens.
Result<Referral> opened(const ReferralDesk& desk, const Request& request) {
  const auto id = workflows::referral_of_pass(desk.means, request.cookie(pass_cookie).value_or(""));
  if (!id) return tl::unexpected(id.error());
  return workflows::follow_referral(desk.means, *id);
}

std::string documents_shown(const std::string& token, const Referral& referral, Language language) {
  if (referral.files.empty()) return {};
  const Bilingual heading{"Documents", "Documents"}, bytes{"octets", "bytes"};
  std::string html = "<h2>" + std::string(heading.in(language)) + "</h2><ul>";
  for (const auto& file : referral.files)
    html += "<li><a href=\"" + tracking_address(token).in(language) + "/documents/" +
            std::to_string(file.number) + "\">" + escaped(file.name.reveal()) +
            "</a> <span class=\"source\">" + escaped(file.type) + ", " + std::to_string(file.size) + " " +
            std::string(bytes.in(language)) + "</span></li>";
  return html + "</ul>";
}

std::string add_form(const std::string& token, Language language) {
  const Bilingual heading{"Ajouter", "Add"}, text{"Message au centre", "Message to the centre"},
      files{"Documents (PDF, images)", "Documents (PDF, images)"}, send{"Envoyer", "Send"};
  return "<h2>" + std::string(heading.in(language)) +
         "</h2><form method=\"post\" enctype=\"multipart/form-data\" action=\"" +
         tracking_address(token).in(language) + "/complement\"><p><label for=\"field-text\">" +
         escaped(text.in(language)) +
         "</label><textarea id=\"field-text\" name=\"text\"></textarea></p><p><label for=\"field-files\">" +
         escaped(files.in(language)) +
         "</label><input id=\"field-files\" type=\"file\" name=\"files\" multiple></p><p><button "
         "class=\"act\">" +
         std::string(send.in(language)) + "</button></p></form>";
}

// The signed report of the board, with its addenda. One that is not what was signed is not shown.
std::string board_report(const ReferralDesk& desk, const Referral& referral, Language language, const ReportNames& names) {
  const auto report = workflows::report_for_sender(desk.boards, referral.id);
  if (!report) {
    const Bilingual broken{"Le compte rendu ne peut pas être affiché : appelez le centre.", "The report cannot be shown: call the centre."};
    return "<p class=\"warning\">" + escaped(broken.in(language)) + "</p>";
  }
  if (!*report) return {};
  const auto& signature = (*report)->signature;
  const auto shown = report_shown(signature.content.reveal(), language, true, names);
  if (!shown) return {};
  const Bilingual heading{"Compte rendu de la RCP", "Report of the board"}, by{"Signé par", "Signed by"};
  const auto zone = (*report)->board.zone;
  return "<section class=\"report\" aria-labelledby=\"board-report\"><h2 id=\"board-report\">" + std::string(heading.in(language)) + "</h2><p>" +
         std::string(by.in(language)) + " <strong>" + escaped(signature.name) + "</strong>, " + escaped(moment_in(signature.at, zone, language)) +
         "</p>" + *shown + addenda_shown((*report)->addenda, zone, language) + "</section>";
}

std::string referral_shown(const ReferralDesk& desk, const Referral& referral, const std::string& token,
                           Language language) {
  const Bilingual number{"Demande", "Referral"}, state{"État", "State"}, centre{"Centre", "Centre"},
      due{"Prise en charge attendue avant le", "To be taken up before"},
      sent{"Ce qui a été envoyé", "What was sent"}, history{"Déroulement", "Course"},
      imaging{"Imagerie à joindre si elle existe :", "Imaging to add if there is one:"};
  const auto names = report_names(desk.boards);
  const auto& name_of_centre = names.centre;
  std::string html = "<dl><dt>" + std::string(number.in(language)) + "</dt><dd><strong>" +
                     escaped(referral.number) + "</strong></dd><dt>" + std::string(state.in(language)) +
                     "</dt><dd><strong>" + escaped(words_of(referral.state).in(language)) +
                     "</strong></dd><dt>" + std::string(centre.in(language)) + "</dt><dd>" +
                     escaped(name_of_centre(referral.centre)) + "</dd>";
  const bool waits =
      referral.state == referral::State::received || referral.state == referral::State::incomplete;
  if (waits)
    html += "<dt>" + escaped(due.in(language)) + "</dt><dd>" + day_text(referral.due, language) + "</dd>";
  html += "</dl>";
  if (waits && referral.documents == 0) {
    const auto expected =
        referral::expected_of(desk.reference.referral_expectations, referral.age, referral.place);
    if (!expected.imaging_fr.empty())
      html += "<p class=\"alert\">" + escaped(imaging.in(language)) + " " +
              escaped(language == Language::fr ? expected.imaging_fr : expected.imaging_en) +
              ". <span class=\"source\">" + escaped(expected.source) + "</span></p>";
  }
  html += board_report(desk, referral, language, names);
  html += "<h2>" + std::string(history.in(language)) + "</h2>" +
          course_shown(referral, language, name_of_centre) + documents_shown(token, referral, language) +
          add_form(token, language);
  html += "<details><summary>" + std::string(sent.in(language)) + "</summary>";
  for (const auto part : {referral::Part::sender, referral::Part::patient, referral::Part::mass})
    html += answers_shown(referral.answers.reveal(), part, language, ReadBy::sender);
  return html + "</details>";
}

Result<Response> look(const ReferralDesk& desk, const Request& request, Language language) {
  const std::string token = link_of(request);
  const auto referral = opened(desk, request);
  if (referral)
    return answered_to_one(request, desk.network,
                           page_of(token, language, referral_shown(desk, *referral, token, language)));
  if (referral.error().kind != ErrorKind::forbidden && referral.error().kind != ErrorKind::not_found)
    return tl::unexpected(referral.error());
  return answered_to_one(request, desk.network, page_of(token, language, code_form(token, language, {})));
}

Result<Response> take_code(const ReferralDesk& desk, const Request& request, Language language) {
  const std::string token = link_of(request);
  const auto pass = workflows::open_tracking(
      desk.means, token, Confidential<std::string>(std::string(request.form.find("code").value_or(""))),
      origin_of(request));
  if (pass) return opened_with(pass_cookie, *pass, tracking_address(token).in(language));
  const bool busy = pass.error().kind == ErrorKind::busy;
  if (!busy && pass.error().kind != ErrorKind::forbidden) return tl::unexpected(pass.error());
  const Bilingual wrong{
      "Le lien ou le code n’est pas juste. Le numéro de la demande permet au centre de vous aider.",
      "The link or the code is not right. With the referral’s number the centre can help you."},
      wait = too_many_codes();
  const std::string message =
      "<p class=\"warning\" role=\"alert\">" + escaped((busy ? wait : wrong).in(language)) + "</p>";
  return answered_to_one(request, desk.network, page_of(token, language, code_form(token, language, message)),
                         busy ? 429 : 403);
}

Result<Response> give_document(const ReferralDesk& desk, const Request& request) {
  const auto referral = opened(desk, request);
  if (!referral) return tl::unexpected(referral.error());
  auto document = workflows::follow_document(desk.means, referral->id, request.number("number"));
  if (!document) return tl::unexpected(document.error());
  Response response = text(document->content.reveal(), document->type);
  save_as(response, document->name.reveal());
  response.keeps_secret = true;
  return response;
}

Result<Response> complete(const ReferralDesk& desk, const Request& request, Language language) {
  const std::string token = link_of(request);
  const auto referral = opened(desk, request);
  if (!referral) return tl::unexpected(referral.error());
  const auto files = sent_files(request);
  if (!files) return tl::unexpected(files.error());
  const Confidential<std::string> message(std::string(request.form.find("text").value_or("")));
  const auto refused = workflows::complete_referral(desk.means, desk.scanner, referral->id, message, *files,
                                                    origin_of(request));
  if (!refused) return tl::unexpected(refused.error());
  if (refused->empty()) return redirect(tracking_address(token).in(language));
  return answered_to_one(request, desk.network,
      page_of(token, language,
              problems_shown(*refused, language) + referral_shown(desk, *referral, token, language)),
      422);
}

}  // namespace

PublicAddress tracking_address(const std::string& token) {
  const std::string safe = percent_encoded(token);
  return {"/suivi/" + safe, "/en/follow/" + safe};
}

void add_tracking_routes(std::vector<Route>& routes, const ReferralDesk& desk, Language language) {
  const std::string base = language == Language::fr ? "/suivi/{link}" : "/en/follow/{link}";
  routes.push_back(
      link_route(base, "What became of a referral; the code first",
               [desk, language](const Request& request) { return look(desk, request, language); }));
  Route code =
      link_route(base, "Opens a referral with the sender's code",
               [desk, language](const Request& request) { return take_code(desk, request, language); });
  code.method = Method::post;
  code.runs_on = RunsOn::lane("passwords");
  code.body = Body::form(Schema::object().with("code", Schema::text().longest(300)));
  code.answers = {{303, "open", ""}};
  code.problems = {403, 429, 503};
  code.rate_class = "login";
  routes.push_back(std::move(code));
  Route document = link_route(base + "/documents/{number}", "A document of a referral, for its sender",
                            [desk](const Request& request) { return give_document(desk, request); });
  document.parameters.push_back({"number", Schema::whole().at_least(1), "its number", true});
  document.answers = {{200, "the document", "*/*"}};
  routes.push_back(std::move(document));
  Route more =
      link_route(base + "/complement", "Adds words or documents to a referral",
               [desk, language](const Request& request) { return complete(desk, request, language); });
  more.method = Method::post;
  more.body = Body::multipart(Schema::object().maybe("text", Schema::text().longest(20'000)), most_body);
  more.answers = {{303, "added", ""}};
  more.problems = {403, 404, 422, 503};
  more.rate_class = "submission";
  routes.push_back(std::move(more));
}

}  // namespace repere::web
