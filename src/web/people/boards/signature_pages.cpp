#include "report/drawing/plain_text.hpp"
#include "web/people/person_forms.hpp"
#include "web/people/boards/report_documents.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/messages/messages_shown.hpp"
#include "workflows/accounts/sign_in.hpp"
#include "workflows/boards/report_content.hpp"
#include "workflows/boards/read_report.hpp"
#include "workflows/boards/sign_decision.hpp"

// Signing: what will be signed and as what, then the report with its addenda.
namespace repere::web {

using access::Act;
using board::PresentationId;
using board::Stage;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual sign_title{"Relire et signer", "Read over and sign"}, report_title{"Compte rendu", "Report"};
constexpr const char* style = "<link rel=\"stylesheet\" href=\"/assets/room.css\">";

PresentationId presentation_of(const Request& request) { return PresentationId{request.number("presentation")}; }

std::string missing_words(const std::string& what, const Request& request) {
  if (what == "modality") return words(request, {"au moins une modalité (touches 1 à 8)", "at least one modality (keys 1 to 8)"});
  if (what == "meeting") return words(request, {"la séance, qui n’a pas commencé", "the meeting, which has not begun"});
  if (what == "discussion") return words(request, {"la discussion : ouvrez le dossier dans la salle (touche b)", "the discussion: begin the case in the room (key b)"});
  return std::string(board_field(what).label.in(request.language));
}

std::string as_what(const workflows::Signable& now, const workflows::BoardFile& file, const Request& request) {
  const auto present = board::present_at(file.stays, file.presentation.ended.value_or(file.presentation.began.value_or(file.meeting.starts)));
  switch (now.as) {
    case Stage::signed_decision:
      return "<p class=\"quorum reached\"><span aria-hidden=\"true\">✓</span> <strong>" +
             words(request, {"Vous signez une décision.", "You sign a decision."}) + "</strong> " +
             escaped(quorum_words(now.quorum, present, request.language)) + "</p>";
    case Stage::registered:
      return "<p class=\"quorum reached\"><strong>" + words(request, {"Vous signez un enregistrement sans discussion.", "You sign a registration without discussion."}) +
             "</strong></p>";
    default:
      return "<p class=\"quorum lacking\"><span aria-hidden=\"true\">!</span> <strong>" +
             words(request, {"Vous signez un avis, pas une décision : le quorum n’est pas atteint.", "You sign advice, not a decision: there is no quorum."}) +
             "</strong> " + escaped(quorum_words(now.quorum, present, request.language)) + ". " +
             words(request, {"Le dossier sera représenté à la réunion suivante.", "The case will be presented again at the next meeting."}) + "</p>";
  }
}

std::string confirm_fields(const SignedIn& who, const PeopleWorld& world, const Request& request) {
  if (workflows::check_confirmed(world.means, who)) return {};
  if (who.account.password_hash.empty())
    return "<p class=\"alert\">" + words(request, {"Confirmez d’abord que c’est bien vous, puis revenez signer.", "Confirm first that it is you, then come back to sign."}) +
           " <a href=\"/espace/confirmation\">" + words(request, {"Confirmer", "Confirm"}) + "</a></p>";
  return input("password", words(request, {"Mot de passe", "Password"}), "password", "autocomplete=\"current-password\" required") +
         input("code", words(request, {"Code à six chiffres, ou code de secours", "Six-digit code, or a recovery code"}), "text",
               "autocomplete=\"one-time-code\" required");
}

std::string back_to_room(const workflows::BoardFile& file, const Request& request) {
  return "<p><a href=\"" + room_path(file.meeting.id, file.presentation.id) + "\">" +
         words(request, {"Revenir à la salle", "Back to the room"}) + "</a></p>";
}

Result<std::string> sign_page(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto id = presentation_of(request);
  const auto file = workflows::read_board_file(world.boards, asking_of(request), id);
  if (!file) return tl::unexpected(file.error());
  if (file->signature)
    return "<p>" + words(request, {"C’est signé.", "It is signed."}) + " <a class=\"main-link\" href=\"" + presentation_path(id) + "/compte-rendu\">" +
           words(request, {"Lire le compte rendu", "Read the report"}) + "</a></p>";
  const auto now = workflows::signable(world.boards, asking_of(request), *file);
  const Instant at = world.means.clock.now();
  const auto content = report_shown(workflows::report_content(world.boards, *file, {now.as, who.account.name, at}).reveal(), request.language, false, report_names(world.boards));
  if (!content) return tl::unexpected(content.error());
  std::string missing;
  for (const auto& one : now.missing)
    if (one != "confirmation") missing += "<li>" + escaped(missing_words(one, request)) + "</li>";
  std::string html = std::string(style) + back_to_room(*file, request) + "<p><strong>" + escaped(file->presentation.pseudonym) + "</strong></p>" +
                     as_what(now, *file, request);
  const auto recipients = planned_recipients_shown(world, request, file->presentation);
  if (!recipients) return recipients;
  if (!missing.empty())
    return html + "<div class=\"alert\"><p>" + words(request, {"Avant de signer, il manque :", "Before a signature these are missing:"}) + "</p><ul>" + missing +
           "</ul></div>" + *content;
  return html + "<div class=\"sheet\">" + *content + "</div>" + *recipients + "<form method=\"post\" class=\"sign\" action=\"" + presentation_path(id) + "/signer\">" + form_token_input(request) +
         hidden("version", std::to_string(file->presentation.version)) + "<p>" +
         words(request, {"Signé, ce texte ne change plus : seul un addendum le corrige.", "Once signed this text does not change: only an addendum corrects it."}) + "</p>" +
         confirm_fields(who, world, request) + button(request, {"Signer", "Sign"});
}

// Who signs, with password and code just given when the form brought them.
Result<workflows::Asking> confirmed(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  auto asking = asking_of(request);
  if (form_text(request, "password").empty()) return asking;
  const auto done = workflows::confirm(world.means, who, Confidential<std::string>(form_text(request, "password")), form_text(request, "code"),
                                       origin_of(request));
  if (!done) return tl::unexpected(done.error());
  world.gate.forget(std::to_string(who.session.id.value));
  const auto now = world.gate.who(request);
  if (!now) return tl::unexpected(now.error());
  asking.caller = now->caller;
  return asking;
}

Result<Response> sign(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto asking = confirmed(world, who, request);
  if (!asking) return tl::unexpected(asking.error());
  const auto id = presentation_of(request);
  const auto done = workflows::sign(world.boards, *asking, id, std::stoll(form_text(request, "version")));
  if (!done) return tl::unexpected(done.error());
  return redirect(presentation_path(id) + "/compte-rendu");
}

std::string signature_line(const workflows::SignedReport& report, const Request& request) {
  const auto& signature = report.signature;
  const std::string seal =
      report.intact ? words(request, {"Empreinte vérifiée : ce qui est affiché est ce qui a été signé.", "Fingerprint verified: what is shown is what was signed."})
                    : words(request, {"L’empreinte ne correspond pas : ce texte n’est pas celui qui a été signé. Prévenez l’administrateur.",
                                      "The fingerprint does not match: this is not the text that was signed. Tell the administrator."});
  return "<p class=\"quorum " + std::string(report.intact ? "reached" : "lacking") + "\">" + words(request, {"Signé par", "Signed by"}) + " <strong>" +
         escaped(signature.name) + "</strong>, " + escaped(moment_in(signature.at, report.file.board.zone, request.language)) + ". " + escaped(seal) +
         " <code>" + escaped(signature.fingerprint.substr(0, 16)) + "</code></p>";
}

std::string addendum_form(const PeopleWorld& world, const SignedIn& who, const workflows::BoardFile& file, const Request& request) {
  if (!access::authorise(request.caller(), Act::sign_decision, file.file.standing.standing)) return {};
  return "<details class=\"step\"" + std::string(request.method == Method::post ? " open" : "") + "><summary>" +
         words(request, {"Corriger par un addendum", "Correct by an addendum"}) + "</summary><form method=\"post\" action=\"" + presentation_path(file.presentation.id) +
         "/addendum\">" + form_token_input(request) + "<p><label for=\"field-text\">" +
         words(request, {"Ce qui est corrigé, et pourquoi", "What is corrected, and why"}) + "</label><textarea id=\"field-text\" name=\"text\" required>\n" +
         report::escaped_lines(form_text(request, "text")) + "</textarea></p>" + confirm_fields(who, world, request) + button(request, {"Signer l’addendum", "Sign the addendum"}) +
         "</details>";
}

Result<std::string> report_page(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto report = workflows::read_report(world.boards, asking_of(request), presentation_of(request));
  if (!report) return tl::unexpected(report.error());
  const auto content = report_shown(report->signature.content.reveal(), request.language, false, report_names(world.boards));
  if (!content) return tl::unexpected(content.error());
  const auto messages = messages_of_case_shown(world, request, report->file.presentation.patient);
  if (!messages) return messages;
  const bool may_identify = access::authorise(request.caller(), Act::read_identity, report->file.file.standing.standing).has_value();
  return std::string(style) + back_to_room(report->file, request) + "<p><strong>" + escaped(report->file.presentation.pseudonym) + "</strong></p>" +
         signature_line(*report, request) + report_links(request, report->file.presentation.id, may_identify) + "<div class=\"sheet\">" + *content +
         addenda_shown(report->addenda, report->file.board.zone, request.language) + "</div>" + *messages + addendum_form(world, who, report->file, request);
}

Result<Response> add_addendum(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto asking = confirmed(world, who, request);
  if (!asking) return tl::unexpected(asking.error());
  const auto id = presentation_of(request);
  const auto added = workflows::add_addendum(world.boards, *asking, id, Confidential<std::string>(form_text(request, "text")));
  if (!added) return tl::unexpected(added.error());
  return redirect(presentation_path(id) + "/compte-rendu");
}

// Asking for a report that does not exist yet says so in words, with the way back.
Result<std::string> report_or_words(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  auto page = report_page(world, who, request);
  if (page || page.error().kind != ErrorKind::not_found) return page;
  const auto file = workflows::read_board_file(world.boards, asking_of(request), presentation_of(request));
  if (!file) return tl::unexpected(file.error());
  return std::string(style) + alert(said(request, page.error())) + back_to_room(*file, request);
}

}  // namespace

void add_signature_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter presentation{"presentation", Schema::whole().at_least(1), "its number", true};
  const std::string base = "/espace/rcp/dossiers/{presentation}";
  const PersonPage signing = [world](const SignedIn& who, const Request& request) { return sign_page(world, who, request); };
  const PersonPage reading = [world](const SignedIn& who, const Request& request) { return report_or_words(world, who, request); };
  const Schema proof = Schema::object().maybe("password", Schema::text().longest(256)).maybe("code", Schema::text().longest(40));
  const auto add = [&](Route route) {
    route.parameters = {presentation};
    routes.push_back(std::move(route));
  };
  add(person_page(world, base + "/signer", may(Act::sign_decision), sign_title, signing));
  add(person_form(world, base + "/signer", may(Act::sign_decision), "Signs: password and code once more", proof.with("version", Schema::whole().at_least(1)),
                  {sign_title, signing}, [world](const SignedIn& who, const Request& request) { return sign(world, who, request); }));
  routes.back().runs_on = RunsOn::lane("passwords");
  routes.back().rate_class = "login";
  add(person_page(world, base + "/compte-rendu", may(Act::read_case), report_title, reading));
  add(person_form(world, base + "/addendum", may(Act::sign_decision), "Corrects a signed report by an addendum", proof.with("text", Schema::text().longest(8000)),
                  {report_title, reading}, [world](const SignedIn& who, const Request& request) { return add_addendum(world, who, request); }));
  routes.back().runs_on = RunsOn::lane("passwords");
  routes.back().rate_class = "login";
  add_report_documents(routes, world);
}

}  // namespace repere::web
