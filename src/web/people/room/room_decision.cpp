#include <algorithm>

#include <boost/json/serialize.hpp>

#include "base/words_of_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/person_forms.hpp"
#include "web/people/room/room_json.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"

// The decision on the right: one form a field, so that it works without scripts and each is saved by itself with them.
namespace repere::web {

using board::FieldKind;
using board::FieldRule;
using report::escaped;

namespace {

// What the page shows of a field: what is kept, and what somebody typed that could not be kept.
struct FieldShown {
  const FieldRule& rule;
  std::string id;
  std::string_view text, kept;
  std::int64_t version = 0;
  bool refused = false;
  bool open = false;
};

FieldShown shown_field(const RoomShown& shown, const FieldRule& rule, bool open, const Request& request) {
  const auto& entries = shown.file->entries;
  FieldShown field{rule, "f-" + std::string(rule.name), board::text_of(entries, rule.name), board::text_of(entries, rule.name), 0, false, open};
  if (const auto found = entries.find(rule.name); found != entries.end()) field.version = found->second.version;
  if (request.form.find("act") == "field" && request.form.find("field") == rule.name)
    if (const auto typed = request.form.find("text"); typed && *typed != field.kept) {
      field.text = *typed;
      field.refused = true;
    }
  return field;
}

std::string label_of(const FieldShown& field, const Request& request) {
  const BoardField& named = board_field(field.rule.name);
  return escaped(named.label.in(request.language)) + (named.key != 0 ? " <kbd>" + std::string(1, named.key) + "</kbd>" : "");
}

std::string radios(const FieldShown& field, const Request& request) {
  std::string html = "<fieldset id=\"" + field.id + "\" tabindex=\"-1\"><legend>" + label_of(field, request) +
                     (field.rule.required ? "<span class=\"needed\" title=\"" + words(request, {"nécessaire", "needed"}) + "\"> *</span>" : "") +
                     "</legend><div class=\"choices\">";
  int number = 0;
  for (const std::string_view word : split_words(field.rule.choices))
    html += "<label><input type=\"radio\" name=\"text\" value=\"" + std::string(word) + "\"" + (word == field.text ? " checked" : "") +
            (field.open ? "" : " disabled") + "><span>" + escaped(board_choice_words(field.rule.name, word).in(request.language)) + " <kbd>" +
            std::to_string(++number) + "</kbd></span></label>";
  return html + "</div></fieldset>";
}

std::string centre_list(const FieldShown& field, const RoomShown& shown, const Request& request) {
  std::string html = "<label for=\"" + field.id + "\">" + label_of(field, request) + "</label><select id=\"" + field.id + "\" name=\"text\"" +
                     (field.open ? "" : " disabled") + "><option value=\"\">–</option>";
  const auto option = [&](std::string_view code, std::string_view name) {
    html += "<option value=\"" + escaped(code) + "\"" + (code == field.text ? " selected" : "") + ">" + escaped(name) + "</option>";
  };
  for (const Centre& one : shown.centres) option(one.code, one.name);
  option(Centres::outside_code, words(request, {"Hors du réseau", "Outside the network"}));
  return html + "</select>";
}

std::string text_input(const FieldShown& field, const Request& request) {
  return "<label for=\"" + field.id + "\">" + label_of(field, request) + "</label><textarea id=\"" + field.id + "\" name=\"text\" rows=\"1\" maxlength=\"" +
         std::to_string(field.rule.longest) + "\"" + (field.open ? "" : " readonly") + ">\n" + report::escaped_lines(field.text) + "</textarea>";
}

std::string one_field(const RoomShown& shown, std::string_view name, bool open, const Request& request) {
  const FieldRule& rule = *board::field_named(name);
  const FieldShown field = shown_field(shown, rule, open, request);
  std::string html = room_form(request, shown.room.meeting.id, "field",
                               " data-field=\"" + std::string(name) + "\" data-version=\"" + std::to_string(field.version) + "\"" +
                                   (rule.required ? " data-needed" : "")) +
                     hidden("presentation", std::to_string(shown.file->presentation.id.value)) + hidden("field", name) +
                     hidden("version", std::to_string(field.version));
  html += rule.kind == FieldKind::choice   ? radios(field, request)
          : rule.kind == FieldKind::centre ? centre_list(field, shown, request)
                                           : text_input(field, request);
  if (field.refused)
    html += "<div class=\"conflict\"><p><strong>" +
            words(request, {"Votre texte n’est pas enregistré. Ce qui l’est :", "Your text is not saved. What is saved:"}) +
            "</strong></p><p class=\"as-written\">" + report::escaped_lines(field.kept) + "</p></div>";
  html += "<p class=\"note\" aria-live=\"polite\"></p>";
  if (open) html += "<button class=\"save small\">" + words(request, {"Enregistrer", "Save"}) + "</button>";
  return html + "</form>";
}

std::string one_action(const board::Action& one, const Request& request) {
  return "<li data-key=\"action-" + std::to_string(one.id.value) + "\"><strong>" + escaped(one.what.reveal()) + "</strong> – " +
         escaped(one.owner_name) + (one.due ? ", " + day_text(*one.due, request.language) : "") +
         (one.done ? " <em>(" + words(request, {"fait", "done"}) + ")</em>" : "") + "</li>";
}

std::string actions(const RoomShown& shown, bool open, const Request& request) {
  std::string html = "<h3>" + words(request, {"Qui fait quoi, pour quand", "Who does what by when"}) + " <kbd>t</kbd></h3><ul class=\"todo\">";
  for (const auto& one : shown.file->actions) html += one_action(one, request);
  html += "</ul>";
  if (!open) return html;
  html += room_form(request, shown.room.meeting.id, "action", " id=\"action-form\"") +
          hidden("presentation", std::to_string(shown.file->presentation.id.value)) + "<label for=\"action-what\">" +
          words(request, {"Action", "Action"}) + "</label><input id=\"action-what\" name=\"what\" required maxlength=\"500\" autocomplete=\"off\"><label for=\"action-owner\">" +
          words(request, {"Qui", "Who"}) + "</label><input id=\"action-owner\" name=\"owner_name\" required maxlength=\"200\" list=\"owners\" autocomplete=\"off\"><datalist id=\"owners\">";
  for (const auto& one : shown.room.members) html += "<option value=\"" + escaped(one.name) + "\"></option>";
  return html + "</datalist><label for=\"action-due\">" + words(request, {"Pour le", "By"}) +
         "</label><input id=\"action-due\" name=\"due\" type=\"date\"><button>" + words(request, {"Ajouter", "Add"}) + "</button></form>";
}

std::string signing(const RoomShown& shown, const Request& request) {
  const auto& one = shown.file->presentation;
  const std::string path = presentation_path(one.id);
  if (board::is_signed(one.stage))
    return "<p class=\"signing\"><a class=\"main-link\" data-press=\"s\" href=\"" + path + "/compte-rendu\">" +
           words(request, {"Lire le compte rendu signé", "Read the signed report"}) + " <kbd>s</kbd></a></p>";
  if (board::is_over(one.stage)) return {};
  if (!access::may_ever(request.caller(), access::Act::sign_decision))
    return "<p class=\"signing quiet\">" + words(request, {"Un coordonnateur signe.", "A coordinator signs."}) + "</p>";
  return "<p class=\"signing\"><a class=\"main-link\" data-press=\"s\" href=\"" + path + "/signer\">" +
         words(request, {"Relire et signer", "Read over and sign"}) + " <kbd>s</kbd></a></p>";
}

std::string missing_words(std::string_view one, const Request& request) {
  return one == "modality" ? words(request, {"une modalité", "a modality"}) : std::string(board_field(one).label.in(request.language));
}

// The script says it anew when a text came: it is given the words.
std::string missing_line(const RoomShown& shown, const Request& request) {
  const std::string ready = words(request, {"Prêt à signer", "Ready to sign"}), lacking = words(request, {"Il manque encore : ", "Still missing: "});
  boost::json::object names{{"modality", missing_words("modality", request)}};
  for (const FieldRule& rule : board::field_rules) names[rule.name] = missing_words(rule.name, request);
  std::string list;
  for (const auto& one : board::missing_for_signature(shown.file->presentation, shown.file->entries))
    list += (list.empty() ? "" : ", ") + missing_words(one, request);
  return "<p id=\"missing\" class=\"quorum " + std::string(list.empty() ? "reached" : "lacking") + "\" role=\"status\" data-ready=\"" + ready + "\" data-lacking=\"" +
         lacking + "\" data-names=\"" + escaped(boost::json::serialize(names)) + "\">" + (list.empty() ? ready : lacking + escaped(list)) + "</p>";
}

}  // namespace

std::string decision_part(const RoomShown& shown, const Request& request) {
  std::string html = "<section id=\"room-decision\" aria-labelledby=\"decision-title\"" +
                     (shown.file ? " data-presentation=\"" + std::to_string(shown.file->presentation.id.value) + "\" data-told=\"" + told_versions(shown.file->entries) + "\"" : std::string()) +
                     "><h2 id=\"decision-title\" tabindex=\"-1\">" + words(request, {"Décision", "Decision"}) + "</h2>";
  if (!shown.file) return html + "</section>";
  using board::MeetingState;
  const auto state = shown.room.meeting.state;
  const bool open = (state == MeetingState::open || state == MeetingState::over) && !board::is_over(shown.file->presentation.stage);
  if (state == MeetingState::planned)
    html += "<p class=\"quiet\">" + words(request, {"Une décision s’écrit une fois la séance ouverte.", "A decision is written once the meeting is open."}) + "</p>";
  html += "<div class=\"modalities\">";
  for (const char* name : board::modality_fields) html += one_field(shown, name, open, request);
  html += "</div>";
  for (const char* name : {"planned_centre", "agreement", "dissent", "guideline", "guideline_name", "guideline_reason", "urgency", "note"})
    html += one_field(shown, name, open, request);
  html += actions(shown, open, request);
  if (!board::is_over(shown.file->presentation.stage)) html += missing_line(shown, request);
  return html + signing(shown, request) + "</section>";
}

std::string keys_part(Language language) {
  struct Line {
    std::string_view keys;
    Bilingual what;
  };
  constexpr Line lines[] = {{"n p", {"Dossier suivant, précédent", "Next, previous case"}},
                            {"b", {"Ouvrir ou clore la discussion du dossier", "Begin or end the discussion of the case"}},
                            {"f", {"Revenir au dossier discuté", "Back to the case being discussed"}},
                            {"1 – 8", {"Écrire une modalité", "Write a modality"}},
                            {"c", {"Centre prévu", "Planned centre"}},
                            {"a", {"Accord, puis 1 à 3", "Agreement, then 1 to 3"}},
                            {"g", {"Référentiel, puis 1 à 3 ; l son nom, w pourquoi s’en écarter", "Guideline, then 1 to 3; l its name, w why depart"}},
                            {"u", {"Délai, puis 1 à 3", "Urgency, then 1 to 3"}},
                            {"d o", {"Avis divergent, remarque", "Dissent, note"}},
                            {"t", {"Action : quoi, qui, pour quand ; Entrée l’ajoute", "Action: what, who, by when; Enter adds it"}},
                            {"s", {"Relire et signer, ou lire le compte rendu", "Read over and sign, or read the report"}},
                            {"j", {"Je suis présent, je quitte la séance", "I am here, I leave"}},
                            {"v", {"Marquer les membres présents : flèches, Entrée", "Mark members present: arrows, Enter"}},
                            {"+", {"Ajouter un invité", "Add a guest"}},
                            {"i", {"Identité du patient", "The patient’s identity"}},
                            {"Ctrl ↵", {"Enregistrer et quitter le champ", "Save and leave the field"}},
                            {"Esc", {"Quitter le champ, fermer", "Leave the field, close"}},
                            {"?", {"Cette liste", "This list"}}};
  const Bilingual title{"Touches", "Keys"}, close{"Fermer", "Close"}, on{"Les touches seules agissent", "Single keys act"};
  std::string html = "<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">" + std::string(title.in(language)) + "</h2><dl>";
  for (const Line& one : lines)
    html += "<dt><kbd>" + escaped(one.keys) + "</kbd></dt><dd>" + escaped(one.what.in(language)) + "</dd>";
  return html + "</dl><p><label><input type=\"checkbox\" id=\"keys-on\" checked> " + std::string(on.in(language)) +
         "</label></p><p><button type=\"button\" id=\"keys-close\">" + std::string(close.in(language)) + "</button></p></dialog>";
}

}  // namespace repere::web
