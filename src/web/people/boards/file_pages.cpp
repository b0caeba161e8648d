#include "base/words_of_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/case_timeline.hpp"
#include "web/people/boards/checklist_shown.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/messages/messages_shown.hpp"
#include "workflows/boards/plan_meetings.hpp"
#include "workflows/boards/prepare_meeting.hpp"

// One case's file for the board: its texts, each with its version, the checklist, the pathway, and where it goes next.
namespace repere::web {

using access::Act;
using board::PresentationId;
using report::escaped;
using workflows::BoardFile;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Dossier pour la RCP", "File for the board"};

std::string choice_options(const board::FieldRule& rule, std::string_view chosen, const Request& request) {
  std::string html = "<option value=\"\">–</option>";
  for (const std::string_view word : split_words(rule.choices))
    html += "<option value=\"" + std::string(word) + "\"" + (word == chosen ? " selected" : "") + ">" +
            escaped(board_choice_words(rule.name, word).in(request.language)) + "</option>";
  return html;
}

// A field with its form. What somebody typed and could not be saved stands in it again, what is saved beside it.
std::string field_form(const Request& request, const BoardFile& file, const board::FieldRule& rule) {
  const std::string name(rule.name), id = "field-" + name;
  const auto found = file.entries.find(name);
  const std::string saved(board::text_of(file.entries, name));
  const std::int64_t version = found == file.entries.end() ? 0 : found->second.version;
  const bool refused = form_text(request, "act") == "field" && form_text(request, "field") == name;
  const std::string shown = refused ? form_text(request, "text") : saved;
  std::string html = form_to(request, presentation_path(file.presentation.id), {{"act", "field"}, {"field", name}, {"version", std::to_string(version)}});
  html += "<p><label for=\"" + id + "\">" + words(request, board_field(name).label) + (rule.required ? " *" : "") + "</label>";
  if (rule.kind == board::FieldKind::choice)
    html += "<select id=\"" + id + "\" name=\"text\">" + choice_options(rule, shown, request) + "</select>";
  else if (rule.kind == board::FieldKind::day)
    html += "<input type=\"date\" id=\"" + id + "\" name=\"text\" value=\"" + escaped(shown) + "\">";
  else
    html += "<textarea id=\"" + id + "\" name=\"text\" maxlength=\"" + std::to_string(rule.longest) + "\">\n" + report::escaped_lines(shown) + "</textarea>";
  html += "</p>";
  if (refused && shown != saved)
    html += "<p class=\"alert\">" + words(request, {"Enregistré maintenant : ", "Saved now: "}) + "<span class=\"as-written\">" + report::escaped_lines(saved) + "</span></p>";
  const std::string save = words(request, {"Enregistrer", "Save"});
  return html + "<p><button aria-label=\"" + save + " – " + words(request, board_field(name).label) + "\">" + save + "</button></p></form>";
}

std::string texts_shown(const Request& request, const BoardFile& file) {
  std::string html;
  const bool over = board::is_over(file.presentation.stage);
  for (const auto& rule : board::field_rules) {
    if (rule.part == board::Part::decision) continue;
    if (!over) {
      html += field_form(request, file, rule);
    } else if (const auto text = board::text_of(file.entries, rule.name); !text.empty()) {
      html += "<h3>" + words(request, board_field(rule.name).label) + "</h3><p class=\"as-written\">" +
              report::escaped_lines(field_text(std::string(rule.name), std::string(text), request.language, {})) + "</p>";
    }
  }
  return html;
}

Result<std::string> moves_shown(const PeopleWorld& world, const Request& request, const BoardFile& file) {
  if (board::is_over(file.presentation.stage)) return std::string();
  workflows::MeetingFilter filter;
  filter.from = world.means.clock.now();
  filter.until = world.means.clock.now() + std::chrono::days(60);
  const auto lines = workflows::list_meetings(world.means, filter);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<std::pair<std::string, std::string>> meetings;
  for (const auto& line : *lines)
    if (line.meeting.id != file.meeting.id && line.meeting.state == board::MeetingState::planned)
      meetings.emplace_back(std::to_string(line.meeting.id.value), meeting_words(line.board, line.meeting, request.language) + " – " + line.board.centre);
  const std::string path = presentation_path(file.presentation.id), version = std::to_string(file.presentation.version);
  std::string html;
  if (!meetings.empty())
    html += "<details class=\"step\"><summary>" + words(request, {"Passer à une autre réunion", "Move to another meeting"}) + "</summary>" +
            form_to(request, path, {{"act", "carry"}, {"version", version}}) + choice("to", words(request, {"Réunion", "Meeting"}), meetings, "", "class=\"wide\"") +
            "<p><label for=\"field-carry-reason\">" + words(request, {"Pourquoi", "Why"}) + "</label><input id=\"field-carry-reason\" name=\"reason\" required maxlength=\"500\"></p><p><label><input type=\"checkbox\" name=\"consent\" value=\"1\"> " +
            words(request, {"Le patient est d’accord que les centres de cette RCP voient son dossier", "The patient agrees that the board’s centres see the file"}) + "</label></p>" +
            submit(words(request, {"Passer", "Move"})) + "</details>";
  html += "<details class=\"step\"><summary>" + words(request, {"Retirer de l’ordre du jour", "Withdraw from the agenda"}) + "</summary>" +
          form_to(request, path, {{"act", "withdraw"}, {"version", version}}) + "<p><label for=\"field-why\">" + words(request, {"Pourquoi", "Why"}) +
          "</label><input id=\"field-why\" name=\"reason\" required maxlength=\"500\"></p>" + submit(words(request, {"Retirer", "Withdraw"})) + "</details>";
  return html;
}

std::string links_shown(const Request& request, const BoardFile& file) {
  const std::string path = presentation_path(file.presentation.id);
  std::string html = "<p><a href=\"" + agenda_path(file.meeting.id) + "\">" + words(request, {"Ordre du jour", "Agenda"}) + "</a> · <a href=\"" +
                     room_path(file.meeting.id, file.presentation.id) + "\">" +
                     words(request, {"Salle de réunion", "Meeting room"}) + "</a> · <a href=\"/espace/cas/" + std::to_string(file.presentation.patient.value) + "\">" +
                     words(request, {"Le cas", "The case"}) + "</a>";
  if (file.presentation.referral)
    html += " · <a href=\"/espace/demandes/" + std::to_string(file.presentation.referral.value) + "\">" +
            words(request, {"La demande et ses documents", "The referral and its documents"}) + "</a>";
  html += " · <a href=\"" + messages_path(file.presentation.patient) + "\">" + words(request, {"Correspondants et envois", "Correspondents and messages"}) + "</a>";
  if (file.signature) html += " · <a href=\"" + path + "/compte-rendu\">" + words(request, {"Compte rendu signé", "Signed report"}) + "</a>";
  if (file.presentation.next)
    html += " · <a href=\"" + presentation_path(file.presentation.next) + "\">" + words(request, {"Présentation suivante", "Next presentation"}) + "</a>";
  return html + "</p>" +
         paper_links(request, path + "/dossier.pdf", {"Dossier", "File"}, access::authorise(request.caller(), Act::read_identity, file.file.standing.standing).has_value());
}

Result<std::string> file_page(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_board_file(world.boards, asking_of(request), PresentationId{request.number("presentation")});
  if (!file) return tl::unexpected(file.error());
  const auto moves = moves_shown(world, request, *file);
  if (!moves) return moves;
  const auto colleagues = workflows::colleagues_of(world.means, asking_of(request), file->presentation.id);
  if (!colleagues) return tl::unexpected(colleagues.error());
  std::string html = "<p><strong>" + escaped(file->presentation.pseudonym) + "</strong> – " + escaped(meeting_words(file->board, file->meeting, request.language)) + " – " +
                     words(request, words_of(file->presentation.stage)) + "</p>" + links_shown(request, *file);
  if (!file->presentation.stage_reason.empty()) html += "<p>" + escaped(file->presentation.stage_reason) + "</p>";
  html += passage_shown(world, request, *file);
  html += checklist_shown(world, request, *file, *colleagues) + slot_shown(world, request, *file, *colleagues) + "<h2>" + words(request, {"Question et dossier", "Question and file"}) + "</h2>" + texts_shown(request, *file);
  return html + "<h2>" + words(request, {"Parcours", "Pathway"}) + "</h2>" + case_timeline(file->file.rows, file->presentation.tumour, world.reference, request.language) + "<h2>" +
         words(request, {"Suite", "What next"}) + "</h2>" + *moves;
}

Result<Response> act_on_file(const PeopleWorld& world, const Request& request) {
  const PresentationId id{request.number("presentation")};
  const auto asking = asking_of(request);
  const std::string act = form_text(request, "act");
  const std::int64_t version = whole_in_form(request, "version").value_or(0);
  const auto back = [&](const Result<void>& done) { return done ? Result<Response>(redirect(presentation_path(id))) : tl::unexpected(done.error()); };
  if (act == "field") {
    const auto written = workflows::write_entry(world.boards, asking, id, {form_text(request, "field"), version, {}, {}, Confidential<std::string>(form_text(request, "text"))});
    return written ? back({}) : tl::unexpected(written.error());
  }
  if (is_checklist_act(act)) return back(act_on_checklist(world, request, id));
  if (act == "carry") {
    const auto carried = workflows::carry_over(world.boards, asking, id, version, board::MeetingId{whole_in_form(request, "to").value_or(0)},
                                               form_text(request, "reason"), request.form.find("consent").has_value());
    if (!carried) return tl::unexpected(carried.error());
    return redirect(presentation_path(*carried));
  }
  return back(workflows::withdraw(world.boards, asking, id, version, form_text(request, "reason")));
}

}  // namespace

void add_file_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter presentation{"presentation", Schema::whole().at_least(1), "its number", true};
  const PersonPage content = [world](const SignedIn&, const Request& request) { return file_page(world, request); };
  routes.push_back(person_page(world, "/espace/rcp/dossiers/{presentation}", may(Act::prepare_board), title, content));
  routes.back().parameters = {presentation};
  routes.push_back(person_form(world, "/espace/rcp/dossiers/{presentation}", may(Act::prepare_board), "Writes a field, notes the checklist, changes time and presenter, moves or withdraws a case",
                               Schema::object()
                                   .with("act", Schema::one_of({"field", "need", "assign", "remind", "reopen", "slot", "passage", "carry", "withdraw"}))
                                   .maybe("field", Schema::text().longest(40))
                                   .maybe("version", Schema::whole().at_least(0))
                                   .maybe("text", Schema::text().longest(8000))
                                   .maybe("code", Schema::text().longest(60))
                                   .maybe("done", Schema::text().longest(5))
                                   .maybe("waived", Schema::text().longest(5))
                                   .maybe("note", Schema::text().longest(500))
                                   .maybe("owner", Schema::whole().at_least(0))
                                   .maybe("due", Schema::text().longest(10))
                                   .maybe("minutes", Schema::text().longest(5))
                                   .maybe("presenter", Schema::whole().at_least(0))
                                   .maybe("rule", Schema::text().longest(60))
                                   .maybe("to", Schema::whole().at_least(1))
                                   .maybe("consent", Schema::text().longest(5))
                                   .maybe("reason", Schema::text().longest(500)),
                               {title, content}, [world](const SignedIn&, const Request& request) { return act_on_file(world, request); }));
  routes.back().parameters = {presentation};
}

}  // namespace repere::web
