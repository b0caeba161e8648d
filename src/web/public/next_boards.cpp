#include "web/public/next_boards.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/wording.hpp"

namespace repere::web {

using board::Sort;
using board::Zone;
using report::escaped;
using report::in;
using workflows::OpenMeeting;
using workflows::OpenMeetings;
namespace js = boost::json;

namespace {

Bilingual kind_words(Sort sort) {
  switch (sort) {
    case Sort::reference_sarcoma:
      return {"RCP sarcomes de référence", "Reference sarcoma board"};
    case Sort::bone:
      return {"RCP tumeurs osseuses", "Bone tumour board"};
    case Sort::recourse:
      return {"RCP de recours", "Recourse board"};
    case Sort::paediatric:
      return {"RCP pédiatrique", "Paediatric board"};
    case Sort::molecular:
      return {"RCP moléculaire", "Molecular board"};
    case Sort::urgent:
      break;
  }
  return {"Avis urgent", "Urgent opinion"};
}

Bilingual zone_words(Zone zone) {
  switch (zone) {
    case Zone::paris:
      break;
    case Zone::martinique:
      return {" (heure de la Martinique)", " (Martinique time)"};
    case Zone::guadeloupe:
      return {" (heure de la Guadeloupe)", " (Guadeloupe time)"};
    case Zone::cayenne:
      return {" (heure de la Guyane)", " (French Guiana time)"};
    case Zone::reunion:
      return {" (heure de La Réunion)", " (Réunion time)"};
    case Zone::mayotte:
      return {" (heure de Mayotte)", " (Mayotte time)"};
  }
  return {"", ""};
}

std::string time_text(int minute, Language language) {
  if (language == Language::en) return board::clock_text(minute);
  const std::string hour = std::to_string(minute / 60) + "\u00A0h";
  const int rest = minute % 60;
  return rest == 0 ? hour : hour + "\u00A0" + (rest < 10 ? "0" : "") + std::to_string(rest);
}

std::string takes(const OpenMeeting& meeting, Language language) {
  std::string text;
  const auto add = [&](bool on, const char* french, const char* english) {
    if (on) text += (text.empty() ? " – " : ", ") + in(language, french, english);
  };
  add(meeting.takes_children && meeting.sort != Sort::paediatric, "prend les enfants", "takes children");
  add(meeting.takes_bone && meeting.sort != Sort::bone, "prend les tumeurs osseuses", "takes bone tumours");
  return text;
}

std::string meeting_line(const OpenMeeting& meeting, const BoardsAsked& asked, const Centres& centres, Language language) {
  std::string html = "<li><strong>" + escaped(board_moment(meeting.starts, meeting.zone, language)) + "</strong><br>" +
                     std::string(kind_words(meeting.sort).in(language)) + takes(meeting, language);
  if (meeting.centre != asked.centre) {
    const CentreIndex holder = centres.find(meeting.centre);
    html += in(language, " – tenue par ", " – held by ") + escaped(holder ? centres[holder].name : meeting.centre);
  }
  html += "<br><span class=\"mark" + std::string(meeting.free_places ? " confirmed\">" : "\">") +
          (meeting.free_places ? in(language, "places libres", "free places") : in(language, "complète", "full")) + "</span>";
  if (meeting.free_places)
    html += " " + in(language, "dossier à envoyer avant le ", "send the case before ") + escaped(board_moment(meeting.closes, meeting.zone, language));
  return html + "</li>";
}

}  // namespace

OpenMeetings open_meetings(const MeetingsNow& now) { return now ? now() : OpenMeetings{}; }

std::vector<OpenMeeting> boards_of(const OpenMeetings& open, const BoardsAsked& asked) {
  std::vector<OpenMeeting> found;
  for (const OpenMeeting& one : open.meetings)
    if (found.size() < asked.most && one.is_of(asked.centre) && (!asked.first_suspicion || may_take(one, asked.suspected)))
      found.push_back(one);
  return found;
}

std::string board_moment(Instant at, Zone zone, Language language) {
  const board::LocalTime local = board::local_of(at, zone);
  return std::string(weekday_name(static_cast<int>(std::chrono::weekday(local.day).iso_encoding())).in(language)) + " " +
         report::long_date(local.day, language) + ", " + time_text(local.minute, language) +
         std::string(zone_words(zone).in(language));
}

std::string no_boards_sentence(const OpenMeetings& open, Language language) {
  if (open.known == OpenMeetings::Known::not_entered)
    return in(language, "Le réseau n’a pas encore saisi ses réunions (RCP) dans ce logiciel\u00A0: demandez leur date au centre.",
              "The network has not entered its board meetings in this software yet: ask the centre for their dates.");
  if (open.known == OpenMeetings::Known::not_now)
    return in(language, "Les prochaines réunions (RCP) ne peuvent pas être lues en ce moment\u00A0: demandez leur date au centre.",
              "The next board meetings cannot be read at the moment: ask the centre for their dates.");
  return {};
}

std::string next_boards_html(const OpenMeetings& open, const BoardsAsked& asked, const Centres& centres, Language language) {
  if (open.known != OpenMeetings::Known::yes) return {};
  const auto meetings = boards_of(open, asked);
  if (meetings.empty())
    return "<p>" +
           (asked.first_suspicion
                ? in(language, "Aucune prochaine RCP pour un tel cas n’est annoncée ici par ce centre\u00A0: appelez-le.",
                     "This centre announces no next board for such a case here: call it.")
                : in(language, "Aucune prochaine RCP de ce centre n’est annoncée ici\u00A0: appelez-le.",
                     "No next board of this centre is announced here: call it.")) +
           "</p>";
  std::string html = "<ul class=\"boards\">";
  for (const OpenMeeting& one : meetings) html += meeting_line(one, asked, centres, language);
  return html + "</ul>";
}

js::value next_boards_json(const OpenMeetings& open, const BoardsAsked& asked) {
  if (open.known != OpenMeetings::Known::yes) return nullptr;
  js::array meetings;
  for (const OpenMeeting& one : boards_of(open, asked)) {
    const board::LocalTime local = board::local_of(one.starts, one.zone);
    meetings.push_back(js::object{{"held_by", one.centre},
                                  {"kind", word_in(board::sort_words, one.sort)},
                                  {"day", PartialDate::of_day(local.day).text()},
                                  {"time", board::clock_text(local.minute)},
                                  {"zone", board::zone_name(one.zone)},
                                  {"starts", iso_text(one.starts)},
                                  {"closes", iso_text(one.closes)},
                                  {"takes_children", one.takes_children},
                                  {"takes_bone", one.takes_bone},
                                  {"free_places", one.free_places}});
  }
  return meetings;
}

Schema next_boards_schema() {
  std::vector<std::string> kinds;
  for (const auto& one : board::sort_words) kinds.emplace_back(one.word);
  return Schema::array(Schema::object()
                           .with("held_by", Schema::text().about("code of the centre"))
                           .with("kind", Schema::one_of(std::move(kinds)))
                           .with("day", Schema::partial_date().about("on the clock of the place, as `time`"))
                           .with("time", Schema::text().example("14:30"))
                           .with("zone", Schema::text().example("Europe/Paris"))
                           .with("starts", Schema::text().about("UTC"))
                           .with("closes", Schema::text().about("UTC: until when a case can be sent"))
                           .with("takes_children", Schema::truth())
                           .with("takes_bone", Schema::truth())
                           .with("free_places", Schema::truth())
                           .named("NextBoard"))
      .or_null()
      .about("of each board the next meeting whose agenda is open, and the next with free places; null: no boards are known here");
}

}  // namespace repere::web
