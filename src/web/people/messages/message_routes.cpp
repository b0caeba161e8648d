#include "web/people/messages/message_steps.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/messages/correspondents.hpp"
#include "workflows/messages/read_messages.hpp"

// What was sent, when and to whom, for programs.
namespace repere::web {

namespace js = boost::json;
using access::Act;
using message::Message;
using message::MessageId;

namespace {

PatientId patient_of(const Request& request) { return PatientId{request.number("case")}; }
MessageId message_of(const Request& request) { return MessageId{request.number("message")}; }

template <class Enum, std::size_t n>
std::string word(const std::array<Word<Enum>, n>& words, Enum value) {
  return std::string(word_in(words, value));
}
template <class Enum, std::size_t n>
Schema words_schema(const std::array<Word<Enum>, n>& words) {
  std::vector<std::string> all;
  for (const auto& one : words) all.emplace_back(one.word);
  return Schema::one_of(std::move(all));
}

js::object json_of(const Message& one) {
  js::object object{{"message", one.id.value},
                    {"kind", word(message::kind_words, one.kind)},
                    {"state", word(message::state_words, one.state)},
                    {"centre", one.centre},
                    {"way", word(message::way_words, one.recipient.way)},
                    {"part", word(message::part_words, one.recipient.part)},
                    {"name", one.recipient.name.reveal()},
                    {"address", one.recipient.address.reveal()},
                    {"erased", one.erased},
                    {"queued", iso_text(one.queued)},
                    {"attempts", one.attempts}};
  if (one.patient) object["case"] = one.patient.value;
  if (one.referral) object["referral"] = one.referral.value;
  if (one.presentation) object["presentation"] = one.presentation.value;
  if (one.handed_over) object["handed_over"] = iso_text(*one.handed_over);
  if (one.opened) object["opened"] = iso_text(*one.opened);
  if (one.link_ends) object["link_ends"] = iso_text(*one.link_ends);
  if (!one.answer.empty()) object["answer"] = one.answer;
  return object;
}

Schema message_schema() {
  return Schema::object()
      .with("message", Schema::whole())
      .with("kind", words_schema(message::kind_words))
      .with("state", words_schema(message::state_words))
      .with("centre", Schema::text())
      .with("way", words_schema(message::way_words))
      .with("part", words_schema(message::part_words))
      .with("name", Schema::text())
      .with("address", Schema::text())
      .with("erased", Schema::truth())
      .with("queued", Schema::instant())
      .with("attempts", Schema::whole())
      .maybe("case", Schema::whole())
      .maybe("referral", Schema::whole())
      .maybe("presentation", Schema::whole())
      .maybe("handed_over", Schema::instant().about("when a mail server took it, or somebody passed it on"))
      .maybe("opened", Schema::instant().about("when the recipient first read what waits behind the link"))
      .maybe("link_ends", Schema::instant())
      .maybe("answer", Schema::text().about("of the mail server: its code alone"))
      .named("Message");
}

Result<Response> listed(const Result<std::vector<Message>>& all) {
  if (!all) return tl::unexpected(all.error());
  js::array list;
  for (const auto& one : *all) list.push_back(json_of(one));
  Response response = json(js::object{{"messages", std::move(list)}});
  response.keeps_secret = true;
  return response;
}
std::vector<Answer> list_answer() {
  return {{200, "the messages, the newest first", "application/json", Schema::object().with("messages", Schema::array(message_schema()))}};
}

Result<Response> one_message(const PeopleWorld& world, const Request& request) {
  const auto history = workflows::message_history(world.means, asking_of(request), message_of(request));
  if (!history) return tl::unexpected(history.error());
  js::array events;
  for (const auto& one : history->events) {
    js::object event{{"at", iso_text(one.at)}, {"what", word(message::happening_words, one.what)}};
    if (one.account) event["account"] = one.account.value;
    if (!one.answer.empty()) event["answer"] = one.answer;
    events.push_back(std::move(event));
  }
  Response response = json(js::object{{"message", json_of(history->message)}, {"events", std::move(events)}});
  response.keeps_secret = true;
  return response;
}

Result<Response> take_step(const PeopleWorld& world, const Request& request) {
  const js::object& sent = request.json.as_object();
  const auto text = [&](const char* name) {
    const auto* value = sent.if_contains(name);
    return value == nullptr ? std::string() : std::string(value->as_string());
  };
  const auto done = take_message_step(world, request, message_of(request), {text("step"), text("reason"), text("address")});
  if (!done) return tl::unexpected(done.error());
  return *done == message_of(request) ? nothing() : json(js::object{{"message", done->value}}, 201);
}

Schema correspondent_schema() {
  return Schema::object()
      .with("correspondent", Schema::whole())
      .with("part", words_schema(message::part_words))
      .with("name", Schema::text())
      .with("address", Schema::text())
      .with("since", Schema::instant())
      .named("Correspondent");
}

Result<Response> list_correspondents(const PeopleWorld& world, const Request& request) {
  const auto all = workflows::correspondents_of(world.means, asking_of(request), patient_of(request));
  if (!all) return tl::unexpected(all.error());
  js::array list;
  for (const auto& one : *all)
    list.push_back(js::object{{"correspondent", one.id.value},
                              {"part", word(message::part_words, one.part)},
                              {"name", one.name.reveal()},
                              {"address", one.address.reveal()},
                              {"since", iso_text(one.since)}});
  Response response = json(js::object{{"correspondents", std::move(list)}});
  response.keeps_secret = true;
  return response;
}

Result<Response> add_correspondent(const PeopleWorld& world, const Request& request) {
  const js::object& wanted = request.json.as_object();
  message::Correspondent one;
  one.patient = patient_of(request);
  one.part = *value_in(message::part_words, std::string_view(wanted.at("part").as_string()));
  one.name = Confidential<std::string>(std::string(wanted.at("name").as_string()));
  if (const auto* address = wanted.if_contains("address")) one.address = Confidential<std::string>(std::string(address->as_string()));
  const auto id = workflows::add_correspondent(world.means, asking_of(request), one);
  if (!id) return tl::unexpected(id.error());
  return json(js::object{{"correspondent", id->value}}, 201);
}

}  // namespace

void add_message_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter patient{"case", Schema::whole().at_least(1), "number of the case", true};
  const Parameter message{"message", Schema::whole().at_least(1), "number of the message", true};
  const Parameter correspondent{"correspondent", Schema::whole().at_least(1), "number of the correspondent", true};
  const auto add = [&](Route route, std::vector<Parameter> parameters) {
    route.parameters = std::move(parameters);
    routes.push_back(std::move(route));
  };
  add({.path = "/api/v1/messages",
       .policy = may(Act::read_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) {
         return listed(workflows::messages_of_centre(world.means, asking_of(request), request.query.find("unsettled").has_value()));
       },
       .summary = "What the caller's centre sent",
       .answers = list_answer(),
       .problems = {403, 404}},
      {{"unsettled", Schema::one_of({"1"}), "only what waits or failed"}});
  add({.path = "/api/v1/messages/{message}",
       .policy = may(Act::read_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return one_message(world, request); },
       .summary = "A message and what happened to it",
       .answers = {{200, "the message", "application/json",
                    Schema::object()
                        .with("message", message_schema())
                        .with("events", Schema::array(Schema::object()
                                                          .with("at", Schema::instant())
                                                          .with("what", words_schema(message::happening_words))
                                                          .maybe("account", Schema::whole())
                                                          .maybe("answer", Schema::text())))}},
       .problems = {403, 404}},
      {message});
  add({.method = Method::post,
       .path = "/api/v1/messages/{message}/steps",
       .policy = may(Act::send_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return take_step(world, request); },
       .summary = "Sends again, also to another address, withdraws, notes that somebody passed it on or that it came back, makes a new code",
       .body = Body::json(Schema::object()
                              .with("step", Schema::one_of(message_steps()))
                              .maybe("reason", words_schema(message::return_reason_words).about("why it came back: with returned"))
                              .maybe("address", Schema::text().longest(200).about("with send_to"))),
       .answers = {{204, "done", ""},
                   {201, "sent to another address by a new message", "application/json", Schema::object().with("message", Schema::whole())}},
       .problems = {403, 404, 409}},
      {message});
  add({.path = "/api/v1/referrals/{referral}/messages",
       .policy = may(Act::read_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) {
         return listed(workflows::messages_of_referral(world.means, asking_of(request), access::ReferralId{request.number("referral")}));
       },
       .summary = "What was sent of a referral, when, to whom, and whether it was opened",
       .answers = list_answer(),
       .problems = {403, 404}},
      {{"referral", Schema::whole().at_least(1), "number of the referral", true}});
  add({.path = "/api/v1/cases/{case}/messages",
       .policy = may(Act::read_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return listed(workflows::messages_of_case(world.means, asking_of(request), patient_of(request))); },
       .summary = "What was sent of a case",
       .answers = list_answer(),
       .problems = {403, 404}},
      {patient});
  add({.path = "/api/v1/cases/{case}/correspondents",
       .policy = may(Act::read_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return list_correspondents(world, request); },
       .summary = "Who gets a case's reports",
       .answers = {{200, "the correspondents", "application/json", Schema::object().with("correspondents", Schema::array(correspondent_schema()))}},
       .problems = {403, 404}},
      {patient});
  add({.method = Method::post,
       .path = "/api/v1/cases/{case}/correspondents",
       .policy = may(Act::send_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return add_correspondent(world, request); },
       .summary = "Adds somebody who gets a case's reports",
       .body = Body::json(Schema::object()
                              .with("part", Schema::one_of({"treating_physician", "correspondent"}))
                              .with("name", Schema::text().shortest(1).longest(200))
                              .maybe("address", Schema::text().longest(200))),
       .answers = {{201, "added", "application/json", Schema::object().with("correspondent", Schema::whole())}},
       .problems = {403, 404, 409}},
      {patient});
  add({.method = Method::del,
       .path = "/api/v1/cases/{case}/correspondents/{correspondent}",
       .policy = may(Act::send_messages),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) -> Result<Response> {
         const auto ended = workflows::end_correspondent(world.means, asking_of(request), patient_of(request),
                                                         message::CorrespondentId{request.number("correspondent")});
         if (!ended) return tl::unexpected(ended.error());
         return nothing();
       },
       .summary = "Nothing goes there any more; what was sent stays known",
       .answers = {{204, "ended", ""}},
       .problems = {403, 404}},
      {patient, correspondent});
}

}  // namespace repere::web
