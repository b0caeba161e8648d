#include "web/people/boards/board_forms.hpp"

#include "base/numbers.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_pages.hpp"
#include "web/people/boards/board_words.hpp"

namespace repere::web {

using report::escaped;

std::string choice(std::string_view name, std::string_view label, const std::vector<std::pair<std::string, std::string>>& options,
                   std::string_view chosen, std::string_view attributes) {
  const std::string id = "field-" + std::string(name);
  std::string html = "<p><label for=\"" + id + "\">" + escaped(label) + "</label><select id=\"" + id + "\" name=\"" +
                     std::string(name) + "\" " + std::string(attributes) + ">";
  for (const auto& [value, shown] : options)
    html += "<option value=\"" + escaped(value) + "\"" + (value == chosen ? " selected" : "") + ">" + escaped(shown) + "</option>";
  return html + "</select></p>";
}

std::string text_area(std::string_view name, std::string_view label, std::string_view text, std::string_view attributes) {
  const std::string id = "field-" + std::string(name);
  return "<p><label for=\"" + id + "\">" + escaped(label) + "</label><textarea id=\"" + id + "\" name=\"" + std::string(name) +
         "\" " + std::string(attributes) + ">\n" + report::escaped_lines(text) + "</textarea></p>";
}

std::string form_to(const Request& request, const std::string& action,
                    const std::vector<std::pair<std::string, std::string>>& hidden) {
  std::string html = "<form method=\"post\" action=\"" + action + "\">" + form_token_input(request);
  for (const auto& [name, value] : hidden)
    html += web::hidden(name, value);
  return html;
}

std::string submit(std::string_view text) { return "<p><button>" + escaped(text) + "</button></p></form>"; }

std::optional<std::int64_t> whole_in_form(const Request& request, std::string_view name) {
  const auto number = parse_whole(form_text(request, name));
  return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}

std::optional<Day> day_in_form(const Request& request, std::string_view name) {
  const auto date = PartialDate::parse(form_text(request, name));
  return date && date->exact() ? std::optional(date->first()) : std::nullopt;
}

std::string need_words(const board::BoardRules& rules, std::string_view code, Language language) {
  for (const auto& rule : rules.readiness)
    if (rule.code == code) return language == Language::fr ? rule.label_fr : rule.label_en;
  return std::string(code);
}

std::string meeting_words(const board::Board& board, const board::Meeting& meeting, Language language) {
  return (language == Language::fr ? board.name_fr : board.name_en) + " – " + moment_in(meeting.starts, board.zone, language);
}

void add_board_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  add_meetings_page(routes, world);
  add_planning_pages(routes, world);
  add_calendar_pages(routes, world);
  add_agenda_pages(routes, world);
  add_board_papers(routes, world);
  add_placing_pages(routes, world);
  add_file_pages(routes, world);
  add_signature_pages(routes, world);
  add_aftermath_pages(routes, world);
  add_activity_pages(routes, world);
}

}  // namespace repere::web
