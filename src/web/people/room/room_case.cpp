#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/case_timeline.hpp"
#include "web/people/room/room_parts.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/report_shown.hpp"

// The agenda on the left and the case in the middle.
namespace repere::web {

using board::Presentation;
using board::Stage;
using report::escaped;

namespace {

std::string_view mark_of(Stage stage) {
  return stage == Stage::discussing ? "▶" : board::is_signed(stage) ? "✓" : stage == Stage::discussed ? "✎" : board::is_over(stage) ? "–" : "○";
}

std::string agenda_line(const RoomShown& shown, const Presentation& one, const Request& request) {
  const bool here = shown.looked == one.id;
  std::string html = "<li data-key=\"case-" + std::to_string(one.id.value) + "\" class=\"" + std::string(word_in(board::stage_words, one.stage)) +
                     "\"><a href=\"" + room_path(shown.room.meeting.id, one.id) + "\" data-case=\"" +
                     std::to_string(one.id.value) + "\"" + (here ? " aria-current=\"true\"" : "") + "><span class=\"mark\" aria-hidden=\"true\">" +
                     std::string(mark_of(one.stage)) + "</span><span class=\"number\">" + std::to_string(one.position) + "</span> <strong>" +
                     escaped(one.pseudonym) + "</strong> <span class=\"stage\">" + escaped(words_of(one.stage).in(request.language)) + "</span>";
  html += "<span class=\"minutes\">" + std::to_string(one.minutes) + " min</span>";
  if (one.stage == Stage::discussing && one.began)
    html += "<span class=\"running\" data-began=\"" + iso_text(*one.began) + "\" data-minutes=\"" + std::to_string(one.minutes) + "\"></span>";
  return html + "</a></li>";
}

std::string text_of_field(const workflows::BoardFile& file, std::string_view field, const Request& request) {
  const auto text = board::text_of(file.entries, field);
  if (text.empty()) return {};
  const std::string shown = field_text(std::string(field), std::string(text), request.language, {});
  return "<div class=\"told\"><h3>" + escaped(board_field(field).label.in(request.language)) + "</h3><p class=\"as-written\">" + report::escaped_lines(shown) +
         "</p></div>";
}

std::string discussion_button(const RoomShown& shown, const Request& request) {
  const auto& one = shown.file->presentation;
  if (shown.room.meeting.state != board::MeetingState::open || board::is_over(one.stage)) return {};
  const bool running = one.stage == Stage::discussing;
  return room_form(request, shown.room.meeting.id, running ? "end_case" : "begin", " id=\"discussion\"") +
         hidden("presentation", std::to_string(one.id.value)) + "<button class=\"" +
         std::string(running ? "" : "strong") + "\" data-press=\"b\">" +
         (running ? words(request, {"Clore la discussion", "End the discussion"}) : words(request, {"Discuter ce dossier", "Discuss this case"})) +
         " <kbd>b</kbd></button></form>";
}

std::string others(const workflows::BoardFile& file, const Request& request) {
  if (file.others.empty()) return {};
  std::string html = "<h3>" + words(request, {"Autres passages en RCP", "Other presentations"}) + "</h3><ul>";
  for (const Presentation& one : file.others) {
    const std::string number = std::to_string(one.id.value), stage(words_of(one.stage).in(request.language));
    html += "<li>" + (board::is_signed(one.stage) ? "<a href=\"" + presentation_path(one.id) + "/compte-rendu\">" +
                                                         words(request, {"Compte rendu", "Report"}) + " " + number + "</a>"
                                                   : words(request, {"Passage", "Presentation"}) + " " + number) +
            " – " + escaped(stage) + "</li>";
  }
  return html + "</ul>";
}

}  // namespace

std::string agenda_part(const RoomShown& shown, const Request& request, const std::vector<board::PresentationId>& only) {
  std::string html = "<nav id=\"room-agenda\" aria-label=\"" + words(request, {"Ordre du jour", "Agenda"}) + "\"><h2>" +
                     words(request, {"Ordre du jour", "Agenda"}) + " <kbd>n</kbd> <kbd>p</kbd></h2>";
  if (shown.room.agenda.empty())
    return html + "<p>" + words(request, {"Aucun dossier que vous puissiez voir.", "No case that you may see."}) + "</p></nav>";
  html += "<ol>";
  for (const Presentation& one : shown.room.agenda)
    if (only.empty() || std::find(only.begin(), only.end(), one.id) != only.end()) html += agenda_line(shown, one, request);
  return html + "</ol></nav>";
}

std::string case_part(const RoomShown& shown, const ReferenceData& reference, const Request& request) {
  std::string html = "<section id=\"room-case\" aria-labelledby=\"case-title\">";
  if (!shown.file)
    return html + "<h2 id=\"case-title\">" + words(request, {"Aucun dossier", "No case"}) + "</h2></section>";
  const auto& file = *shown.file;
  const std::string patient = std::to_string(file.presentation.patient.value);
  html += "<div class=\"case-head\"><h2 id=\"case-title\" tabindex=\"-1\">" + std::to_string(file.presentation.position) + ". " +
          escaped(file.presentation.pseudonym) + " <small>" + escaped(words_of(file.presentation.stage).in(request.language)) + "</small></h2>" +
          discussion_button(shown, request) + "</div>";
  html += "<p class=\"quiet\"><strong id=\"identity\"></strong><button type=\"button\" class=\"small scripts\" data-identity=\"" + patient +
          "\" data-press=\"i\">" + words(request, {"Identité", "Identity"}) + " <kbd>i</kbd></button> <a href=\"/espace/cas/" + patient + "\">" +
          words(request, {"Dossier complet", "Whole file"}) + "</a>";
  if (shown.current && shown.current != file.presentation.id)
    html += " · <a href=\"" + room_path(shown.room.meeting.id) + "\" data-follow data-press=\"f\">" +
            words(request, {"Revenir au dossier discuté", "Back to the case being discussed"}) + "</a> <kbd>f</kbd>";
  html += "</p><div class=\"question\">" + text_of_field(file, "question", request) + "</div>";
  for (const char* field : {"reason", "reason_detail", "first_seen", "performance_status", "wishes", "history"}) html += text_of_field(file, field, request);
  html += "<h3>" + words(request, {"Parcours", "Pathway"}) + "</h3>" + case_timeline(file.file.rows, file.presentation.tumour, reference, request.language);
  for (const char* field : {"imaging", "pathology"}) html += text_of_field(file, field, request);
  return html + others(file, request) + "</section>";
}

}  // namespace repere::web
