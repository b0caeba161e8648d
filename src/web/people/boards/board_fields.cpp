#include "web/people/boards/board_fields.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/people/boards/meeting_table.hpp"

namespace repere::web {

using board::Board;
using report::escaped;

std::string board_fields(const Request& request, const Board& board) {
  const Language language = request.language;
  std::vector<std::pair<std::string, std::string>> sorts, days, rhythms, centres, weeks;
  for (const auto& one : board::sort_words) sorts.emplace_back(one.word, words_of(one.value).in(language));
  for (int i = 1; i <= 7; ++i) days.emplace_back(std::to_string(i), weekday_name(i).in(language));
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

}  // namespace repere::web
