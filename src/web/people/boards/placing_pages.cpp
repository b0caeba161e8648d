#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "workflows/boards/place_on_agenda.hpp"
#include "workflows/boards/plan_meetings.hpp"
#include "workflows/referrals/handle_referral.hpp"

// Placing a case on an agenda, on one page: meeting, question, reason, consent.
namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual title{"Inscrire à une RCP", "Place on a board’s agenda"};

// What the page is about: given in the address at first, in the form afterwards.
std::int64_t about(const Request& request, std::string_view name) {
  return whole_in_form(request, name).value_or(number_in_query(request, name).value_or(0));
}

// Meetings that still take cases, those of the caller's own centres first.
std::vector<std::pair<std::string, std::string>> meeting_choices(const PeopleWorld& world, const Request& request,
                                                                 const std::vector<workflows::MeetingLine>& lines) {
  std::vector<std::pair<std::string, std::string>> own, others;
  for (const auto& line : lines) {
    if (line.meeting.state != board::MeetingState::planned && line.meeting.state != board::MeetingState::open) continue;
    if (line.board.closed) continue;
    const auto& appointments = request.caller().appointments;
    const bool ours = std::any_of(appointments.begin(), appointments.end(), [&](const auto& one) { return one.centre == line.board.centre; });
    const int free = line.meeting.capacity - line.cases;
    std::string text = meeting_words(line.board, line.meeting, request.language) + " (" + std::to_string(std::max(free, 0)) +
                       words(request, {" places", " places"}) +
                       (line.meeting.closes <= world.means.clock.now() ? words(request, {", ordre du jour clos", ", agenda closed"}) : "") + ")" +
                       (ours ? "" : " – " + line.board.centre);
    (ours ? own : others).emplace_back(std::to_string(line.meeting.id.value), std::move(text));
  }
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

// The referral's question, so that it is not typed again.
std::string question_of(const PeopleWorld& world, const Request& request, std::int64_t referral) {
  if (request.form.find("question")) return form_text(request, "question");
  if (referral == 0) return {};
  const auto one = workflows::read_referral(world.means, asking_of(request), access::ReferralId{referral});
  if (!one) return {};
  const auto found = one->answers.reveal().find("question");
  return found == one->answers.reveal().end() ? std::string() : found->second.substr(0, 2000);
}

Result<std::string> placing_page(const PeopleWorld& world, const Request& request) {
  const std::int64_t patient = about(request, "cas"), referral = about(request, "demande");
  if (patient <= 0) return fail(ErrorKind::incorrect, "open this page from a case or from a referral");
  workflows::MeetingFilter filter;
  filter.from = world.means.clock.now() - std::chrono::hours(12);
  filter.until = world.means.clock.now() + std::chrono::days(60);
  const auto lines = workflows::list_meetings(world.means, filter);
  if (!lines) return tl::unexpected(lines.error());
  const auto meetings = meeting_choices(world, request, *lines);
  if (meetings.empty())
    return "<p>" + words(request, {"Aucune réunion n’est prévue dans les soixante jours.", "No meeting is planned within sixty days."}) + " <a href=\"/espace/rcp\">" +
           words(request, {"Réunions", "Meetings"}) + "</a></p>";
  std::vector<std::pair<std::string, std::string>> reasons, rules{{"", words(request, {"Non : à discuter", "No: for discussion"})}};
  for (const char* word : {"initial_diagnosis", "first_treatment", "after_surgery", "relapse", "progression", "change_of_treatment", "other"})
    reasons.emplace_back(word, board_choice_words("reason", word).in(request.language));
  for (const auto& rule : world.boards.rules.registered_only)
    rules.emplace_back(rule.code, request.language == Language::fr ? rule.label_fr : rule.label_en);
  std::string html = "<p><a href=\"/espace/cas/" + std::to_string(patient) + "\">" + words(request, {"Le dossier du cas", "The case’s file"}) + "</a></p>" +
                     form_to(request, "/espace/rcp/inscrire", {{"cas", std::to_string(patient)}, {"demande", std::to_string(referral)}}) +
                     choice("meeting", words(request, {"Réunion", "Meeting"}), meetings, form_text(request, "meeting"), "class=\"wide\"") +
                     text_area("question", words(request, {"Question posée à la RCP", "Question to the board"}), question_of(world, request, referral), "required maxlength=\"2000\"") +
                     choice("reason", words(request, {"Motif", "Reason"}), reasons, form_text(request, "reason").empty() ? "initial_diagnosis" : form_text(request, "reason"));
  html += "<p><label><input type=\"checkbox\" name=\"consent\" value=\"1\"" + std::string(request.form.find("consent") ? " checked" : "") + "> " +
          words(request, {"Le patient est informé, et d’accord que les centres de cette RCP voient son dossier", "The patient was told and agrees that the board’s centres see the file"}) + "</label></p>";
  html += choice("rule", words(request, {"Enregistrer sans discussion ?", "Register without discussion?"}), rules, form_text(request, "rule"), "class=\"wide\"");
  html += input("late_reason", words(request, {"Si l’ordre du jour est clos : pourquoi ne pas attendre (coordonnateur)", "If the agenda is closed: why it cannot wait (coordinator)"}), "text",
                "maxlength=\"500\" value=\"" + escaped(form_text(request, "late_reason")) + "\"");
  return html + submit(words(request, {"Inscrire", "Place"}));
}

Result<Response> place(const PeopleWorld& world, const Request& request) {
  workflows::Placing placing;
  placing.meeting = board::MeetingId{whole_in_form(request, "meeting").value_or(0)};
  placing.patient = PatientId{about(request, "cas")};
  placing.tumour = TumourId{whole_in_form(request, "tumour").value_or(0)};
  placing.referral = access::ReferralId{about(request, "demande")};
  placing.question = Confidential<std::string>(form_text(request, "question"));
  placing.reason = form_text(request, "reason");
  placing.rule = form_text(request, "rule");
  if (!placing.rule.empty()) placing.passage = board::Passage::registered_only;
  placing.consent = request.form.find("consent").has_value();
  placing.late_reason = form_text(request, "late_reason");
  const auto id = workflows::place_on_agenda(world.boards, asking_of(request), placing);
  if (!id) return tl::unexpected(id.error());
  return redirect(presentation_path(*id));
}

}  // namespace

void add_placing_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const PersonPage content = [world](const SignedIn&, const Request& request) { return placing_page(world, request); };
  const auto whole = Schema::text().longest(20);
  routes.push_back(person_page(world, "/espace/rcp/inscrire", may(Act::prepare_board), title, content));
  routes.back().parameters = {{"cas", whole, "number of the case"}, {"demande", whole, "number of the referral"}};
  routes.push_back(person_form(world, "/espace/rcp/inscrire", may(Act::prepare_board), "Places a case on an agenda",
                               Schema::object()
                                   .with("cas", Schema::whole().at_least(1))
                                   .maybe("demande", Schema::whole().at_least(0))
                                   .with("meeting", Schema::whole().at_least(1))
                                   .maybe("tumour", Schema::whole().at_least(1))
                                   .maybe("question", Schema::text().longest(8000))
                                   .maybe("reason", Schema::text().longest(40))
                                   .maybe("rule", Schema::text().longest(60))
                                   .maybe("consent", Schema::text().longest(5))
                                   .maybe("late_reason", Schema::text().longest(500)),
                               {title, content}, [world](const SignedIn&, const Request& request) { return place(world, request); }));
}

}  // namespace repere::web
