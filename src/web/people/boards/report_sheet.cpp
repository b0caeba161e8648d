#include "web/people/boards/report_sheet.hpp"

#include <boost/json/parse.hpp>

#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

namespace js = boost::json;
using report::BoardSheet;
using report::SheetPart;

namespace {

std::string text_at(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

SheetPart fields_of(const js::object& report, std::string_view part, std::string title, Language language, const CentreName& name_of_centre) {
  SheetPart made{std::move(title), {}, {}};
  const auto* fields = report.if_contains(part);
  if (fields == nullptr || !fields->is_object()) return made;
  for (const auto& [name, value] : fields->as_object()) {
    const auto* rule = board::field_named(name);
    if (rule == nullptr || !value.is_string()) continue;
    std::string text(value.as_string());
    if (rule->kind == board::FieldKind::centre) text = name_of_centre(text);
    if (rule->kind == board::FieldKind::choice) text = board_choice_words(name, text).in(language);
    made.texts.emplace_back(board_field(name).label.in(language), std::move(text));
  }
  return made;
}

template <class Line>
SheetPart list_of(const js::object& report, std::string_view name, std::string title, const Line& line) {
  SheetPart made{std::move(title), {}, {}};
  const auto* list = report.if_contains(name);
  if (list == nullptr || !list->is_array()) return made;
  for (const auto& one : list->as_array())
    if (one.is_object()) made.items.push_back(line(one.as_object()));
  return made;
}

std::string title_of(std::string_view as, Language language) {
  const Bilingual decision{"Compte rendu de RCP : décision", "Board report: decision"}, registered{"Compte rendu de RCP : enregistré sans discussion", "Board report: registered without discussion"},
      advice{"Compte rendu de RCP : avis sans quorum, à représenter", "Board report: advice without quorum, to be presented again"};
  return std::string((as == "signed_decision" ? decision : as == "registered" ? registered : advice).in(language));
}

}  // namespace

Result<BoardSheet> report_sheet(const workflows::SignedReport& signed_report, Language language, const CentreName& name_of_centre) {
  const std::string& content = signed_report.signature.content.reveal();
  boost::system::error_code problem;
  const js::value value = js::parse(content, problem);
  if (problem || !value.is_object()) return fail(ErrorKind::fault, "a signed report is not what its layout says");
  const auto& report = value.as_object();
  const auto& file = signed_report.file;
  const auto words = [&](Bilingual text) { return std::string(text.in(language)); };
  BoardSheet sheet;
  sheet.language = language;
  sheet.title = title_of(text_at(report, "as"), language);
  sheet.subtitle = (language == Language::fr ? file.board.name_fr : file.board.name_en) + ", " +
                   day_text(board::local_of(file.meeting.starts, file.board.zone).day, language);
  sheet.facts = {{words({"Dossier", "Case"}), file.presentation.pseudonym},
                 {words({"Centre", "Centre"}), name_of_centre(file.board.centre)},
                 {words({"Signé par", "Signed by"}), signed_report.signature.name + ", " + moment_in(signed_report.signature.at, file.board.zone, language)},
                 {words({"Quorum", "Quorum"}), signed_report.signature.quorum ? words({"atteint", "reached"}) : words({"non atteint, ou sans objet", "not reached, or not needed"})}};
  sheet.parts.push_back(fields_of(report, "question", words({"Question", "Question"}), language, name_of_centre));
  sheet.parts.push_back(fields_of(report, "decision", words({"Décision", "Decision"}), language, name_of_centre));
  sheet.parts.push_back(list_of(report, "actions", words({"Qui fait quoi", "Who does what"}), [](const js::object& action) {
    const std::string due = text_at(action, "due");
    return text_at(action, "what") + " – " + text_at(action, "owner") + (due.empty() ? "" : ", " + due);
  }));
  sheet.parts.push_back(fields_of(report, "file", words({"Dossier présenté", "File presented"}), language, name_of_centre));
  sheet.parts.push_back(list_of(report, "present", words({"Présents", "Present"}), [&](const js::object& stay) {
    const auto specialty = value_in(board::specialty_words, text_at(stay, "specialty")).value_or(board::Specialty::other);
    return text_at(stay, "name") + ", " + std::string(words_of(specialty).in(language));
  }));
  SheetPart addenda{words({"Addendums", "Addenda"}), {}, {}};
  for (const auto& one : signed_report.addenda) addenda.texts.emplace_back(one.name + ", " + moment_in(one.at, file.board.zone, language), one.text.reveal());
  sheet.parts.push_back(std::move(addenda));
  sheet.fingerprint = signed_report.signature.fingerprint;
  sheet.created = signed_report.signature.at;
  return sheet;
}

}  // namespace repere::web
