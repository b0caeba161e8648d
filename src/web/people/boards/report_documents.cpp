#include "web/people/boards/report_documents.hpp"

#include "exchange/frcp/frcp_document.hpp"
#include "report/document/pdf.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/report_sheet.hpp"
#include "workflows/boards/read_report.hpp"
#include "workflows/cases/read_case.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::web {

using access::Act;
using board::PresentationId;
using workflows::SignedReport;

namespace {

PresentationId presentation_of(const Request& request) { return PresentationId{request.number("presentation")}; }

bool is_synthetic(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  return who && who->account.synthetic;
}

// On paper and in a file what is not whole would look as if it were: it is refused.
Result<SignedReport> whole_report(const PeopleWorld& world, const Request& request) {
  auto report = workflows::read_report(world.boards, asking_of(request), presentation_of(request));
  if (report && !report->intact) return fail(ErrorKind::unavailable, "the report is not what was signed: tell the administrator");
  return report;
}

Response to_save(const Request& request, const SignedReport& report, std::string content, const char* type, const char* ending) {
  Response response = web::text(std::move(content), type);
  save_as(response, words(request, {"compte-rendu-", "report-"}) + report.file.presentation.pseudonym + ending);
  response.keeps_secret = true;
  return response;
}

Result<Response> report_pdf(const PeopleWorld& world, const Request& request) {
  const auto report = whole_report(world, request);
  if (!report) return tl::unexpected(report.error());
  auto sheet = report_sheet(*report, request.language, report_names(world.boards));
  if (!sheet) return tl::unexpected(sheet.error());
  sheet->synthetic = is_synthetic(world, request);
  auto pdf = report::pdf_text(report::board_document(*sheet));
  if (!pdf) return tl::unexpected(pdf.error());
  return to_save(request, *report, std::move(*pdf), "application/pdf", ".pdf");
}

// Who the patient is, when the identity was asked for. Errors: forbidden to whom the policy does not let read it
Result<std::optional<workflows::Person>> person_asked_for(const PeopleWorld& world, const Request& request, const SignedReport& report) {
  if (request.query.find("identity") != "yes") return std::optional<workflows::Person>();
  auto person = workflows::read_identity(world.means, asking_of(request), report.file.presentation.patient);
  if (person) return std::optional(std::move(*person));
  if (person.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, "no identity is recorded for this case: take the document without identity");
  return tl::unexpected(person.error());
}

template <class Write>
Result<Response> structured(const PeopleWorld& world, const Request& request, const char* type, const char* ending, const Write& write) {
  const auto report = whole_report(world, request);
  if (!report) return tl::unexpected(report.error());
  const auto person = person_asked_for(world, request, *report);
  if (!person) return tl::unexpected(person.error());
  const exchange::FrcpSource source{report->signature, report->addenda, report->file.board.zone, *person ? &**person : nullptr, is_synthetic(world, request)};
  const auto frcp = exchange::frcp_report(source, world.boards.rules.frcp, world.reference);
  if (!frcp) return tl::unexpected(frcp.error());
  return to_save(request, *report, write(source, *frcp), type, ending);
}

Result<Response> report_cda(const PeopleWorld& world, const Request& request) {
  return structured(world, request, "application/xml", "-frcp.xml", [&](const exchange::FrcpSource& source, const exchange::FrcpReport& report) {
    return exchange::frcp_document(source, report, frcp_words(names_of_centres(world.means)));
  });
}

Result<Response> report_json(const PeopleWorld& world, const Request& request) {
  return structured(world, request, "application/json", "-frcp.json", exchange::frcp_json);
}

}  // namespace

exchange::FrcpWords frcp_words(CentreName name_of_centre) {
  return {[](const std::string& field) { return std::string(board_field(field).label.in(Language::fr)); },
          [name_of_centre](const std::string& field, const std::string& text) { return field_text(field, text, Language::fr, name_of_centre); },
          [](board::Specialty specialty) { return std::string(words_of(specialty).in(Language::fr)); }, name_of_centre};
}

std::string report_links(const Request& request, PresentationId id, bool with_identity) {
  const std::string path = presentation_path(id) + "/compte-rendu";
  const auto link = [&](const std::string& ending, const std::string& text) { return "<a href=\"" + path + ending + "\">" + text + "</a>"; };
  std::string html = "<p class=\"downloads\">" + words(request, {"Télécharger : ", "Download: "}) + link(".pdf", "PDF") + " · " + link(".xml", "FRCP (CDA XML)") + " · " + link(".json", "JSON");
  if (with_identity)
    html += " – " + words(request, {"avec l’identité : ", "with the identity: "}) + link(".xml?identity=yes", "FRCP (CDA XML)") + " · " + link(".json?identity=yes", "JSON");
  return html + "</p>";
}

void add_report_documents(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter presentation{"presentation", Schema::whole().at_least(1), "its number", true};
  const Parameter identity{"identity", Schema::one_of({"yes"}), "yes: with the patient's identity, for whoever may read it"};
  struct Kind {
    const char* ending;
    const char* type;
    const char* summary;
    Result<Response> (*handler)(const PeopleWorld&, const Request&);
  };
  for (const Kind& kind : {Kind{".pdf", "application/pdf", "A signed report with its addenda, as PDF", report_pdf},
                           Kind{".xml", "application/xml", "A signed report with its addenda as the French board document (FRCP, CDA R2)", report_cda},
                           Kind{".json", "application/json", "A signed report with its addenda as JSON, with the codes of the French board document", report_json}})
    for (const char* base : {"/espace/rcp/dossiers/{presentation}/compte-rendu", "/api/v1/presentations/{presentation}/report"}) {
      routes.push_back({.path = std::string(base) + kind.ending,
                        .policy = may(Act::read_case),
                        .runs_on = RunsOn::workers(),
                        .handler = [world, handler = kind.handler](const Request& request) { return handler(world, request); },
                        .summary = kind.summary,
                        .parameters = {presentation},
                        .answers = {{200, "the report", kind.type}},
                        .problems = {403, 404, 503}});
      if (kind.handler != report_pdf) routes.back().parameters.push_back(identity);
    }
}

}  // namespace repere::web
