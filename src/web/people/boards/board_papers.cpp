#include "report/board/preparation_sheets.hpp"
#include "report/document/pdf.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/case_timeline.hpp"
#include "web/people/boards/report_documents.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/boards/agenda_identities.hpp"
#include "workflows/boards/board_file.hpp"
#include "workflows/cases/read_case.hpp"

// Paper for a meeting: its agenda and the files of its cases, as PDF. With the pseudonym, for a wall or a table; with ?identity=yes
// the patient's name where the reader may see it.
namespace repere::web {

using access::Act;
using board::MeetingId;
using board::PresentationId;
using report::AgendaRow;
using report::SheetPart;
using workflows::Agenda;
using workflows::AgendaLine;

namespace {

bool wants_identity(const Request& request) { return request.query.find("identity") == "yes"; }

std::string name_words(const workflows::Person& person, const Request& request) {
  std::string text = person.birth_name.reveal();
  if (!person.used_name.reveal().empty() && person.used_name.reveal() != text) text += " (" + person.used_name.reveal() + ")";
  if (!person.given_names.reveal().empty()) text += " " + person.given_names.reveal();
  if (const auto& birth = person.birth.reveal())
    text += "\n" + words(request, {"né(e) le ", "born "}) + date_text(*birth, request.language);
  return text;
}

report::SheetHead head_of(const PeopleWorld& world, const Request& request, const board::Board& board, const board::Meeting& meeting, Bilingual title) {
  report::SheetHead head;
  const Instant now = world.means.clock.now();
  head.language = request.language;
  head.title = words(request, title);
  head.subtitle = (request.language == Language::fr ? board.name_fr : board.name_en) + ", " + moment_in(meeting.starts, board.zone, request.language);
  head.printed = words(request, {"imprimé le ", "printed "}) + moment_in(now, board.zone, request.language);
  head.created = now;
  const auto who = world.gate.who(request);
  head.synthetic = who && who->account.synthetic;
  return head;
}

std::string readiness_of(const PeopleWorld& world, const Request& request, const AgendaLine& line) {
  if (line.ready) return words(request, {"✓ complet", "✓ complete"});
  std::string text = words(request, {"manque :", "missing:"});
  for (const auto& code : line.missing) text += "\n– " + need_words(world.boards.rules, code, request.language);
  return text;
}

std::string passage_of(const PeopleWorld& world, const Request& request, const board::Presentation& one) {
  if (one.passage != board::Passage::registered_only) return words(request, {"à discuter", "for discussion"});
  std::string text = words(request, {"enregistré seulement", "registered only"});
  for (const auto& rule : world.boards.rules.registered_only)
    if (rule.code == one.rule) text += " : " + (request.language == Language::fr ? rule.label_fr : rule.label_en);
  return text;
}

std::string tumour_of(const PeopleWorld& world, const Request& request, const AgendaLine& line) {
  const bool french = request.language == Language::fr;
  std::string text;
  if (const auto found = world.reference.histotypes.find(line.histotype))
    text = french ? world.reference.histotypes[found].name_fr : world.reference.histotypes[found].name_en;
  if (const auto site = world.reference.sites.find(line.site))
    text += (text.empty() ? "" : ", ") + (french ? world.reference.sites[site].name_fr : world.reference.sites[site].name_en);
  return text;
}

report::AgendaSheet agenda_sheet(const PeopleWorld& world, const Request& request, const Agenda& agenda, const std::vector<std::optional<workflows::Person>>& people) {
  const auto name_of_centre = names_of_centres(world.means);
  report::AgendaSheet sheet{head_of(world, request, agenda.board, agenda.meeting, {"Ordre du jour", "Agenda"}), {}, {}};
  int minute = board::local_of(agenda.meeting.starts, agenda.board.zone).minute, ready = 0, asked = 0;
  for (std::size_t i = 0; i < agenda.lines.size(); ++i) {
    const AgendaLine& line = agenda.lines[i];
    const auto& one = line.presentation;
    const std::string who = one.pseudonym + (people[i] ? "\n" + name_words(*people[i], request) : "");
    if (one.stage == board::Stage::carried_over || one.stage == board::Stage::withdrawn) {
      sheet.left.push_back(one.pseudonym + " – " + words(request, words_of(one.stage)) + (one.stage_reason.empty() ? "" : " : " + one.stage_reason));
      continue;
    }
    sheet.rows.push_back({static_cast<int>(sheet.rows.size()) + 1, board::clock_text(minute % 1440), std::to_string(one.minutes) + "\u00a0min", who, tumour_of(world, request, line),
                          std::string(board::text_of(line.entries, "question")),
                          line.presenter.empty() ? name_of_centre(one.asked_by) : line.presenter + "\n" + name_of_centre(one.asked_by),
                          passage_of(world, request, one), readiness_of(world, request, line)});
    minute += one.minutes;
    ready += line.ready ? 1 : 0;
    asked += one.minutes;
  }
  sheet.head.facts = {{words(request, {"Centre", "Centre"}), name_of_centre(agenda.board.centre)},
                      {words(request, {"Dossiers", "Cases"}), std::to_string(sheet.rows.size()) + words(request, {", dont complets : ", ", complete: "}) + std::to_string(ready)},
                      {words(request, {"Durée prévue", "Time needed"}), std::to_string(asked) + " min" + words(request, {" sur ", " of "}) + std::to_string(agenda.meeting.minutes)}};
  if (!agenda.meeting.note.empty()) sheet.head.facts.emplace_back(words(request, {"Note", "Note"}), agenda.meeting.note);
  return sheet;
}

Result<Response> to_save(const Request& request, const report::Document& document, const std::string& name) {
  auto pdf = report::pdf_text(document);
  if (!pdf) return tl::unexpected(pdf.error());
  static_cast<void>(request);
  Response response = web::text(std::move(*pdf), "application/pdf");
  save_as(response, name);
  response.keeps_secret = true;
  return response;
}

Result<Response> agenda_pdf(const PeopleWorld& world, const Request& request) {
  const auto agenda = workflows::read_agenda(world.boards, asking_of(request), MeetingId{request.number("meeting")});
  if (!agenda) return tl::unexpected(agenda.error());
  std::vector<std::optional<workflows::Person>> people(agenda->lines.size());
  if (wants_identity(request)) {
    auto named = workflows::identities_on_agenda(world.boards, asking_of(request), *agenda);
    if (!named) return tl::unexpected(named.error());
    people = std::move(*named);
  }
  const std::string day = PartialDate::of_day(board::local_of(agenda->meeting.starts, agenda->board.zone).day).text();
  return to_save(request, report::agenda_document(agenda_sheet(world, request, *agenda, people)), words(request, {"ordre-du-jour-", "agenda-"}) + day + ".pdf");
}

SheetPart texts_of(const Request& request, const workflows::BoardFile& file, Bilingual title, std::initializer_list<const char*> fields, const CentreName& name_of_centre) {
  SheetPart part{words(request, title), {}, {}};
  for (const char* field : fields)
    if (const auto text = board::text_of(file.entries, field); !text.empty())
      part.texts.emplace_back(words(request, board_field(field).label), field_text(field, std::string(text), request.language, name_of_centre));
  return part;
}

std::vector<report::FileNeed> checklist_of(const PeopleWorld& world, const Request& request, const board::Presentation& one) {
  std::vector<report::FileNeed> needs;
  for (const auto& need : one.needs) {
    const std::string state = need.done     ? words(request, {"fait", "done"})
                              : need.waived ? words(request, {"inutile ici : ", "not needed here: "}) + need.note
                                            : words(request, {"à faire", "to do"});
    needs.push_back({need_words(world.boards.rules, need.code, request.language), state, need.due ? day_text(*need.due, request.language) : "–"});
  }
  return needs;
}

report::FileSheet file_sheet(const PeopleWorld& world, const Request& request, const workflows::BoardFile& file, const std::optional<workflows::Person>& person) {
  const auto name_of_centre = names_of_centres(world.means);
  report::FileSheet sheet;
  sheet.head = head_of(world, request, file.board, file.meeting, {"Dossier pour la RCP", "File for the board"});
  sheet.head.facts = {{words(request, {"Dossier", "Case"}), file.presentation.pseudonym}};
  if (person) {
    std::string name = name_words(*person, request);
    if (const auto end = name.find('\n'); end != std::string::npos) name.replace(end, 1, ", ");
    sheet.head.facts.emplace_back(words(request, {"Patient", "Patient"}), name);
  }
  sheet.head.facts.emplace_back(words(request, {"Présenté par", "Presented by"}), name_of_centre(file.presentation.asked_by));
  sheet.head.facts.emplace_back(words(request, {"Passage", "Passage"}), passage_of(world, request, file.presentation));
  sheet.head.facts.emplace_back(words(request, {"État", "State"}), words(request, words_of(file.presentation.stage)));
  sheet.before = {texts_of(request, file, {"Question posée", "Question asked"}, {"question", "reason", "reason_detail"}, name_of_centre),
                  texts_of(request, file, {"État du patient et histoire", "The patient's state and history"}, {"first_seen", "performance_status", "history", "wishes"}, name_of_centre)};
  sheet.tumour = tumour_line(file.file.rows, file.presentation.tumour, world.reference, request.language);
  for (const auto& one : timeline_of(file.file.rows, file.presentation.tumour, world.reference, request.language))
    sheet.timeline.push_back({one.when, one.act, one.status + (one.status.empty() || one.details.empty() ? "" : " · ") + one.details});
  sheet.after = {texts_of(request, file, {"Imagerie et anatomopathologie", "Imaging and pathology"}, {"imaging", "pathology"}, name_of_centre)};
  sheet.checklist = checklist_of(world, request, file.presentation);
  return sheet;
}

Result<Response> file_pdf(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_board_file(world.boards, asking_of(request), PresentationId{request.number("presentation")});
  if (!file) return tl::unexpected(file.error());
  std::optional<workflows::Person> person;
  if (wants_identity(request)) {
    auto read = workflows::read_identity(world.means, asking_of(request), file->presentation.patient);
    if (!read && read.error().kind != ErrorKind::not_found) return tl::unexpected(read.error());
    if (read) person = std::move(*read);
  }
  return to_save(request, report::file_document(file_sheet(world, request, *file, person)), words(request, {"dossier-rcp-", "board-file-"}) + file->presentation.pseudonym + ".pdf");
}

}  // namespace

std::string paper_links(const Request& request, const std::string& path, Bilingual what, bool with_identity) {
  std::string html = "<p class=\"downloads\"><a href=\"" + path + "\">" + words(request, what) + " (PDF)</a>";
  if (with_identity) html += " · <a href=\"" + path + "?identity=yes\">" + words(request, {"avec les noms (PDF)", "with the names (PDF)"}) + "</a>";
  return html + "</p>";
}

void add_board_papers(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter identity{"identity", Schema::one_of({"yes"}), "yes: with the names of patients whom the reader may identify"};
  const auto add = [&](const char* path, const char* parameter, const char* summary, Result<Response> (*handler)(const PeopleWorld&, const Request&)) {
    routes.push_back({.path = path,
                      .policy = may(Act::prepare_board),
                      .runs_on = RunsOn::workers(),
                      .handler = [world, handler](const Request& request) { return handler(world, request); },
                      .summary = summary,
                      .parameters = {{parameter, Schema::whole().at_least(1), "its number", true}, identity},
                      .answers = {{200, "the paper", "application/pdf"}},
                      .problems = {403, 404}});
  };
  add("/espace/rcp/reunions/{meeting}/ordre-du-jour.pdf", "meeting", "The agenda of a meeting, as PDF", agenda_pdf);
  add("/espace/rcp/dossiers/{presentation}/dossier.pdf", "presentation", "A case's file for the board, as PDF", file_pdf);
}

}  // namespace repere::web
