#include "web/people/boards/report_sheet.hpp"

#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/signed_content.hpp"

namespace repere::web {

using report::BoardSheet;
using report::SheetPart;

namespace {

std::string title_of(std::string_view as, Language language) {
  const Bilingual decision{"Compte rendu de RCP : décision", "Board report: decision"}, registered{"Compte rendu de RCP : enregistré sans discussion", "Board report: registered without discussion"},
      advice{"Compte rendu de RCP : avis sans quorum, à représenter", "Board report: advice without quorum, to be presented again"};
  return std::string((as == "signed_decision" ? decision : as == "registered" ? registered : advice).in(language));
}

}  // namespace

Result<BoardSheet> report_sheet(const workflows::SignedReport& signed_report, Language language, const ReportNames& names) {
  const auto report = workflows::read_signed_content(signed_report.signature.content.reveal());
  if (!report) return tl::unexpected(report.error());
  const auto& file = signed_report.file;
  const auto words = [&](Bilingual text) { return std::string(text.in(language)); };
  BoardSheet sheet;
  sheet.language = language;
  sheet.title = title_of(report->as, language);
  sheet.subtitle = (language == Language::fr ? file.board.name_fr : file.board.name_en) + ", " +
                   day_text(board::local_of(file.meeting.starts, file.board.zone).day, language);
  sheet.facts = {{words({"Dossier", "Case"}), file.presentation.pseudonym},
                 {words({"Centre", "Centre"}), names.centre(file.board.centre)},
                 {words({"Signé par", "Signed by"}), signed_report.signature.name + ", " + moment_in(signed_report.signature.at, file.board.zone, language)},
                 {words({"Quorum", "Quorum"}), signed_report.signature.quorum ? words({"atteint", "reached"}) : words({"non atteint, ou sans objet", "not reached, or not needed"})}};
  if (const auto tumour = tumour_signed(report->tumour, language, names.reference); !tumour.empty())
    sheet.facts.insert(sheet.facts.begin() + 1, {words({"Tumeur", "Tumour"}), tumour});
  if (report->complete == false && report->as != "registered") sheet.facts.emplace_back(words({"Dossier présenté", "File presented"}), words(incomplete_file()));
  SheetPart actions{words({"Qui fait quoi", "Who does what"}), {}, {}}, present{words({"Présents", "Present"}), {}, {}};
  for (const auto& one : report->actions) actions.items.push_back(one.what + " – " + one.owner + (one.due.empty() ? "" : ", " + date_text(one.due, language)));
  for (const auto& one : report->present) present.items.push_back(one.name + ", " + std::string(words_of(one.specialty).in(language)));
  const auto fields = [&](Bilingual title, const auto& all) { return SheetPart{words(title), field_texts(all, language, names.centre), {}}; };
  sheet.parts.push_back(fields({"Question", "Question"}, report->question));
  sheet.parts.push_back(fields({"Décision", "Decision"}, report->decision));
  sheet.parts.push_back(std::move(actions));
  sheet.parts.push_back(fields({"Dossier présenté", "File presented"}, report->file));
  sheet.parts.push_back(std::move(present));
  SheetPart addenda{words({"Addendums", "Addenda"}), {}, {}};
  for (const auto& one : signed_report.addenda) addenda.texts.emplace_back(one.name + ", " + moment_in(one.at, file.board.zone, language), one.text.reveal());
  sheet.parts.push_back(std::move(addenda));
  sheet.fingerprint = signed_report.signature.fingerprint;
  sheet.created = signed_report.signature.at;
  return sheet;
}

}  // namespace repere::web
