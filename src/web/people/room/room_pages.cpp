#include "web/people/room/room_pages.hpp"

#include <algorithm>
#include <charconv>

#include "report/drawing/plain_text.hpp"
#include "web/http/compression.hpp"
#include "web/pages/report_site.hpp"
#include "web/people/person_forms.hpp"
#include "web/people/room/room_parts.hpp"
#include "web/people/room/room_routes.hpp"
#include "workflows/boards/board_actions.hpp"
#include "workflows/boards/prepare_meeting.hpp"
#include "workflows/referrals/send_referral.hpp"

// The room's page and its forms: everything works without scripts; the script sends the same forms and takes over what changed.
namespace repere::web {

using access::Act;
using board::MeetingId;
using board::PresentationId;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Salle de réunion", "Meeting room"};

// Which case to show: the one asked for, the one that the room discusses, or the first that waits.
PresentationId case_to_show(const workflows::Room& room, PresentationId wanted, PresentationId current) {
  const auto& all = room.agenda;
  if (std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.id == wanted; })) return wanted;
  if (current) return current;
  const auto waiting = std::find_if(all.begin(), all.end(), [](const auto& one) { return !board::is_over(one.stage); });
  return waiting != all.end() ? waiting->id : all.empty() ? PresentationId{} : all.front().id;
}

// The script asks for who is there, or for that and the agenda: no case is read for it. It sends the same word with a form
// whose answer it needs no more of.
bool people_alone(const Request& request) { return request.query.find("partie") == "presence"; }
bool room_alone(const Request& request) { return people_alone(request) || request.query.find("partie") == "salle"; }
// The room turned to another case: that case, and the lines of the agenda that this changes. Who is there stays as it was.
bool turn_alone(const Request& request) { return request.query.find("partie") == "tour"; }

std::string turn_of(const PeopleWorld& world, const RoomShown& shown, const Request& request) {
  const PresentationId before{number_in_query(request, "avant").value_or(0)};
  return "<div class=\"columns\">" + agenda_part(shown, request, {shown.looked, shown.current, before}) + case_part(shown, world.reference, request) +
         decision_part(shown, request) + "</div></div>";
}

std::string page_of(const PeopleWorld& world, const RoomShown& shown, const SignedIn& who, const Request& request) {
  const Language language = request.language;
  const Bilingual help{"Touches", "Keys"};
  std::string html = "<link rel=\"stylesheet\" href=\"/assets/room.css\"><div class=\"room\" id=\"room\" data-meeting=\"" +
                     std::to_string(shown.room.meeting.id.value) + "\" data-case=\"" + std::to_string(shown.looked.value) + "\" data-state=\"" +
                     std::string(word_in(board::meeting_state_words, shown.room.meeting.state)) + "\" data-current=\"" +
                     std::to_string(shown.current.value) + "\" data-account=\"" + std::to_string(who.account.id.value) + "\">";
  if (turn_alone(request)) return html + turn_of(world, shown, request);
  html += "<div class=\"line\"><p class=\"board\">" +
          report::escaped(language == Language::fr ? shown.room.board.name_fr : shown.room.board.name_en) +
          "</p><p id=\"room-line\" role=\"status\"></p><p id=\"room-said\" role=\"alert\"></p><button type=\"button\" id=\"keys-open\" class=\"small\">" +
          std::string(help.in(language)) + " <kbd>?</kbd></button></div>";
  html += top_part(shown, who, request, people_alone(request) ? TopDepth::presence : TopDepth::whole);
  if (people_alone(request)) return html + "</div>";
  html += "<div class=\"columns\">" + agenda_part(shown, request);
  if (room_alone(request)) return html + "</div></div>";
  html +=
          case_part(shown, world.reference, request) + decision_part(shown, request) + "</div>" + keys_part(language);
  return html + "</div><script type=\"module\" src=\"/assets/room.js\"></script>";
}

Result<std::string> room_page(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto shown = read_shown(world, request, MeetingId{request.number("meeting")});
  if (!shown) return tl::unexpected(shown.error());
  return page_of(world, *shown, who, request);
}

std::int64_t form_number(const Request& request, std::string_view name) {
  const std::string text = form_text(request, name);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<void> write_field(const PeopleWorld& world, const Request& request, PresentationId id) {
  board::Entry entry;
  entry.field = form_text(request, "field");
  entry.version = form_number(request, "version");
  entry.text = Confidential<std::string>(form_text(request, "text"));
  const auto written = workflows::write_entry(world.boards, asking_of(request), id, entry);
  return written ? Result<void>() : tl::unexpected(written.error());
}

Result<void> add_action(const PeopleWorld& world, const Request& request, PresentationId id) {
  board::Action action;
  action.presentation = id;
  action.what = Confidential<std::string>(form_text(request, "what"));
  action.owner_name = form_text(request, "owner_name");
  if (const auto due = PartialDate::parse(form_text(request, "due")); due && due->exact()) action.due = due->first();
  const auto made = workflows::put_action(world.boards, asking_of(request), action);
  return made ? Result<void>() : tl::unexpected(made.error());
}

// A permanent member comes as the board knows them: the form says only who.
Result<void> join_member(const PeopleWorld& world, const Request& request, MeetingId meeting) {
  const auto room = workflows::read_room(world.boards, asking_of(request), meeting);
  if (!room) return tl::unexpected(room.error());
  const access::AccountId account{form_number(request, "member")};
  for (const auto& one : room->members)
    if (one.account == account) {
      board::Stay stay;
      stay.account = one.account;
      stay.name = one.name;
      stay.centre = one.centre;
      stay.specialty = one.specialty;
      return workflows::join_meeting(world.boards, asking_of(request), meeting, stay);
    }
  return fail(ErrorKind::incorrect, "this person is no member of the board any more: add them as a guest");
}

Result<void> join(const PeopleWorld& world, const Request& request, MeetingId meeting) {
  if (request.form.find("member")) return join_member(world, request, meeting);
  board::Stay stay;
  stay.account = access::AccountId{form_number(request, "account")};
  stay.name = form_text(request, "name");
  stay.centre = form_text(request, "centre");
  stay.specialty = value_in(board::specialty_words, form_text(request, "specialty")).value_or(board::Specialty::other);
  stay.remote = request.form.find("remote").has_value();
  return workflows::join_meeting(world.boards, asking_of(request), meeting, stay);
}

Result<void> act(const PeopleWorld& world, const Request& request, MeetingId meeting) {
  const std::string what = form_text(request, "act");
  const auto asking = asking_of(request);
  const PresentationId id{form_number(request, "presentation")};
  if (what == "open") return workflows::open_meeting(world.boards, asking, meeting);
  if (what == "join") return join(world, request, meeting);
  if (what == "leave") return workflows::leave_meeting(world.boards, asking, meeting, form_number(request, "stay"));
  if (what == "begin") return workflows::begin_case(world.boards, asking, id);
  if (what == "end_case") return workflows::end_case(world.boards, asking, id);
  if (what == "field") return write_field(world, request, id);
  if (what == "action") return add_action(world, request, id);
  const auto ended = workflows::end_meeting(world.boards, asking, meeting);
  return ended ? Result<void>() : tl::unexpected(ended.error());
}

Schema act_schema() {
  std::vector<std::string> specialties;
  for (const auto& one : board::specialty_words) specialties.emplace_back(one.word);
  return Schema::object()
      .with("act", Schema::one_of({"open", "end", "join", "leave", "begin", "end_case", "field", "action"}))
      .maybe("presentation", Schema::whole().at_least(1))
      .maybe("stay", Schema::whole().at_least(1))
      .maybe("account", Schema::whole().at_least(1))
      .maybe("member", Schema::whole().at_least(1))
      .maybe("partie", Schema::one_of({"presence", "tour"}))
      .maybe("avant", Schema::whole().at_least(0))
      .maybe("name", Schema::text().longest(200))
      .maybe("centre", Schema::text().longest(100))
      .maybe("specialty", Schema::one_of(specialties))
      .maybe("remote", Schema::text().longest(5))
      .maybe("field", Schema::text().longest(40))
      .maybe("version", Schema::whole().at_least(0))
      .maybe("text", Schema::text().longest(8000))
      .maybe("what", Schema::text().longest(1000))
      .maybe("owner_name", Schema::text().longest(200))
      .maybe("due", Schema::text().longest(10));
}

}  // namespace

Result<RoomShown> read_shown(const PeopleWorld& world, const Request& request, MeetingId id) {
  auto room = workflows::read_room(world.boards, asking_of(request), id);
  if (!room) return tl::unexpected(room.error());
  RoomShown shown;
  shown.room = std::move(*room);
  shown.present = board::present_at(shown.room.stays, world.means.clock.now());
  for (const auto& one : shown.room.agenda)
    if (one.stage == board::Stage::discussing) shown.current = one.id;
  const PresentationId asked{number_in_query(request, "dossier").value_or(form_number(request, "presentation"))};
  shown.looked = case_to_show(shown.room, asked, shown.current);
  if (shown.looked && !room_alone(request)) {
    auto file = workflows::read_board_file(world.boards, asking_of(request), shown.looked);
    // A case that was erased or withdrawn from the caller meanwhile must not close the room.
    const bool hidden = !file && (file.error().kind == ErrorKind::not_found || file.error().kind == ErrorKind::forbidden);
    if (!file && !hidden) return tl::unexpected(file.error());
    if (file) shown.file = std::move(*file);
  }
  if (!room_alone(request))
    if (auto centres = workflows::receiving_centres(world.means)) shown.centres = std::move(*centres);
  return shown;
}

Event meeting_event(std::string_view told) {
  const auto space = told.find(' ');
  const std::string meeting(told.substr(0, space));
  const std::string about = space == std::string_view::npos ? "0" : std::string(told.substr(space + 1));
  if (about == "people") return {"meeting/" + meeting, "changed", "{\"presentation\":0,\"people\":true}", {}};
  constexpr std::string_view turn = "turn ";
  if (about.starts_with(turn)) return {"meeting/" + meeting, "changed", "{\"presentation\":0,\"turn\":" + about.substr(turn.size()) + "}", {}};
  return {"meeting/" + meeting, "changed", "{\"presentation\":" + about + "}", {}};
}

void add_room_pages(std::vector<Route>& routes, const PeopleWorld& world, const std::shared_ptr<EventHub>& events) {
  const Parameter meeting{"meeting", Schema::whole().at_least(1), "its number", true};
  const PersonPage content = [world](const SignedIn& who, const Request& request) { return room_page(world, who, request); };
  routes.push_back(person_page(world, "/espace/rcp/reunions/{meeting}/salle", may(Act::record_decision), title, content));
  routes.back().parameters = {meeting, {"avant", Schema::text().longest(20), "with \"tour\": the presentation that the page thinks the room looks at"}, {"dossier", Schema::text().longest(20), "number of the presentation to show"}, {"partie", Schema::text().longest(20), "\"salle\": who is there and the agenda alone; \"presence\": who is there; \"tour\": the case that the room turned to"}};
  routes.push_back(person_form(world, "/espace/rcp/reunions/{meeting}/salle", may(Act::record_decision),
                               "An act of the room: open, end, join, leave, begin or end a case, write a field, add an action", act_schema(),
                               {title, content}, [world](const SignedIn&, const Request& request) -> Result<Response> {
                                 const MeetingId id{request.number("meeting")};
                                 if (auto done = act(world, request, id); !done) return tl::unexpected(done.error());
                                 const auto shown = form_number(request, "presentation");
                                 const std::string part = form_text(request, "partie");
                                 if (part == "presence") return redirect(room_path(id) + "?partie=presence");
                                 const std::string query = shown > 0 ? "?dossier=" + std::to_string(shown) : std::string();
                                 if (part == "tour" && shown > 0)
                                   return redirect(room_path(id) + query + "&partie=tour&avant=" + std::to_string(form_number(request, "avant")));
                                 return redirect(room_path(id) + query);
                               }));
  routes.back().parameters = {meeting};
  add_room_routes(routes, world, events);
  routes.push_back(asset_route("/assets/room.js", make_asset("text/javascript; charset=utf-8", std::string(room_script_fields()) + std::string(room_script_page()) + std::string(room_script_events())), "The script of the room"));
  routes.push_back(asset_route("/assets/room.css", make_asset("text/css; charset=utf-8", std::string(room_style())), "The style of the room"));
}

}  // namespace repere::web
