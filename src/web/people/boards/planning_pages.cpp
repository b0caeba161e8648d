#include <algorithm>

#include "domain/board/network_day.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_fields.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/meeting_table.hpp"
#include "workflows/boards/arrange_boards.hpp"
#include "workflows/boards/plan_meetings.hpp"

// Boards, their members and their meetings.
namespace repere::web {

using access::Act;
using board::Board;
using board::BoardId;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual boards_title{"Les RCP du centre", "The centre’s boards"}, board_title{"RCP", "Board"};

Result<std::string> boards_page(const PeopleWorld& world, const Request& request) {
  const auto all = workflows::all_boards(world.means);
  if (!all) return tl::unexpected(all.error());
  const auto centres = own_centres(request);
  std::string rows;
  for (const Board& one : *all)
    if (std::find(centres.begin(), centres.end(), one.centre) != centres.end())
      rows += "<tr><th scope=\"row\"><a href=\"" + board_path(one.id) + "\">" +
              escaped(request.language == Language::fr ? one.name_fr : one.name_en) + "</a></th>" + cell(words_of(one.sort).in(request.language)) +
              cell(weekday_name(one.recurrence.weekday).in(request.language)) + cell(board::clock_text(one.start_minute)) +
              cell(one.closed ? words(request, {"ne siège plus", "sits no more"}) : words(request, {"siège", "sits"})) + "</tr>";
  std::string html = rows.empty() ? std::string()
                                  : table(table_head(request, {{"RCP", "Board"}, {"Type", "Sort"}, {"Jour", "Day"}, {"Heure", "Time"}, {"État", "State"}}), rows,
                                          words(request, boards_title));
  Board fresh;
  fresh.recurrence.first = board::network_day(world.means.clock.now());
  if (!centres.empty()) fresh.centre = centres.front();
  return html + "<details class=\"step\"" + (rows.empty() ? " open" : "") + "><summary>" +
         words(request, {"Créer une RCP", "Make a board"}) + "</summary>" + form_to(request, "/espace/rcp/tableaux", {{"act", "save"}}) +
         board_fields(request, fresh) + submit(words(request, {"Créer", "Make"})) + "</details>";
}

std::string quorum_shown(const PeopleWorld& world, const Request& request, const Board& board) {
  const auto* rule = board::rule_on(world.boards.rules.quorum, board.sort, board::network_day(world.means.clock.now()));
  if (rule == nullptr) return {};
  std::string seats;
  for (const auto& seat : rule->seats) seats += "<li>" + escaped(seat_words(seat, request.language)) + "</li>";
  return "<h2>" + words(request, {"Quorum en vigueur", "Quorum in force"}) + "</h2><p>" +
         words(request, {"Médecins de spécialités différentes, au moins : ", "Physicians of different specialties, at least: "}) +
         std::to_string(rule->least_physicians) + (rule->assumed ? " – " + words(request, {"hypothèse, à confirmer par le réseau", "assumption, to be confirmed by the network"}) : "") +
         "</p><ul>" + seats + "</ul><p class=\"source\">" + words(request, {"Source : ", "Source: "}) + escaped(rule->source) + "</p>";
}

std::string members_shown(const Request& request, const Board& board, const std::vector<board::Member>& members) {
  const std::string path = board_path(board.id);
  std::string rows;
  for (const auto& one : members)
    rows += "<tr><th scope=\"row\">" + escaped(one.name) + "</th>" + cell(words_of(one.specialty).in(request.language)) + cell(one.centre) + "<td>" +
            act_form(request, path, {"Retirer", "Remove"}, one.name, {{"act", "remove"}, {"account", std::to_string(one.account.value)}}) + "</td></tr>";
  std::vector<std::pair<std::string, std::string>> specialties, centres{{board.centre, board.centre}};
  for (const auto& one : board::specialty_words) specialties.emplace_back(one.word, words_of(one.value).in(request.language));
  for (const auto& site : board.sites) centres.emplace_back(site, site);
  return "<h2>" + words(request, {"Membres", "Members"}) + "</h2>" +
         (rows.empty() ? std::string() : table(table_head(request, {{"Nom", "Name"}, {"Spécialité", "Specialty"}, {"Centre", "Centre"}, {"Action", "Action"}}), rows, words(request, {"Membres permanents", "Permanent members"}))) +
         form_to(request, path, {{"act", "member"}}) + input("login", words(request, {"Adresse du compte", "Login of the account"}), "email", "required maxlength=\"200\"") +
         choice("specialty", words(request, {"Spécialité", "Specialty"}), specialties, "surgeon") +
         choice("member_centre", words(request, {"Centre", "Centre"}), centres, board.centre) + submit(words(request, {"Ajouter", "Add"}));
}

Result<std::string> board_page(const PeopleWorld& world, const Request& request) {
  const BoardId id{request.number("board")};
  const auto board = workflows::one_board(world.means, id);
  if (!board) return tl::unexpected(board.error());
  const auto members = workflows::members_of(world.means, asking_of(request), id);
  if (!members) return tl::unexpected(members.error());
  workflows::MeetingFilter filter;
  filter.board = id;
  filter.from = world.means.clock.now() - std::chrono::days(1);
  const auto lines = workflows::list_meetings(world.means, filter);
  if (!lines) return tl::unexpected(lines.error());
  const std::string path = board_path(id);
  const Day soon = board::network_day(world.means.clock.now()) + std::chrono::days(90);
  std::string html = "<p><a href=\"/espace/rcp/tableaux\">" + words(request, boards_title) + "</a></p><p><strong>" +
                     escaped(request.language == Language::fr ? board->name_fr : board->name_en) + "</strong></p>" +
                     meeting_table(world, request, *lines, true, {"Réunions prévues", "Planned meetings"});
  html += "<h2>" + words(request, {"Prévoir des réunions", "Plan meetings"}) + "</h2>" + form_to(request, path, {{"act", "plan"}}) +
          input("until", words(request, {"Selon le rythme, jusqu’au (les jours fériés sont laissés)", "By its rhythm, until (public holidays are left out)"}), "date",
                "required value=\"" + PartialDate::of_day(soon).text() + "\"") +
          submit(words(request, {"Prévoir", "Plan"})) + form_to(request, path, {{"act", "add"}}) +
          input("day", words(request, {"Ou une seule, le", "Or a single one, on"}), "date", "required") +
          input("time", words(request, {"Heure", "Time"}), "time", "required value=\"" + board::clock_text(board->start_minute) + "\"") +
          input("note", words(request, {"Salle, lien de visioconférence (facultatif)", "Room, video link (optional)"}), "text", "maxlength=\"500\"") +
          submit(words(request, {"Ajouter", "Add"}));
  html += members_shown(request, *board, *members) + quorum_shown(world, request, *board);
  return html + "<details class=\"step\"><summary>" + words(request, {"Modifier cette RCP", "Change this board"}) + "</summary>" +
         form_to(request, path, {{"act", "save"}, {"version", std::to_string(board->version)}}) + board_fields(request, *board) +
         submit(words(request, {"Enregistrer", "Save"})) + "</details>";
}

Result<Response> save_board(const PeopleWorld& world, const Request& request, Board board) {
  auto wanted = board_in_form(world, request, std::move(board));
  if (!wanted) return tl::unexpected(wanted.error());
  wanted->version = whole_in_form(request, "version").value_or(wanted->version);
  const auto id = workflows::put_board(world.means, asking_of(request), *wanted);
  if (!id) return tl::unexpected(id.error());
  return redirect(board_path(*id));
}

Result<Response> act_on_board(const PeopleWorld& world, const Request& request) {
  const BoardId id{request.number("board")};
  const auto board = workflows::one_board(world.means, id);
  if (!board) return tl::unexpected(board.error());
  const std::string act = form_text(request, "act");
  const auto asking = asking_of(request);
  const auto back = redirect(board_path(id));
  const auto answer = [&](const Result<void>& done) { return done ? Result<Response>(back) : tl::unexpected(done.error()); };
  if (act == "save") return save_board(world, request, *board);
  if (act == "member")
    return answer(workflows::add_member(world.means, asking, id, form_text(request, "login"), form_text(request, "member_centre"),
                                        value_in(board::specialty_words, form_text(request, "specialty")).value_or(board::Specialty::other)));
  if (act == "remove")
    return answer(workflows::remove_member(world.means, asking, id, access::AccountId{whole_in_form(request, "account").value_or(0)}));
  if (act == "add") {
    const auto day = day_in_form(request, "day");
    const auto time = board::parse_clock(form_text(request, "time"));
    if (!day || !time) return fail(ErrorKind::incorrect, "a time of day is written 14:30");
    const auto made = workflows::add_meeting(world.means, asking, {id, {*day, *time}, {}, {}, form_text(request, "note")});
    return made ? Result<Response>(back) : tl::unexpected(made.error());
  }
  const auto until = day_in_form(request, "until");
  if (act != "plan" || !until) return fail(ErrorKind::incorrect, "meetings are planned up to a day between today and 400 days from now");
  const auto planned = workflows::plan_meetings(world.means, asking, id, *until);
  return planned ? Result<Response>(back) : tl::unexpected(planned.error());
}

}  // namespace

void add_planning_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter board{"board", Schema::whole().at_least(1), "its number", true};
  const PersonPage list = [world](const SignedIn&, const Request& request) { return boards_page(world, request); };
  const PersonPage one = [world](const SignedIn&, const Request& request) { return board_page(world, request); };
  routes.push_back(person_page(world, "/espace/rcp/tableaux", may(Act::manage_board), boards_title, list));
  routes.push_back(person_form(world, "/espace/rcp/tableaux", may(Act::manage_board), "Makes a board", board_schema(), {boards_title, list},
                               [world](const SignedIn&, const Request& request) { return save_board(world, request, {}); }));
  routes.push_back(person_page(world, "/espace/rcp/tableaux/{board}", may(Act::manage_board), board_title, one));
  routes.back().parameters = {board};
  routes.push_back(person_form(world, "/espace/rcp/tableaux/{board}", may(Act::manage_board), "Changes a board, its members, its meetings", board_schema(),
                               {board_title, one}, [world](const SignedIn&, const Request& request) { return act_on_board(world, request); }));
  routes.back().parameters = {board};
}

}  // namespace repere::web
