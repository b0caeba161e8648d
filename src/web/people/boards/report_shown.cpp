#include "web/people/boards/report_shown.hpp"

#include <boost/json/parse.hpp>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

namespace js = boost::json;
using report::escaped;

namespace {

std::string text_at(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}
const js::object& object_at(const js::object& object, std::string_view name) {
  static const js::object none;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? value->as_object() : none;
}
const js::array& list_at(const js::object& object, std::string_view name) {
  static const js::array none;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_array() ? value->as_array() : none;
}

std::string day_words(const std::string& text, Language language) {
  const auto day = PartialDate::parse(text);
  return day && day->exact() ? day_text(day->first(), language) : text;
}

std::string fields_shown(const js::object& fields, Language language, const CentreName& name_of_centre) {
  std::string html = "<dl class=\"report\">";
  for (const auto& [name, value] : fields) {
    if (!value.is_string()) continue;
    const auto* rule = board::field_named(name);
    std::string text(value.as_string());
    if (rule != nullptr && rule->kind == board::FieldKind::centre) text = name_of_centre(text);
    const bool choice = rule != nullptr && rule->kind == board::FieldKind::choice;
    html += "<dt>" + escaped(board_field(name).label.in(language)) + "</dt><dd class=\"as-written\">" +
            report::escaped_lines(choice ? board_choice_words(name, text).in(language) : std::string_view(text)) + "</dd>";
  }
  return html + "</dl>";
}

std::string present_shown(const js::array& present, Language language, bool names) {
  std::string html;
  for (const auto& one : present) {
    if (!one.is_object()) continue;
    const auto& stay = one.as_object();
    const auto specialty = value_in(board::specialty_words, text_at(stay, "specialty")).value_or(board::Specialty::other);
    const std::string what(words_of(specialty).in(language));
    html += "<li>" + (names ? escaped(text_at(stay, "name")) + ", " + escaped(what) : escaped(what)) + "</li>";
  }
  return html.empty() ? html : "<ul>" + html + "</ul>";
}

std::string actions_shown(const js::array& actions, Language language) {
  std::string html;
  for (const auto& one : actions) {
    if (!one.is_object()) continue;
    const auto& action = one.as_object();
    const std::string due = text_at(action, "due");
    html += "<li>" + escaped(text_at(action, "what")) + " – " + escaped(text_at(action, "owner")) + (due.empty() ? "" : ", " + escaped(day_words(due, language))) + "</li>";
  }
  return html.empty() ? html : "<ul>" + html + "</ul>";
}

Bilingual status_of_report(std::string_view as) {
  if (as == "signed_decision") return {"Décision de la RCP", "Decision of the board"};
  if (as == "registered") return {"Dossier enregistré sans discussion", "Case registered without discussion"};
  return {"Avis sans quorum : le dossier est représenté à la réunion suivante", "Advice without quorum: the case is presented again at the next meeting"};
}

}  // namespace

Result<std::string> report_shown(std::string_view content, Language language, bool for_sender, const CentreName& name_of_centre) {
  boost::system::error_code problem;
  const js::value value = js::parse(js::string_view(content.data(), content.size()), problem);
  if (problem || !value.is_object()) return fail(ErrorKind::fault, "a signed report is not what its layout says");
  const auto& report = value.as_object();
  const auto heading = [&](Bilingual text) { return "<h2>" + escaped(text.in(language)) + "</h2>"; };
  const auto& board = object_at(report, "board");
  std::string html = "<p class=\"report-as\"><strong>" + escaped(status_of_report(text_at(report, "as")).in(language)) + "</strong> – " +
                     escaped(text_at(board, language == Language::fr ? "name_fr" : "name_en")) + ", " +
                     escaped(day_words(text_at(object_at(report, "meeting"), "day"), language)) + "</p>";
  html += heading({"Question", "Question"}) + fields_shown(object_at(report, "question"), language, name_of_centre);
  if (!for_sender && !object_at(report, "file").empty()) html += heading({"Dossier", "File"}) + fields_shown(object_at(report, "file"), language, name_of_centre);
  html += heading({"Décision", "Decision"}) + fields_shown(object_at(report, "decision"), language, name_of_centre);
  if (const auto list = actions_shown(list_at(report, "actions"), language); !list.empty()) html += heading({"Qui fait quoi", "Who does what"}) + list;
  if (const auto list = present_shown(list_at(report, "present"), language, !for_sender); !list.empty()) html += heading({"Présents", "Present"}) + list;
  return html;
}

CentreName centre_names(std::vector<Centre> centres) {
  return [all = std::move(centres)](const std::string& code) {
    for (const Centre& one : all)
      if (one.code == code) return one.name;
    return code;
  };
}

std::string addenda_shown(const std::vector<board::Addendum>& addenda, board::Zone zone, Language language) {
  if (addenda.empty()) return {};
  const Bilingual heading{"Addendums : ils corrigent ou complètent le compte rendu", "Addenda: they correct or complete the report"};
  std::string html = "<h2>" + escaped(heading.in(language)) + "</h2><ol class=\"addenda\">";
  for (const auto& one : addenda)
    html += "<li><p><strong>" + escaped(one.name) + "</strong>, " + escaped(moment_in(one.at, zone, language)) + "</p><p class=\"as-written\">" +
            report::escaped_lines(one.text.reveal()) + "</p></li>";
  return html + "</ol>";
}

}  // namespace repere::web
