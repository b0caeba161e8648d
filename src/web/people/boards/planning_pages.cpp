#include <algorithm>

#include "base/words_of_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "workflows/boards/arrange_boards.hpp"
#include "workflows/boards/member_calendar.hpp"
#include "workflows/boards/plan_meetings.hpp"
#include "workflows/referrals/send_referral.hpp"

// Meetings that come, of one's own centre and of the network; boards, their members and their meetings; one's calendar.
namespace repere::web {

using access::Act;
using board::Board;
using board::BoardId;
using report::escaped;
using workflows::MeetingLine;
using workflows::SignedIn;

namespace {

constexpr Bilingual meetings_title{"Réunions (RCP)", "Board meetings"}, boards_title{"Les RCP du centre", "The centre’s boards"},
    board_title{"RCP", "Board"}, calendar_title{"Mon agenda", "My calendar"};

constexpr Bilingual day_names[] = {{"lundi", "Monday"},     {"mardi", "Tuesday"}, {"mercredi", "Wednesday"}, {"jeudi", "Thursday"},
                                   {"vendredi", "Friday"}, {"samedi", "Saturday"}, {"dimanche", "Sunday"}};

std::vector<std::string> own_centres(const Request& request) {
  std::vector<std::string> centres;
  for (const auto& one : request.caller().appointments)
    if (!one.centre.empty() && std::find(centres.begin(), centres.end(), one.centre) == centres.end()) centres.push_back(one.centre);
  return centres;
}

std::string meeting_rows(const PeopleWorld& world, const Request& request, const std::vector<MeetingLine>& lines, bool opens) {
  std::string rows;
  const Language language = request.language;
  for (const auto& line : lines) {
    const std::string path = agenda_path(line.meeting.id), when = moment_in(line.meeting.starts, line.board.zone, language);
    const bool closed = line.meeting.closes <= world.means.clock.now();
    rows += "<tr><th scope=\"row\">" + (opens ? "<a href=\"" + path + "\">" + escaped(when) + "</a>" : escaped(when)) + "</th>" +
            cell(language == Language::fr ? line.board.name_fr : line.board.name_en) + cell(line.board.centre) +
            cell(words_of(line.meeting.state).in(language)) +
            cell(std::to_string(line.cases) + " / " + std::to_string(line.meeting.capacity)) +
            cell(closed ? words(request, {"clos", "closed"}) : moment_in(line.meeting.closes, line.board.zone, language)) + "<td>" +
            (opens ? "<a href=\"" + room_path(line.meeting.id) + "\">" + words(request, {"Salle", "Room"}) + "</a>" : std::string()) + "</td></tr>";
  }
  return rows;
}

std::string meeting_table(const PeopleWorld& world, const Request& request, const std::vector<MeetingLine>& lines, bool opens,
                          Bilingual caption) {
  if (lines.empty())
    return "<p>" + words(request, {"Aucune réunion prévue : prévoyez-en depuis « Les RCP du centre ».",
                                   "No meeting is planned: plan some from “The centre’s boards”."}) + "</p>";
  return table(table_head(request, {{"Réunion", "Meeting"},
                                    {"RCP", "Board"},
                                    {"Centre", "Centre"},
                                    {"État", "State"},
                                    {"Dossiers / places", "Cases / places"},
                                    {"Clôture de l’ordre du jour", "Agenda closes"},
                                    {"Séance", "Sitting"}}),
               meeting_rows(world, request, lines, opens), caption.in(request.language));
}

Result<std::string> meetings(const PeopleWorld& world, const Request& request) {
  const bool whole_network = request.query.find("reseau").has_value();
  workflows::MeetingFilter filter;
  filter.from = world.means.clock.now() - std::chrono::days(whole_network ? 0 : 2);
  filter.until = world.means.clock.now() + std::chrono::days(whole_network ? 8 : 60);
  const auto all = workflows::list_meetings(world.means, filter);
  if (!all) return tl::unexpected(all.error());
  const auto centres = own_centres(request);
  std::vector<MeetingLine> own;
  for (const auto& line : *all) {
    const auto sits = [&](const std::string& centre) {
      return line.board.centre == centre || std::find(line.board.sites.begin(), line.board.sites.end(), centre) != line.board.sites.end();
    };
    if (std::any_of(centres.begin(), centres.end(), sits)) own.push_back(line);
  }
  std::string html = "<p>";
  if (whole_network)
    html += "<a href=\"/espace/rcp\">" + words(request, {"Mes réunions", "My meetings"}) + "</a>";
  else
    html += "<a href=\"/espace/rcp?reseau=1\">" +
            words(request, {"Toutes les RCP du réseau cette semaine", "All boards of the network this week"}) + "</a>";
  if (access::may_ever(request.caller(), Act::manage_board))
    html += " · <a href=\"/espace/rcp/tableaux\">" + words(request, boards_title) + "</a>";
  html += " · <a href=\"/espace/rcp/suites\">" + words(request, {"Suites", "After the boards"}) + "</a> · <a href=\"/espace/rcp/activite\">" +
          words(request, {"Activité", "Activity"}) + "</a>";
  html += " · <a href=\"/espace/rcp/agenda\">" + words(request, calendar_title) + "</a></p>";
  return html + (whole_network ? meeting_table(world, request, *all, false, {"Charge et places libres", "Load and free places"})
                               : meeting_table(world, request, own, true, {"La plus proche d’abord", "The next first"}));
}

std::string board_fields(const PeopleWorld& world, const Request& request, const Board& board) {
  const Language language = request.language;
  std::vector<std::pair<std::string, std::string>> sorts, days, rhythms, centres, weeks;
  for (const auto& one : board::sort_words) sorts.emplace_back(one.word, words_of(one.value).in(language));
  for (int i = 1; i <= 7; ++i) days.emplace_back(std::to_string(i), day_names[i - 1].in(language));
  constexpr Bilingual rhythm_names[] = {{"à la demande", "when asked"}, {"chaque semaine", "every week"},
                                        {"toutes les deux semaines", "every two weeks"}, {"chaque mois", "every month"}};
  for (int i = 0; i < 4; ++i) rhythms.emplace_back(std::to_string(i), rhythm_names[i].in(language));
  for (int i = 1; i <= 5; ++i)
    weeks.emplace_back(std::to_string(i), i == 5 ? words(request, {"dernier", "last"}) : std::to_string(i));
  for (const auto& centre : own_centres(request)) centres.emplace_back(centre, centre);
  std::string sites;
  for (const auto& site : board.sites) sites += (sites.empty() ? "" : " ") + site;
  const auto number = [&](const char* name, Bilingual label, int value, int least, int most) {
    return input(name, label.in(language), "number",
                 "required min=\"" + std::to_string(least) + "\" max=\"" + std::to_string(most) + "\" value=\"" + std::to_string(value) + "\"");
  };
  const auto tick = [&](const char* name, Bilingual label, bool on) {
    return "<p><label><input type=\"checkbox\" name=\"" + std::string(name) + "\" value=\"1\"" + (on ? " checked" : "") + "> " +
           words(request, label) + "</label></p>";
  };
  static_cast<void>(world);
  return choice("sort", words(request, {"Type", "Sort"}), sorts, word_in(board::sort_words, board.sort)) +
         choice("centre", words(request, {"Centre qui la tient", "Centre that holds it"}), centres, board.centre) +
         input("name_fr", words(request, {"Nom (français)", "Name (French)"}), "text", "required maxlength=\"200\" value=\"" + escaped(board.name_fr) + "\"") +
         input("name_en", words(request, {"Nom (anglais)", "Name (English)"}), "text", "required maxlength=\"200\" value=\"" + escaped(board.name_en) + "\"") +
         input("sites", words(request, {"Codes des autres centres qui y siègent (séparés par une espace)", "Codes of other centres that sit in it (spaces between)"}),
               "text", "maxlength=\"1000\" value=\"" + escaped(sites) + "\"") +
         choice("rhythm", words(request, {"Rythme", "Rhythm"}), rhythms, std::to_string(static_cast<int>(board.recurrence.rhythm))) +
         choice("weekday", words(request, {"Jour", "Day"}), days, std::to_string(board.recurrence.weekday)) +
         choice("week_of_month", words(request, {"Si chaque mois : le combien", "If monthly: which one"}), weeks, std::to_string(board.recurrence.week_of_month)) +
         input("first", words(request, {"À partir du", "From"}), "date", "required value=\"" + PartialDate::of_day(board.recurrence.first).text() + "\"") +
         input("start", words(request, {"Heure de début (heure locale)", "Start (local time)"}), "time", "required value=\"" + board::clock_text(board.start_minute) + "\"") +
         number("minutes", {"Durée (minutes)", "Length (minutes)"}, board.minutes, 5, 600) +
         number("capacity", {"Dossiers au plus", "Cases at most"}, board.capacity, 1, 200) +
         number("minutes_per_case", {"Minutes par dossier", "Minutes a case"}, board.minutes_per_case, 1, 120) +
         number("closes_hours_before", {"Clôture : heures avant la réunion", "Agenda closes: hours before"}, board.closes_hours_before, 0, 336) +
         tick("takes_children", {"Prend des enfants", "Takes children"}, board.takes_children) +
         tick("takes_bone", {"Prend des tumeurs osseuses", "Takes bone tumours"}, board.takes_bone) +
         (board.id ? tick("closed", {"Ne siège plus", "Sits no more"}, board.closed) : std::string());
}

Schema board_schema() {
  Schema schema = Schema::object();
  for (const char* name : {"act", "sort", "centre", "name_fr", "name_en", "sites", "rhythm", "weekday", "week_of_month", "first", "start",
                           "minutes", "capacity", "minutes_per_case", "closes_hours_before", "takes_children", "takes_bone", "closed",
                           "version", "until", "day", "time", "note", "login", "member_centre", "specialty", "account"})
    schema = schema.maybe(name, Schema::text().longest(1000));
  return schema;
}

Result<Board> board_in_form(const PeopleWorld& world, const Request& request, Board board) {
  const auto number = [&](const char* name, int old) { return static_cast<int>(whole_in_form(request, name).value_or(old)); };
  const auto sort = value_in(board::sort_words, form_text(request, "sort"));
  const auto first = day_in_form(request, "first");
  const auto start = board::parse_clock(form_text(request, "start"));
  if (!sort) return fail(ErrorKind::incorrect, "board: the sort is none of those offered");
  if (!first) return fail(ErrorKind::incorrect, "board: the first day is not a day");
  if (!start) return tl::unexpected(start.error());
  board.sort = *sort;
  board.centre = form_text(request, "centre");
  board.name_fr = form_text(request, "name_fr");
  board.name_en = form_text(request, "name_en");
  std::string sites = form_text(request, "sites");
  std::replace_if(sites.begin(), sites.end(), [](char c) { return c == ',' || c == ';'; }, ' ');
  const auto codes = split_words(sites);
  board.sites.assign(codes.begin(), codes.end());
  const int rhythm = number("rhythm", 1);
  if (rhythm < 0 || rhythm > 3) return fail(ErrorKind::incorrect, "board: the rhythm is none of those offered");
  board.recurrence = {static_cast<board::Rhythm>(rhythm), number("weekday", 4), number("week_of_month", 1), *first};
  board.start_minute = *start;
  board.minutes = number("minutes", board.minutes);
  board.capacity = number("capacity", board.capacity);
  board.minutes_per_case = number("minutes_per_case", board.minutes_per_case);
  board.closes_hours_before = number("closes_hours_before", board.closes_hours_before);
  board.takes_children = request.form.find("takes_children").has_value();
  board.takes_bone = request.form.find("takes_bone").has_value();
  board.closed = request.form.find("closed").has_value();
  for (const Centre& centre : world.reference.centres)
    if (centre.code == board.centre && !centre.sites.empty()) board.zone = board::zone_of_department(centre.sites.front().department);
  return board;
}

Result<std::string> boards_page(const PeopleWorld& world, const Request& request) {
  const auto all = workflows::all_boards(world.means);
  if (!all) return tl::unexpected(all.error());
  const auto centres = own_centres(request);
  std::string rows;
  for (const Board& one : *all)
    if (std::find(centres.begin(), centres.end(), one.centre) != centres.end())
      rows += "<tr><th scope=\"row\"><a href=\"" + board_path(one.id) + "\">" +
              escaped(request.language == Language::fr ? one.name_fr : one.name_en) + "</a></th>" + cell(words_of(one.sort).in(request.language)) +
              cell(day_names[one.recurrence.weekday - 1].in(request.language)) + cell(board::clock_text(one.start_minute)) +
              cell(one.closed ? words(request, {"ne siège plus", "sits no more"}) : words(request, {"siège", "sits"})) + "</tr>";
  std::string html = rows.empty() ? std::string()
                                  : table(table_head(request, {{"RCP", "Board"}, {"Type", "Sort"}, {"Jour", "Day"}, {"Heure", "Time"}, {"État", "State"}}), rows,
                                          words(request, boards_title));
  Board fresh;
  fresh.recurrence.first = std::chrono::floor<std::chrono::days>(world.means.clock.now());
  if (!centres.empty()) fresh.centre = centres.front();
  return html + "<details class=\"step\"" + (rows.empty() ? " open" : "") + "><summary>" +
         words(request, {"Créer une RCP", "Make a board"}) + "</summary>" + form_to(request, "/espace/rcp/tableaux", {{"act", "save"}}) +
         board_fields(world, request, fresh) + submit(words(request, {"Créer", "Make"})) + "</details>";
}

std::string quorum_shown(const PeopleWorld& world, const Request& request, const Board& board) {
  const auto* rule = board::rule_on(world.boards.rules.quorum, board.sort, std::chrono::floor<std::chrono::days>(world.means.clock.now()));
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
  const Day soon = std::chrono::floor<std::chrono::days>(world.means.clock.now()) + std::chrono::days(90);
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
         form_to(request, path, {{"act", "save"}, {"version", std::to_string(board->version)}}) + board_fields(world, request, *board) +
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

std::string calendar_words(const Request& request, const std::string& link) {
  std::string html = "<p>" + words(request, {"Une adresse secrète donne les réunions de vos RCP à votre agenda (iCalendar) : dates, lieux et nombre de dossiers, "
                                             "jamais un patient. En faire une nouvelle ferme la précédente.",
                                             "A secret address gives your boards’ meetings to your calendar (iCalendar): dates, places and the number of cases, "
                                             "never a patient. A new one ends the one before."}) + "</p>";
  if (!link.empty())
    html += "<p class=\"alert\" role=\"status\">" + words(request, {"À copier maintenant, elle n’est montrée qu’une fois : ", "Copy it now, it is shown once: "}) +
            "<code>" + escaped(link) + "</code></p>";
  return html + form_to(request, "/espace/rcp/agenda") + submit(words(request, {"Faire une adresse", "Make an address"}));
}

}  // namespace

void add_planning_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter board{"board", Schema::whole().at_least(1), "its number", true};
  routes.push_back(person_page(world, "/espace/rcp", may(Act::record_decision), meetings_title,
                               [world](const SignedIn&, const Request& request) { return meetings(world, request); }));
  routes.back().parameters = {{"reseau", Schema::text().longest(5), "1: the whole network this week"}};
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
  const PersonPage calendar = [](const SignedIn&, const Request& request) -> Result<std::string> { return calendar_words(request, {}); };
  routes.push_back(person_page(world, "/espace/rcp/agenda", may(Act::record_decision), calendar_title, calendar));
  routes.push_back(person_form(world, "/espace/rcp/agenda", may(Act::record_decision), "Makes the secret address of one's calendar", Schema::object(), {calendar_title, calendar},
                               [world](const SignedIn& who, const Request& request) -> Result<Response> {
                                 const auto token = workflows::make_calendar_link(world.means, asking_of(request));
                                 if (!token) return tl::unexpected(token.error());
                                 return shown(request, calendar_title, calendar_words(request, "/agenda/" + *token), 200, &who);
                               }));
  routes.push_back({.path = "/agenda/{link}",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) -> Result<Response> {
                      const auto feed = workflows::calendar_of(world.means, std::string(request.parameter("link")));
                      if (!feed) return tl::unexpected(feed.error());
                      Response response = web::text(*feed, "text/calendar; charset=utf-8");
                      response.keeps_secret = true;
                      return response;
                    },
                    .summary = "A member's calendar, by its secret address: no patient",
                    .parameters = {{"link", Schema::text().longest(100), "the secret address", true}},
                    .answers = {{200, "the meetings", "text/calendar"}},
                    .problems = {404, 503},
                    .caching = Caching::never});
}

}  // namespace repere::web
