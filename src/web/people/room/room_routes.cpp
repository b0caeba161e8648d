#include "web/people/room/room_routes.hpp"

#include "web/people/room/room_json.hpp"
#include "web/people/sign_in_answers.hpp"
#include "workflows/boards/board_actions.hpp"
#include "workflows/boards/place_on_agenda.hpp"
#include "workflows/boards/prepare_meeting.hpp"

namespace repere::web {

namespace js = boost::json;
using access::Act;
using board::MeetingId;
using board::PresentationId;

namespace {

MeetingId meeting_of(const Request& request) { return MeetingId{request.number("meeting")}; }
PresentationId presentation_of(const Request& request) { return PresentationId{request.number("presentation")}; }

std::string text_in(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? std::string() : std::string(value->as_string());
}
std::int64_t number_in(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? 0 : value->to_number<std::int64_t>();
}

Result<Response> answered(const Result<void>& done) {
  if (!done) return tl::unexpected(done.error());
  return nothing();
}

Result<Response> read_room(const PeopleWorld& world, const Request& request) {
  const auto room = workflows::read_room(world.boards, asking_of(request), meeting_of(request));
  if (!room) return tl::unexpected(room.error());
  return json(json_of(*room, world.means.clock.now()));
}

Result<Response> read_presentation(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_board_file(world.boards, asking_of(request), presentation_of(request), workflows::FileDepth::texts);
  if (!file) return tl::unexpected(file.error());
  return json(json_of(*file));
}

// Somebody else wrote meanwhile: what is there now goes along, so that the page shows both. Without it the error stands alone.
Result<Response> both_texts(const PeopleWorld& world, const Request& request, const board::Entry& sent, const Error& error) {
  const auto found = workflows::field_now(world.boards, asking_of(request), presentation_of(request), sent.field);
  if (!found || !*found || (*found)->entry.version == sent.version) return tl::unexpected(error);
  const board::Entry& now = (*found)->entry;
  js::object current{{"version", now.version}, {"text", now.text.reveal()}, {"at", iso_text(now.at)}, {"author", (*found)->author}};
  return problem(request, 409, "somebody wrote this field meanwhile: compare both texts", {}, {{"current", std::move(current)}});
}

Result<Response> write_field(const PeopleWorld& world, const Request& request) {
  const auto& sent = request.json.as_object();
  board::Entry entry;
  entry.field = std::string(request.parameter("field"));
  entry.version = number_in(sent, "version");
  entry.text = Confidential<std::string>(text_in(sent, "text"));
  const auto version = workflows::write_entry(world.boards, asking_of(request), presentation_of(request), entry);
  if (version) return json(js::object{{"version", *version}});
  if (version.error().kind == ErrorKind::conflict) return both_texts(world, request, entry, version.error());
  return tl::unexpected(version.error());
}

Result<Response> add_action(const PeopleWorld& world, const Request& request) {
  const auto& sent = request.json.as_object();
  board::Action action;
  action.presentation = presentation_of(request);
  action.what = Confidential<std::string>(text_in(sent, "what"));
  action.owner_name = text_in(sent, "owner_name");
  if (const auto due = PartialDate::parse(text_in(sent, "due")); due && due->exact()) action.due = due->first();
  const auto made = workflows::put_action(world.boards, asking_of(request), action);
  if (!made) return tl::unexpected(made.error());
  return json(js::object{{"action", made->value}}, 201);
}

Result<Response> join(const PeopleWorld& world, const Request& request) {
  const auto& sent = request.json.as_object();
  board::Stay stay;
  stay.account = access::AccountId{number_in(sent, "account")};
  stay.name = text_in(sent, "name");
  stay.centre = text_in(sent, "centre");
  stay.specialty = value_in(board::specialty_words, text_in(sent, "specialty")).value_or(board::Specialty::other);
  const auto* remote = sent.if_contains("remote");
  stay.remote = remote != nullptr && remote->as_bool();
  return answered(workflows::join_meeting(world.boards, asking_of(request), meeting_of(request), stay));
}

Result<Response> place(const PeopleWorld& world, const Request& request) {
  const auto& sent = request.json.as_object();
  workflows::Placing placing;
  placing.meeting = meeting_of(request);
  placing.patient = PatientId{number_in(sent, "case")};
  placing.tumour = TumourId{number_in(sent, "tumour")};
  placing.referral = access::ReferralId{number_in(sent, "referral")};
  placing.question = Confidential<std::string>(text_in(sent, "question"));
  placing.reason = text_in(sent, "reason");
  const auto* consent = sent.if_contains("consent");
  placing.consent = consent != nullptr && consent->as_bool();
  placing.late_reason = text_in(sent, "late_reason");
  const auto placed = workflows::place_on_agenda(world.boards, asking_of(request), placing);
  if (!placed) return tl::unexpected(placed.error());
  return json(js::object{{"presentation", placed->value}}, 201);
}

Result<Response> listen(const PeopleWorld& world, const Request& request, const std::shared_ptr<EventHub>& events) {
  const auto room = workflows::read_room(world.boards, asking_of(request), meeting_of(request));
  if (!room) return tl::unexpected(room.error());
  Response response;
  const std::string account = "account " + std::to_string(request.caller().account.value);
  response.events = events->subscribe({"meeting/" + std::to_string(room->meeting.id.value)}, {request.admitted.session, account},
                                      request.header("Last-Event-ID"));
  if (!response.events) return fail(ErrorKind::busy, "too many live pages: try again in a moment");
  return response;
}

// Tells the others who writes where; kept nowhere.
Result<Response> tell_writing(const PeopleWorld& world, const Request& request, const std::shared_ptr<EventHub>& events) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  const auto room = workflows::read_room(world.boards, asking_of(request), meeting_of(request));
  if (!room) return tl::unexpected(room.error());
  const auto& sent = request.json.as_object();
  events->publish({"meeting/" + std::to_string(room->meeting.id.value), "writing",
                   json_text(js::object{{"presentation", number_in(sent, "presentation")},
                                        {"field", text_in(sent, "field")},
                                        {"account", who->account.id.value},
                                        {"name", who->account.name}}), {}});
  return nothing();
}

Parameter meeting_parameter() { return {"meeting", Schema::whole().at_least(1), "its number", true}; }
Parameter presentation_parameter() { return {"presentation", Schema::whole().at_least(1), "its number", true}; }

using Deed = std::function<Result<Response>(const PeopleWorld&, const Request&)>;

Route route_at(const PeopleWorld& world, Method method, std::string path, Act act, std::string summary, Deed deed) {
  const bool of_meeting = path.find("{meeting}") != std::string::npos;
  return {.method = method,
          .path = std::move(path),
          .policy = may(act),
          .runs_on = RunsOn::workers(),
          .handler = [world, deed = std::move(deed)](const Request& request) { return deed(world, request); },
          .summary = std::move(summary),
          .parameters = {of_meeting ? meeting_parameter() : presentation_parameter()},
          .answers = {{204, "done", ""}},
          .problems = method == Method::get ? std::vector<int>{403, 404} : std::vector<int>{403, 404, 409, 422}};
}

void add_meeting_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  const std::string base = "/api/v1/meetings/{meeting}";
  const Act act = Act::record_decision;
  routes.push_back(route_at(world, Method::get, base + "/room", act, "Who is there, the quorum, and the agenda as it stands", read_room));
  routes.back().answers = {{200, "the room", "application/json", room_schema()}};
  routes.push_back(route_at(world, Method::post, base + "/open", act, "Opens a meeting", [](const PeopleWorld& w, const Request& r) {
    return answered(workflows::open_meeting(w.boards, asking_of(r), meeting_of(r)));
  }));
  routes.push_back(route_at(world, Method::post, base + "/end", act, "Ends a meeting: what was not discussed is carried over", [](const PeopleWorld& w, const Request& r) -> Result<Response> {
    const auto ended = workflows::end_meeting(w.boards, asking_of(r), meeting_of(r));
    if (!ended) return tl::unexpected(ended.error());
    return json(js::object{{"carried_over", ended->carried_over}, {"waiting", ended->waiting}});
  }));
  routes.back().answers = {{200, "what became of the cases that were not discussed", "application/json",
                            Schema::object().with("carried_over", Schema::whole()).with("waiting", Schema::whole())}};
  std::vector<std::string> specialties;
  for (const auto& one : board::specialty_words) specialties.emplace_back(one.word);
  routes.push_back(route_at(world, Method::post, base + "/join", act, "Somebody has come: a member, or a guest by name", join));
  routes.back().body = Body::json(Schema::object()
                                      .with("specialty", Schema::one_of(specialties))
                                      .maybe("account", Schema::whole().at_least(1))
                                      .maybe("name", Schema::text().longest(200))
                                      .maybe("centre", Schema::text().longest(100))
                                      .maybe("remote", Schema::truth()));
  routes.push_back(route_at(world, Method::post, base + "/leave", act, "Somebody has left", [](const PeopleWorld& w, const Request& r) {
    return answered(workflows::leave_meeting(w.boards, asking_of(r), meeting_of(r), number_in(r.json.as_object(), "stay")));
  }));
  routes.back().body = Body::json(Schema::object().with("stay", Schema::whole().at_least(1)));
  routes.push_back(route_at(world, Method::post, base + "/presentations", Act::prepare_board, "Places a case on the agenda", place));
  routes.back().body = Body::json(Schema::object()
                                      .with("case", Schema::whole().at_least(1))
                                      .with("question", Schema::text().longest(2000))
                                      .with("reason", Schema::text().longest(40))
                                      .maybe("tumour", Schema::whole().at_least(1))
                                      .maybe("referral", Schema::whole().at_least(1))
                                      .maybe("consent", Schema::truth())
                                      .maybe("late_reason", Schema::text().longest(500)));
  routes.back().answers = {{201, "the presentation", "application/json", Schema::object().with("presentation", Schema::whole())}};
}

void add_presentation_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  const std::string base = "/api/v1/presentations/{presentation}";
  routes.push_back(route_at(world, Method::get, base, Act::read_case, "What is written about a case for the board", read_presentation));
  routes.back().answers = {{200, "fields with their versions, actions, signature", "application/json", presentation_schema()}};
  routes.push_back(route_at(world, Method::put, base + "/fields/{field}", Act::record_decision, "Writes one field from the version that was read; 409 holds what is there now", write_field));
  routes.back().parameters.push_back({"field", Schema::text().longest(40), "its name", true});
  routes.back().body = Body::json(Schema::object().with("text", Schema::text().longest(8000)).with("version", Schema::whole().at_least(0)));
  routes.back().answers = {{200, "the field's new version", "application/json", Schema::object().with("version", Schema::whole())}};
  routes.push_back(route_at(world, Method::post, base + "/begin", Act::record_decision, "The room turns to a case", [](const PeopleWorld& w, const Request& r) {
    return answered(workflows::begin_case(w.boards, asking_of(r), presentation_of(r)));
  }));
  routes.push_back(route_at(world, Method::post, base + "/end", Act::record_decision, "The room leaves a case", [](const PeopleWorld& w, const Request& r) {
    return answered(workflows::end_case(w.boards, asking_of(r), presentation_of(r)));
  }));
  routes.push_back(route_at(world, Method::post, base + "/actions", Act::record_decision, "Who does what by when", add_action));
  routes.back().body = Body::json(Schema::object().with("what", Schema::text().longest(1000)).with("owner_name", Schema::text().longest(200)).maybe("due", Schema::day()));
  routes.back().answers = {{201, "the action", "application/json", Schema::object().with("action", Schema::whole())}};
}

}  // namespace

void add_room_routes(std::vector<Route>& routes, const PeopleWorld& world, const std::shared_ptr<EventHub>& events) {
  add_meeting_routes(routes, world);
  add_presentation_routes(routes, world);
  routes.push_back(route_at(world, Method::get, "/api/v1/meetings/{meeting}/events", Act::record_decision, "Server-sent events: something changed in the room, or somebody writes",
                            [events](const PeopleWorld& w, const Request& r) { return listen(w, r, events); }));
  routes.back().answers = {{200, "events until the page leaves", "text/event-stream"}};
  routes.push_back(route_at(world, Method::post, "/api/v1/meetings/{meeting}/writing", Act::record_decision, "Tells the room that one writes a field",
                            [events](const PeopleWorld& w, const Request& r) { return tell_writing(w, r, events); }));
  routes.back().body = Body::json(Schema::object().with("presentation", Schema::whole().at_least(1)).with("field", Schema::text().longest(40)));
}

}  // namespace repere::web
