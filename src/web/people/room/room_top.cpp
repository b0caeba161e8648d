#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/people/room/room_parts.hpp"
#include "web/people/boards/board_words.hpp"

// The head of the room: who is there, whether that is a quorum, and what opens and ends the meeting.
namespace repere::web {

using board::MeetingState;
using board::Stay;
using report::escaped;

namespace {

std::string key(char letter) { return " <kbd>" + std::string(1, letter) + "</kbd>"; }

std::string specialty_choice(const Request& request, board::Specialty chosen, const std::string& id) {
  std::string html = "<label for=\"" + id + "\">" + words(request, {"Spécialité", "Specialty"}) + "</label><select id=\"" + id +
                     "\" name=\"specialty\">";
  for (const auto& one : board::specialty_words)
    html += "<option value=\"" + std::string(one.word) + "\"" + (one.value == chosen ? " selected" : "") + ">" +
            escaped(words_of(one.value).in(request.language)) + "</option>";
  return html + "</select>";
}

// One's own specialty is known when one is a member.
board::Specialty own_specialty(const RoomShown& shown, access::AccountId account) {
  for (const auto& one : shown.room.members)
    if (one.account == account) return one.specialty;
  return board::Specialty::other;
}

const Stay* stay_of(const RoomShown& shown, access::AccountId account) {
  const auto found = std::find_if(shown.present.begin(), shown.present.end(), [&](const Stay& one) { return one.account == account; });
  return found == shown.present.end() ? nullptr : &*found;
}

std::string count_words(std::size_t count, Language language) {
  const std::string number = std::to_string(count);
  if (language == Language::fr) return number + (count < 2 ? " présent" : " présents");
  return number + " present";
}

// One form for all: each name has a button that says which.
std::string people(const RoomShown& shown, const Request& request) {
  const bool open = shown.room.meeting.state == MeetingState::open;
  std::string html = "<div id=\"present\"><p class=\"count\">" + count_words(shown.present.size(), request.language) + "</p>" +
                     room_form(request, shown.room.meeting.id, "leave") + "<ul class=\"people\" tabindex=\"0\" aria-label=\"" +
                     words(request, {"Présents", "Present"}) + "\">";
  for (const Stay& one : shown.present) {
    const std::string who = one.name + ", " + std::string(words_of(one.specialty).in(request.language));
    html += "<li data-key=\"stay-" + std::to_string(one.number) + "\"><span><strong>" + escaped(one.name) + "</strong> " +
            escaped(words_of(one.specialty).in(request.language)) +
            (one.centre.empty() ? "" : " <small>" + escaped(one.centre) + "</small>") +
            (one.remote ? " <small>" + words(request, {"à distance", "remote"}) + "</small>" : "") + "</span>";
    if (open)
      html += "<button class=\"small\" name=\"stay\" value=\"" + std::to_string(one.number) + "\" aria-label=\"" +
              escaped(who + (request.language == Language::fr ? " : est parti" : " has left")) + "\">" + words(request, {"parti", "left"}) + "</button>";
    html += "</li>";
  }
  return html + "</ul></form></div>";
}

// The permanent members who are not there: one key or click marks each present.
std::string absent_members(const RoomShown& shown, const Request& request) {
  std::string html;
  for (const auto& one : shown.room.members) {
    if (stay_of(shown, one.account) != nullptr) continue;
    const std::string number = std::to_string(one.account.value);
    html += "<li data-key=\"member-" + number + "\"><button class=\"small member\" name=\"member\" value=\"" + number + "\">+ " + escaped(one.name) + ", " +
            escaped(words_of(one.specialty).in(request.language)) + "</button></li>";
  }
  if (html.empty()) return "<div id=\"absent\"></div>";
  return "<div id=\"absent\" class=\"absent\"><p>" + words(request, {"Membres à marquer présents", "Members to mark present"}) + key('v') + "</p>" +
         room_form(request, shown.room.meeting.id, "join") + "<ul class=\"people\">" + html + "</ul></form></div>";
}

std::string own_presence(const RoomShown& shown, const workflows::SignedIn& who, const Request& request) {
  if (const Stay* own = stay_of(shown, who.account.id))
    return room_form(request, shown.room.meeting.id, "leave", " id=\"own-presence\"") + hidden("stay", std::to_string(own->number)) +
           "<button data-press=\"j\">" + words(request, {"Je quitte la séance", "I leave"}) + key('j') + "</button></form>";
  return room_form(request, shown.room.meeting.id, "join", " id=\"own-presence\"") +
         hidden("account", std::to_string(who.account.id.value)) + hidden("name", who.account.name) +
         hidden("centre", who.caller.appointments.empty() ? "" : who.caller.appointments.front().centre) +
         specialty_choice(request, own_specialty(shown, who.account.id), "own-specialty") + "<button data-press=\"j\">" +
         words(request, {"Je suis présent", "I am here"}) + key('j') + "</button></form>";
}

std::string guest(const RoomShown& shown, const Request& request) {
  return "<details class=\"guest\" id=\"guest\"><summary data-press=\"+\">" + words(request, {"Ajouter un invité", "Add a guest"}) + key('+') +
         "</summary>" + room_form(request, shown.room.meeting.id, "join", " id=\"guest-form\"") + "<label for=\"guest-name\">" +
         words(request, {"Nom", "Name"}) + "</label><input id=\"guest-name\" name=\"name\" required maxlength=\"100\" autocomplete=\"off\">" +
         specialty_choice(request, board::Specialty::other, "guest-specialty") +
         "<label for=\"guest-centre\">" + words(request, {"Établissement", "Institution"}) +
         "</label><input id=\"guest-centre\" name=\"centre\" maxlength=\"100\"><label class=\"tick\"><input type=\"checkbox\" name=\"remote\" value=\"1\"> " +
         words(request, {"à distance", "remote"}) + "</label><button>" + words(request, {"Ajouter", "Add"}) + "</button></form></details>";
}

std::string state_line(const RoomShown& shown, const Request& request) {
  const auto& meeting = shown.room.meeting;
  const auto zone = shown.room.board.zone;
  const bool goes_on = meeting.opened && !meeting.ended;
  std::string html = "<p class=\"state\"><strong>" + words(request, words_of(meeting.state)) + "</strong> · " +
                     escaped(moment_in(meeting.starts, zone, request.language)) + (goes_on ? " · " : "") +
                     "<span id=\"clock\" data-opened=\"" + (goes_on ? iso_text(*meeting.opened) : std::string()) +
                     "\" data-minutes=\"" +
                     std::to_string(meeting.minutes) + "\"></span>";
  if (!meeting.note.empty()) html += " · " + escaped(meeting.note);
  html += "</p>";
  if (meeting.state == MeetingState::planned)
    html += room_form(request, meeting.id, "open") + "<button class=\"strong\" data-press=\"O\">" +
            words(request, {"Ouvrir la séance", "Open the meeting"}) + key('O') + "</button></form>";
  return html;
}

std::string ending(const RoomShown& shown, const Request& request) {
  if (shown.room.meeting.state != MeetingState::open) return {};
  return "<details class=\"ending\"><summary>" + words(request, {"Terminer la séance", "End the meeting"}) + "</summary><p>" +
         words(request, {"Les dossiers qui n’ont pas été discutés iront à la réunion suivante ; tous les présents partent.",
                         "Cases that were not discussed go to the next meeting; everybody leaves."}) +
         "</p>" + room_form(request, shown.room.meeting.id, "end") + "<button>" + words(request, {"Terminer", "End"}) + "</button></form></details>";
}

}  // namespace

std::string room_form(const Request& request, board::MeetingId meeting, std::string_view act, std::string_view more) {
  return "<form method=\"post\" class=\"live\" action=\"" + room_path(meeting) + "\"" + std::string(more) + ">" +
         form_token_input(request) + hidden("act", act);
}

std::string top_part(const RoomShown& shown, const workflows::SignedIn& who, const Request& request, TopDepth depth) {
  const bool reached = shown.room.quorum.reached, open = shown.room.meeting.state == MeetingState::open;
  std::string html = "<section id=\"room-top\" aria-label=\"" + words(request, {"Séance et présents", "Meeting and who is present"}) + "\">";
  html += "<div class=\"lead\" id=\"lead\">" + state_line(shown, request);
  html += "<p id=\"quorum\" class=\"quorum " + std::string(reached ? "reached" : "lacking") + "\" role=\"status\"><span aria-hidden=\"true\">" +
          (reached ? "✓" : "!") + "</span> " + escaped(quorum_words(shown.room.quorum, shown.present, request.language)) + "</p>";
  if (open && !reached)
    html += "<p class=\"quiet\">" +
            words(request, {"Sans quorum, ce qui est signé est un avis : le dossier revient à la réunion suivante.",
                            "Without a quorum what is signed is advice: the case comes back at the next meeting."}) + "</p>";
  html += "</div><div class=\"presence\">" + people(shown, request);
  if (open) html += absent_members(shown, request) + own_presence(shown, who, request);
  if (open && depth == TopDepth::whole) html += guest(shown, request) + ending(shown, request);
  return html + "</div></section>";
}

}  // namespace repere::web
