#include "web/public/sent_report_pages.hpp"

#include "exchange/frcp/frcp_document.hpp"
#include "report/board/board_sheet.hpp"
#include "report/document/pdf.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_paths.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/report_documents.hpp"
#include "web/people/boards/report_sheet.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/people_gate.hpp"
#include "web/public/reader_link.hpp"
#include "web/public/referral_tracking.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

using report::escaped;
using workflows::SentReport;

namespace {

constexpr const char* pass_cookie = "letter";
constexpr Bilingual title{"Un document vous est adressé", "A document is addressed to you"};

PublicAddress letter_address(const std::string& token) {
  const std::string safe = percent_encoded(token);
  return {"/lettre/" + safe, "/en/letter/" + safe};
}

PublicPage page_of(const std::string& token, Language language, std::string content) {
  PublicPage page;
  page.language = language;
  page.address = letter_address(token);
  page.title = title.in(language);
  page.description = title.in(language);
  page.content = std::move(content);
  page.listed = false;
  return page;
}

// A click opens it, so that what looks into links before their reader does leaves no receipt.
std::string opening_form(const std::string& token, message::Proof proof, Language language, const std::string& problem) {
  const Bilingual by_code{"Pour votre sécurité et celle du patient, ce document s’ouvre avec un code à huit chiffres. Le secrétariat du centre vous le "
                          "dit au téléphone ; il n’est jamais envoyé par courriel.",
                          "For your safety and the patient’s this document opens with a code of eight digits. The centre’s secretaries tell it to you on "
                          "the telephone; it is never sent by e-mail."},
      by_link{"Ce lien vous a été envoyé par messagerie sécurisée de santé.", "This link was sent to you by the health network’s secure mail."},
      label{"Le code à huit chiffres", "The code of eight digits"}, open{"Ouvrir le document", "Open the document"};
  const bool asks = proof == message::Proof::telephoned_code;
  return problem + "<p>" + escaped((asks ? by_code : by_link).in(language)) + "</p><form method=\"post\" action=\"" +
         letter_address(token).in(language) + "\">" +
         (asks ? "<p><label for=\"field-code\">" + escaped(label.in(language)) +
                     "</label><input id=\"field-code\" name=\"code\" type=\"text\" inputmode=\"numeric\" maxlength=\"12\" required "
                     "autocomplete=\"off\"></p>"
               : std::string()) +
         "<p><button class=\"act\">" + escaped(open.in(language)) + "</button></p></form>";
}

std::string name_shown(const workflows::Person& person) {
  const auto& used = person.used_name.reveal();
  return person.birth_name.reveal() + (used.empty() ? "" : " (" + used + ")") + " " + person.given_names.reveal();
}
std::string birth_shown(const workflows::Person& person, Language language) {
  const auto& birth = person.birth.reveal();
  return birth ? date_text(*birth, language) : std::string();
}

std::string person_shown(const SentReport& sent, Language language) {
  const Bilingual patient{"Patient", "Patient"}, born{"Né(e) le", "Born"},
      unknown{"Le centre n’a pas saisi l’identité : appelez-le pour savoir de qui il s’agit.",
              "The centre has not entered who this is: call it to know whom it is about."};
  if (!sent.person) return "<p class=\"warning\">" + escaped(unknown.in(language)) + "</p>";
  const std::string birth = birth_shown(*sent.person, language);
  return "<dl><dt>" + std::string(patient.in(language)) + "</dt><dd><strong>" + escaped(name_shown(*sent.person)) + "</strong></dd>" +
         (birth.empty() ? "" : "<dt>" + escaped(born.in(language)) + "</dt><dd>" + escaped(birth) + "</dd>") + "</dl>";
}

Result<std::string> report_content(const ReferralDesk& desk, const SentReport& sent, const std::string& token, Language language) {
  const auto names = report_names(desk.boards);
  const auto& signature = sent.report.signature;
  const auto shown = report_shown(signature.content.reveal(), language, false, names);
  if (!shown) return tl::unexpected(shown.error());
  const Bilingual from{"Centre", "Centre"}, heading{"Compte rendu de la RCP", "Report of the board"}, by{"Signé par", "Signed by"},
      paper{"Enregistrer en PDF", "Save as PDF"}, structured{"Pour le logiciel du cabinet : FRCP (CDA XML)", "For the practice’s software: FRCP (CDA XML)"};
  const std::string address = letter_address(token).in(language) + "/compte-rendu";
  const auto zone = sent.report.board.zone;
  return person_shown(sent, language) + "<p>" + std::string(from.in(language)) + " : " + escaped(names.centre(sent.report.board.centre)) +
         "</p><p><a class=\"act\" href=\"" + address + ".pdf\">" + escaped(paper.in(language)) + "</a></p><p><a href=\"" + address + ".xml\">" +
         escaped(structured.in(language)) + "</a></p><section class=\"report\" aria-labelledby=\"board-report\"><h2 id=\"board-report\">" + std::string(heading.in(language)) +
         "</h2><p>" + std::string(by.in(language)) + " <strong>" + escaped(signature.name) + "</strong>, " +
         escaped(moment_in(signature.at, zone, language)) + "</p>" + *shown + addenda_shown(sent.report.addenda, zone, language) + "</section>";
}

Response over(const ReferralDesk& desk, const Request& request, Language language) {
  const Bilingual words{"Ce lien n’ouvre rien : il est incomplet, trop ancien, ou il a été retiré. Appelez le centre, qui peut vous en envoyer un autre.",
                        "This link opens nothing: it is incomplete, too old, or was withdrawn. Call the centre, which can send you another one."};
  return answered_to_one(request, desk.network,
                         page_of(link_of(request), language, "<p class=\"warning\">" + escaped(words.in(language)) + "</p>"), 404);
}

Result<Response> look(const ReferralDesk& desk, const Request& request, Language language) {
  const std::string token = link_of(request);
  const auto proof = workflows::proof_of_link(desk.means, token);
  if (!proof && proof.error().kind == ErrorKind::not_found) return over(desk, request, language);
  if (!proof) return tl::unexpected(proof.error());
  const auto pass = request.cookie(pass_cookie);
  const auto sent = pass ? workflows::read_sent_report(desk.boards, token, *pass, origin_of(request))
                         : Result<SentReport>(fail(ErrorKind::forbidden, "open the link"));
  if (sent) {
    auto content = report_content(desk, *sent, token, language);
    if (!content) return tl::unexpected(content.error());
    return answered_to_one(request, desk.network, page_of(token, language, std::move(*content)));
  }
  if (sent.error().kind != ErrorKind::forbidden) return tl::unexpected(sent.error());
  return answered_to_one(request, desk.network, page_of(token, language, opening_form(token, *proof, language, {})));
}

std::string problem_of(const Error& error, Language language) {
  const Bilingual wrong{"Ce code n’est pas le bon. Le secrétariat vous le redira volontiers.", "This is not the code. The secretaries will gladly say it again."},
      many{"Trop de codes faux ont été donnés pour ce lien : demandez un nouveau code au secrétariat.",
           "Too many wrong codes were given for this link: ask the secretaries for a new one."},
      wait = too_many_codes();
  const Bilingual& words = error.kind == ErrorKind::busy ? wait : error.message.starts_with("too many") ? many : wrong;
  return "<p class=\"warning\" role=\"alert\">" + escaped(words.in(language)) + "</p>";
}

Result<Response> open(const ReferralDesk& desk, const Request& request, Language language) {
  const std::string token = link_of(request);
  const auto proof = workflows::proof_of_link(desk.means, token);
  if (!proof && proof.error().kind == ErrorKind::not_found) return over(desk, request, language);
  if (!proof) return tl::unexpected(proof.error());
  const auto pass = workflows::open_sent_report(desk.means, token, std::string(request.form.find("code").value_or("")), origin_of(request));
  if (pass) return opened_with(pass_cookie, *pass, letter_address(token).in(language));
  const auto kind = pass.error().kind;
  if (kind != ErrorKind::busy && kind != ErrorKind::forbidden) return tl::unexpected(pass.error());
  return answered_to_one(request, desk.network,
                         page_of(token, language, opening_form(token, *proof, language, problem_of(pass.error(), language))),
                         kind == ErrorKind::busy ? 429 : 403);
}

Result<SentReport> asked_for(const ReferralDesk& desk, const Request& request) {
  return workflows::read_sent_report(desk.boards, link_of(request), request.cookie(pass_cookie).value_or(""), origin_of(request));
}

Response to_save(std::string content, const char* type, const char* name) {
  Response response = text(std::move(content), type);
  save_as(response, name);
  response.keeps_secret = true;
  return response;
}

Result<Response> paper(const ReferralDesk& desk, const Request& request, Language language) {
  const auto sent = asked_for(desk, request);
  if (!sent) return tl::unexpected(sent.error());
  auto pdf = sent_report_pdf(*sent, language, report_names(desk.boards), desk.network.synthetic);
  if (!pdf) return tl::unexpected(pdf.error());
  return to_save(std::move(*pdf), "application/pdf", language == Language::fr ? "compte-rendu.pdf" : "report.pdf");
}

// What the practice's software reads: the French board document, with whose it is where the centre has entered that.
Result<Response> structured(const ReferralDesk& desk, const Request& request, Language language) {
  const auto sent = asked_for(desk, request);
  if (!sent) return tl::unexpected(sent.error());
  const exchange::FrcpSource source{sent->report.signature, sent->report.addenda, sent->report.board.zone, sent->person ? &*sent->person : nullptr, desk.network.synthetic};
  const auto report = exchange::frcp_report(source, desk.boards.rules.frcp, desk.reference);
  if (!report) return tl::unexpected(report.error());
  return to_save(exchange::frcp_document(source, *report, frcp_words(names_of_centres(desk.means))), "application/xml",
                 language == Language::fr ? "compte-rendu-frcp.xml" : "report-frcp.xml");
}

}  // namespace

std::string message_path(const message::Message& message, const std::string& token, Language language) {
  switch (message::proof_of(message)) {
    case message::Proof::account:
      if (message.kind == message::Kind::reminder) return "/espace/a-faire";
      return message.recipient.part == message::Part::member ? agenda_path(message.meeting)
                                                             : "/espace/mes-demandes/" + std::to_string(message.referral.value);
    case message::Proof::sender_code:
      return tracking_address(token).in(language);
    default:
      return letter_address(token).in(language);
  }
}

Result<std::string> sent_report_pdf(const SentReport& sent, Language language, const ReportNames& names, bool synthetic) {
  workflows::SignedReport report;
  report.file.board = sent.report.board;
  report.file.meeting = sent.report.meeting;
  report.file.presentation.pseudonym = sent.pseudonym;
  report.signature = sent.report.signature;
  report.addenda = sent.report.addenda;
  auto sheet = report_sheet(report, language, names);
  if (!sheet) return tl::unexpected(sheet.error());
  sheet->synthetic = synthetic;
  const Bilingual patient{"Patient", "Patient"}, born{"Né(e) le", "Born"};
  if (sent.person) {
    std::vector<std::pair<std::string, std::string>> who{{std::string(patient.in(language)), name_shown(*sent.person)}};
    if (const auto birth = birth_shown(*sent.person, language); !birth.empty()) who.emplace_back(std::string(born.in(language)), birth);
    sheet->facts.insert(sheet->facts.begin(), who.begin(), who.end());
  }
  return report::pdf_text(report::board_document(*sheet));
}

void add_sent_report_pages(std::vector<Route>& routes, const ReferralDesk& desk) {
  for (const Language language : {Language::fr, Language::en}) {
    const std::string base = language == Language::fr ? "/lettre/{link}" : "/en/letter/{link}";
    routes.push_back(link_route(base, "A report that was sent; what opens it first",
                              [desk, language](const Request& request) { return look(desk, request, language); }));
    Route opening = link_route(base, "Opens a report that was sent",
                             [desk, language](const Request& request) { return open(desk, request, language); });
    opening.method = Method::post;
    opening.body = Body::form(Schema::object().maybe("code", Schema::text().longest(40)));
    opening.answers = {{303, "open", ""}};
    opening.problems = {403, 404, 429, 503};
    opening.rate_class = "login";
    routes.push_back(std::move(opening));
    Route on_paper = link_route(base + "/compte-rendu.pdf", "A report that was sent, as PDF",
                              [desk, language](const Request& request) { return paper(desk, request, language); });
    on_paper.answers = {{200, "the report", "application/pdf"}};
    routes.push_back(std::move(on_paper));
    Route for_software = link_route(base + "/compte-rendu.xml", "A report that was sent, as the French board document (FRCP, CDA R2)",
                                    [desk, language](const Request& request) { return structured(desk, request, language); });
    for_software.answers = {{200, "the report", "application/xml"}};
    routes.push_back(std::move(for_software));
  }
}

}  // namespace repere::web
