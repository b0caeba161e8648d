#include "web/people/room/room_json.hpp"

#include <boost/json/array.hpp>

namespace repere::web {

namespace js = boost::json;

namespace {

template <class Words, class Enum>
std::string word(const Words& words, Enum value) {
  return std::string(word_in(words, value));
}

js::object stay_json(const board::Stay& one) {
  js::object stay{{"stay", one.number},   {"name", one.name},
                  {"centre", one.centre}, {"specialty", word(board::specialty_words, one.specialty)},
                  {"remote", one.remote}, {"joined", iso_text(one.joined)}};
  if (one.account) stay["account"] = one.account.value;
  return stay;
}

js::object quorum_json(const board::Quorum& quorum) {
  js::array empty;
  for (const auto& seat : quorum.empty) {
    js::array words;
    for (const auto one : seat) words.emplace_back(word(board::specialty_words, one));
    empty.emplace_back(std::move(words));
  }
  return {{"reached", quorum.reached}, {"physicians", quorum.physicians}, {"wanted", quorum.wanted}, {"empty", std::move(empty)}};
}

js::object line_json(const board::Presentation& one) {
  js::object line{{"presentation", one.id.value},
                  {"version", one.version},
                  {"position", one.position},
                  {"pseudonym", one.pseudonym},
                  {"stage", word(board::stage_words, one.stage)},
                  {"passage", word(board::passage_words, one.passage)},
                  {"minutes", one.minutes}};
  if (one.began) line["began"] = iso_text(*one.began);
  if (one.ended) line["ended"] = iso_text(*one.ended);
  return line;
}

Schema line_schema() {
  return Schema::object()
      .with("presentation", Schema::whole())
      .with("version", Schema::whole())
      .with("position", Schema::whole())
      .with("pseudonym", Schema::text())
      .with("stage", Schema::text())
      .with("passage", Schema::text())
      .with("minutes", Schema::whole())
      .maybe("began", Schema::instant())
      .maybe("ended", Schema::instant())
      .named("AgendaCase");
}

Schema quorum_schema() {
  return Schema::object()
      .with("reached", Schema::truth())
      .with("physicians", Schema::whole().about("specialties of physicians who are present"))
      .with("wanted", Schema::whole())
      .with("empty", Schema::array(Schema::array(Schema::text())).about("seats that nobody fills: specialties, one of which would do"))
      .named("Quorum");
}

Schema stay_schema() {
  return Schema::object()
      .with("stay", Schema::whole())
      .with("name", Schema::text())
      .with("centre", Schema::text())
      .with("specialty", Schema::text())
      .with("remote", Schema::truth())
      .with("joined", Schema::instant())
      .maybe("account", Schema::whole())
      .named("Stay");
}

}  // namespace

js::object json_of(const workflows::Room& room, Instant now) {
  js::array present, agenda;
  for (const auto& one : board::present_at(room.stays, now)) present.emplace_back(stay_json(one));
  js::object answer{{"meeting", room.meeting.id.value},
                    {"board", room.board.id.value},
                    {"name_fr", room.board.name_fr},
                    {"name_en", room.board.name_en},
                    {"state", word(board::meeting_state_words, room.meeting.state)},
                    {"starts", iso_text(room.meeting.starts)},
                    {"quorum", quorum_json(room.quorum)}};
  for (const auto& one : room.agenda) {
    agenda.emplace_back(line_json(one));
    if (one.stage == board::Stage::discussing) answer["current"] = one.id.value;
  }
  if (room.meeting.opened) answer["opened"] = iso_text(*room.meeting.opened);
  answer["present"] = std::move(present);
  answer["agenda"] = std::move(agenda);
  return answer;
}

Schema room_schema() {
  return Schema::object()
      .with("meeting", Schema::whole())
      .with("board", Schema::whole())
      .with("name_fr", Schema::text())
      .with("name_en", Schema::text())
      .with("state", Schema::text())
      .with("starts", Schema::instant())
      .with("quorum", quorum_schema())
      .with("present", Schema::array(stay_schema()))
      .with("agenda", Schema::array(line_schema()))
      .maybe("opened", Schema::instant())
      .maybe("current", Schema::whole().about("the presentation that is discussed"))
      .named("Room");
}

std::string told_versions(const board::Entries& entries) {
  std::string told;
  for (const auto& [name, entry] : entries)
    if (const auto* rule = board::field_named(name); rule != nullptr && rule->part != board::Part::decision)
      told += (told.empty() ? "" : " ") + name + " " + std::to_string(entry.version);
  return told;
}

js::object json_of(const workflows::BoardFile& file) {
  js::object fields, answer = line_json(file.presentation);
  for (const auto& [name, entry] : file.entries)
    fields[name] = js::object{{"version", entry.version}, {"text", entry.text.reveal()}, {"at", iso_text(entry.at)}, {"account", entry.account.value}};
  js::array actions;
  for (const auto& one : file.actions) {
    js::object action{{"action", one.id.value}, {"what", one.what.reveal()}, {"owner_name", one.owner_name}, {"done", one.done.has_value()}};
    if (one.due) action["due"] = PartialDate::of_day(*one.due).text();
    actions.emplace_back(std::move(action));
  }
  answer["meeting"] = file.meeting.id.value;
  answer["case"] = file.presentation.patient.value;
  answer["quorum"] = quorum_json(file.quorum);
  answer["fields"] = std::move(fields);
  answer["actions"] = std::move(actions);
  js::array missing;
  for (const auto& one : board::missing_for_signature(file.presentation, file.entries)) missing.emplace_back(one);
  answer["missing"] = std::move(missing);
  answer["told"] = told_versions(file.entries);
  if (file.signature)
    answer["signature"] = js::object{{"as", word(board::stage_words, file.signature->as)},
                                     {"name", file.signature->name},
                                     {"at", iso_text(file.signature->at)},
                                     {"quorum", file.signature->quorum},
                                     {"fingerprint", file.signature->fingerprint}};
  return answer;
}

Schema presentation_schema() {
  const Schema entry = Schema::object()
                           .with("version", Schema::whole())
                           .with("text", Schema::text().longest(8000))
                           .with("at", Schema::instant())
                           .with("account", Schema::whole());
  const Schema action = Schema::object()
                            .with("action", Schema::whole())
                            .with("what", Schema::text())
                            .with("owner_name", Schema::text())
                            .with("done", Schema::truth())
                            .maybe("due", Schema::day());
  const Schema signature = Schema::object()
                               .with("as", Schema::text())
                               .with("name", Schema::text())
                               .with("at", Schema::instant())
                               .with("quorum", Schema::truth())
                               .with("fingerprint", Schema::text());
  return Schema::object()
      .with("presentation", Schema::whole())
      .with("version", Schema::whole())
      .with("position", Schema::whole())
      .with("pseudonym", Schema::text())
      .with("stage", Schema::text())
      .with("passage", Schema::text())
      .with("minutes", Schema::whole())
      .maybe("began", Schema::instant())
      .maybe("ended", Schema::instant())
      .with("meeting", Schema::whole())
      .with("case", Schema::whole())
      .with("quorum", quorum_schema())
      .with("fields", Schema::object().open(entry))
      .with("actions", Schema::array(action))
      .with("missing", Schema::array(Schema::text()).about("fields without which it cannot be signed; \"modality\": one of them"))
      .with("told", Schema::text().about("versions of what is told about the case outside the decision"))
      .maybe("signature", signature)
      .named("Presentation");
}

}  // namespace repere::web
