#include "web/people/boards/report_shown.hpp"

#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/timeline_words.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/signed_content.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::web {

using report::escaped;
using workflows::SignedContent;

namespace {

std::string texts_shown(const std::vector<std::pair<std::string, std::string>>& texts) {
  std::string html = "<dl class=\"report\">";
  for (const auto& [label, text] : texts) html += "<dt>" + escaped(label) + "</dt><dd class=\"as-written\">" + report::escaped_lines(text) + "</dd>";
  return html + "</dl>";
}

template <class Named>
std::string name_in(const Named& one, Language language) {
  return language == Language::fr ? one.name_fr : one.name_en;
}

std::string present_shown(const std::vector<SignedContent::Person>& present, Language language, bool names) {
  std::string html;
  for (const auto& one : present) {
    const std::string what(words_of(one.specialty).in(language));
    html += "<li>" + (names ? escaped(one.name) + ", " + escaped(what) : escaped(what)) + "</li>";
  }
  return html.empty() ? html : "<ul>" + html + "</ul>";
}

std::string actions_shown(const std::vector<SignedContent::Task>& actions, Language language) {
  std::string html;
  for (const auto& one : actions)
    html += "<li>" + escaped(one.what) + " – " + escaped(one.owner) + (one.due.empty() ? "" : ", " + escaped(date_text(one.due, language))) + "</li>";
  return html.empty() ? html : "<ul>" + html + "</ul>";
}

Bilingual status_of_report(std::string_view as) {
  if (as == "signed_decision") return {"Décision de la RCP", "Decision of the board"};
  if (as == "registered") return {"Dossier enregistré sans discussion", "Case registered without discussion"};
  return {"Avis sans quorum : le dossier est représenté à la réunion suivante", "Advice without quorum: the case is presented again at the next meeting"};
}

}  // namespace

Result<std::string> report_shown(std::string_view content, Language language, bool for_sender, const ReportNames& names) {
  const auto report = workflows::read_signed_content(content);
  if (!report) return tl::unexpected(report.error());
  const auto heading = [&](Bilingual text) { return "<h2>" + escaped(text.in(language)) + "</h2>"; };
  std::string html = "<p class=\"report-as\"><strong>" + escaped(status_of_report(report->as).in(language)) + "</strong> – " +
                     escaped(language == Language::fr ? report->board_fr : report->board_en) + ", " + escaped(date_text(report->day, language)) + "</p>";
  const auto fields = [&](const SignedContent::Fields& all) { return texts_shown(field_texts(all, language, names.centre)); };
  if (const auto tumour = tumour_signed(report->tumour, language, names.reference); !tumour.empty()) html += "<p class=\"tumour\">" + escaped(tumour) + "</p>";
  html += heading({"Question", "Question"}) + fields(report->question);
  if (!for_sender && !report->file.empty()) html += heading({"Dossier", "File"}) + fields(report->file);
  if (report->complete == false && report->as != "registered") html += "<p>" + escaped(incomplete_file().in(language)) + "</p>";
  html += heading({"Décision", "Decision"}) + fields(report->decision);
  if (const auto list = actions_shown(report->actions, language); !list.empty()) html += heading({"Qui fait quoi", "Who does what"}) + list;
  if (const auto list = present_shown(report->present, language, !for_sender); !list.empty()) html += heading({"Présents", "Present"}) + list;
  return html;
}

std::string field_text(const std::string& field, const std::string& text, Language language, const CentreName& name_of_centre) {
  const auto* rule = board::field_named(field);
  if (rule == nullptr) return text;
  if (rule->kind == board::FieldKind::centre && name_of_centre) return name_of_centre(text);
  if (rule->kind == board::FieldKind::day) return date_text(text, language);
  if (rule->kind == board::FieldKind::choice) return std::string(board_choice_words(field, text).in(language));
  return text;
}

std::vector<std::pair<std::string, std::string>> field_texts(const SignedContent::Fields& fields, Language language, const CentreName& name_of_centre) {
  std::vector<std::pair<std::string, std::string>> made;
  for (const auto& [name, text] : fields) made.emplace_back(board_field(name).label.in(language), field_text(name, text, language, name_of_centre));
  return made;
}

std::string tumour_signed(const SignedContent::Tumour& tumour, Language language, const ReferenceData& reference) {
  std::string line;
  const auto add = [&](const std::string& what) {
    if (!what.empty()) line += (line.empty() ? "" : " · ") + what;
  };
  const auto histotype = reference.histotypes.find(tumour.histotype);
  add(histotype ? name_in(reference.histotypes[histotype], language) : tumour.histotype);
  const auto site = reference.sites.find(tumour.site);
  add(site ? name_in(reference.sites[site], language) : tumour.site);
  std::string size = tumour.size_mm;
  if (language == Language::fr) std::replace(size.begin(), size.end(), '.', ',');
  add(size.empty() ? size : size + " mm");
  add(tumour.grade.empty() ? "" : value_words("grade", tumour.grade, language));
  if (tumour.metastatic == "yes") add(language == Language::fr ? "métastatique au diagnostic" : "metastatic at diagnosis");
  if (!tumour.diagnosis.empty()) add((language == Language::fr ? "diagnostic " : "diagnosed ") + date_text(tumour.diagnosis, language));
  return line;
}

Bilingual incomplete_file() {
  return {"Le dossier n’était pas complet quand il a été présenté.", "The file was not complete when it was presented."};
}

CentreName centre_names(std::vector<Centre> centres) {
  return [all = std::move(centres)](const std::string& code) {
    for (const Centre& one : all)
      if (one.code == code) return one.name;
    return code;
  };
}

CentreName names_of_centres(const workflows::Means& means) {
  auto centres = workflows::receiving_centres(means);
  return centre_names(centres ? std::move(*centres) : std::vector<Centre>{});
}

ReportNames report_names(const workflows::BoardMeans& boards) { return {names_of_centres(boards.means), boards.reference}; }

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
