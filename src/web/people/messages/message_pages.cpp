#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/messages/message_steps.hpp"
#include "web/people/messages/messages_shown.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_forms.hpp"
#include "web/public/referral_words.hpp"
#include "web/public/sent_report_pages.hpp"
#include "workflows/messages/correspondents.hpp"
#include "workflows/messages/handle_messages.hpp"
#include "workflows/messages/queue_messages.hpp"
#include "workflows/messages/read_messages.hpp"

// What a centre sent: its list, one message with what can be done about it, and who gets a case's reports.
namespace repere::web {

using access::Act;
using message::Happening;
using message::Message;
using message::MessageId;
using message::State;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual list_title{"Envois", "Messages"}, one_title{"Envoi", "Message"},
    case_title{"Correspondants et envois", "Correspondents and messages"};

MessageId message_of(const Request& request) { return MessageId{request.number("message")}; }
PatientId patient_of(const Request& request) { return PatientId{request.number("case")}; }

Result<std::string> list_page(const PeopleWorld& world, const Request& request) {
  const bool all = request.query.find("tous").has_value();
  const auto found = workflows::messages_of_centre(world.means, asking_of(request), !all);
  if (!found) return tl::unexpected(found.error());
  std::string html = no_sending_shown(request, world.sending) + "<p><a href=\"/espace/envois" + (all ? "" : "?tous=1") + "\">" +
                     words(request, all ? Bilingual{"Seulement ce qui attend ou a échoué", "Only what waits or failed"}
                                        : Bilingual{"Voir aussi ce qui a été remis", "Show what was handed over too"}) +
                     "</a></p>";
  if (found->empty() && !all)
    return html + "<p>" + words(request, {"Rien n’attend et rien n’a échoué.", "Nothing waits and nothing failed."}) + "</p>";
  return html + messages_shown(request, world.sending, *found);
}

struct Step {
  const char* act;
  Happening happening;
  Bilingual button, about;
};
constexpr Step steps[] = {
    {"send_again", Happening::sent_again, {"Renvoyer", "Send again"}, {"le même message au même destinataire", "the same message to the same recipient"}},
    {"passed_by_hand", Happening::passed_by_hand, {"Je l’ai transmis", "I passed it on"}, {"le lien est chez le destinataire", "the recipient has the link"}},
    {"new_code", Happening::new_code, {"Nouveau code", "New code"}, {"l’ancien n’ouvre plus rien", "the old one opens nothing any more"}},
    {"withdraw", Happening::withdrawn, {"Retirer", "Withdraw"}, {"le lien n’ouvre plus rien", "the link opens nothing any more"}}};

// Mail that comes back is read by people, in the box that messages are from.
std::string return_form(const Request& request, const Message& one) {
  if (!message::after(one.state, Happening::returned) || one.recipient.way == message::Way::by_hand) return {};
  std::vector<std::pair<std::string, std::string>> reasons;
  for (const auto& reason : message::return_reason_words) reasons.emplace_back(reason.word, words(request, words_of(reason.value)));
  return "<details class=\"step\" id=\"revenu\"><summary>" + words(request, {"Le message est revenu", "The message came back"}) + "</summary><p>" +
         words(request, {"Un avis de non-remise est arrivé dans la boîte d’envoi, ou le destinataire n’a rien reçu. Le lien n’ouvrira plus rien.",
                         "A notice of non-delivery came to the box that messages are from, or the recipient got nothing. The link will open nothing."}) +
         "</p>" + form_to(request, message_page_path(one.id), {{"act", "returned"}}) +
         choice("reason", words(request, {"Pourquoi", "Why"}), reasons, "wrong_address") + submit(words(request, {"Noter : non remis", "Note: not delivered"})) +
         "</details>";
}

std::string other_address_form(const Request& request, const Message& one) {
  if (!message::after(one.state, Happening::replaced) || one.recipient.account || one.erased) return {};
  const bool again = request.method == Method::post && form_text(request, "act") == "send_to";
  const bool open = again || one.state == State::returned || one.state == State::refused;
  return "<details class=\"step\"" + std::string(open ? " open" : "") + "><summary>" + words(request, {"Envoyer à une autre adresse", "Send to another address"}) +
         "</summary><p>" +
         words(request, {"À la même personne. Le lien d’avant n’ouvre plus rien ; si c’est un correspondant du dossier, son adresse change aussi.",
                         "To the same person. The link before opens nothing any more; the address of a correspondent of the case changes too."}) +
         "</p>" + form_to(request, message_page_path(one.id), {{"act", "send_to"}}) +
         input("address", words(request, {"Adresse MSSanté, ou courriel", "MSSanté address, or e-mail"}), "text",
               "required maxlength=\"200\" inputmode=\"email\" autocomplete=\"off\" value=\"" + escaped(again ? form_text(request, "address") : std::string()) + "\"") +
         submit(words(request, {"Envoyer", "Send"})) + "</details>";
}

std::string steps_shown(const Request& request, const Message& one) {
  if (!access::may_ever(request.caller(), Act::send_messages)) return {};
  std::string html;
  const auto proof = message::proof_of(one);
  if (message::opens(one.state) && proof != message::Proof::account)
    html += act_form(request, message_page_path(one.id), {"Montrer le lien", "Show the link"},
                     words(request, {"et le code à dire au téléphone, s’il en faut un", "and the code to say on the telephone, where there is one"}),
                     {{"act", "show"}});
  for (const Step& step : steps) {
    if (!message::after(one.state, step.happening)) continue;
    if (step.happening == Happening::new_code && proof != message::Proof::telephoned_code) continue;
    html += act_form(request, message_page_path(one.id), step.button, words(request, step.about), {{"act", step.act}});
  }
  html = html.empty() ? html : "<div class=\"acts\">" + html + "</div>";
  html += return_form(request, one) + other_address_form(request, one);
  return html.empty() ? html : "<h2>" + words(request, {"Que faire", "What to do"}) + "</h2>" + html;
}

std::string facts_shown(const PeopleWorld& world, const Request& request, const Message& one) {
  const Language language = request.language;
  const auto line = [&](Bilingual name, const std::string& value) {
    return "<dt>" + words(request, name) + "</dt><dd>" + value + "</dd>";
  };
  const Bilingual opens[] = {{"en se connectant", "by signing in"},
                             {"par le code que l’expéditeur a choisi", "by the code that the sender chose"},
                             {"par le code que vous dites au téléphone", "by the code that you say on the telephone"},
                             {"par le lien seul, reçu par MSSanté", "by the link alone, received by MSSanté"}};
  std::string html = "<dl>" + line({"Quoi", "What"}, escaped(words_of(one.kind).in(language))) +
                     line({"À qui", "To whom"}, recipient_shown(one, language)) +
                     line({"Adresse", "Address"}, one.recipient.address.reveal().empty() ? "–" : escaped(one.recipient.address.reveal())) +
                     line({"Par", "By"}, words(request, words_of(one.recipient.way))) +
                     line({"Où en est-il", "Where it stands"}, escaped(standing_words(one, world.sending, language))) +
                     line({"Lu", "Read"}, one.opened ? moment_text(*one.opened, language) : words(request, {"pas encore", "not yet"})) +
                     line({"S’ouvre", "Opens"}, words(request, opens[static_cast<std::size_t>(message::proof_of(one))]));
  if (one.link_ends) html += line({"Lien valable jusqu’au", "Link good until"}, moment_text(*one.link_ends, language));
  if (one.wrong_codes > 0) html += line({"Codes faux", "Wrong codes"}, std::to_string(one.wrong_codes));
  if (one.patient)
    html += line({"Dossier", "Case"}, "<a href=\"" + messages_path(one.patient) + "\">" +
                                          words(request, {"correspondants et envois de ce dossier", "this case’s correspondents and messages"}) + "</a>");
  return html + "</dl>";
}

std::string history_shown(const Request& request, const std::vector<message::Event>& events, const workflows::Names& names) {
  std::string rows;
  for (const auto& one : events)
    rows += "<tr>" + cell(moment_text(one.at, request.language)) + cell(words_of(one.what).in(request.language)) +
            cell(who_is(request, names, one.account)) + cell(answer_words(one.what, one.answer, request.language)) + "</tr>";
  return "<h2>" + words(request, {"Déroulement", "Course"}) + "</h2>" +
         table(table_head(request, {{"Quand", "When"}, {"Quoi", "What"}, {"Par", "By"}, {"Réponse ou raison", "Answer or reason"}}), rows,
               words(request, {"Ce qui est arrivé à ce message", "What happened to this message"}));
}

Result<std::string> one_page(const PeopleWorld& world, const Request& request) {
  const auto history = workflows::message_history(world.means, asking_of(request), message_of(request));
  if (!history) return tl::unexpected(history.error());
  std::set<access::AccountId> accounts;
  for (const auto& one : history->events) accounts.insert(one.account);
  const auto names = workflows::names_of(world.means, accounts);
  if (!names) return tl::unexpected(names.error());
  return "<p><a href=\"/espace/envois\">" + words(request, {"Tous les envois", "All messages"}) + "</a></p>" +
         facts_shown(world, request, history->message) + steps_shown(request, history->message) + history_shown(request, history->events, *names);
}

// Link and code, shown this once: that they were shown stands in the trail.
Result<Response> show_link(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto shown = workflows::show_to_pass_on(world.means, asking_of(request), message_of(request));
  if (!shown) return tl::unexpected(shown.error());
  const std::string link = request.origin() + message_path(shown->message, shown->token, Language::fr);
  const Bilingual by_mssante{"À donner par MSSanté seulement : ce lien s’ouvre sans code.", "To be given by MSSanté only: this link opens without a code."},
      by_phone{"Le code se dit au téléphone, jamais dans le même message que le lien.", "The code is said on the telephone, never in one message with the link."},
      by_sender{"L’expéditeur l’ouvre avec le code qu’il a choisi.", "The sender opens it with the code of their choice."};
  const auto proof = message::proof_of(shown->message);
  std::string html = "<p class=\"alert\" role=\"status\">" +
                     words(request, proof == message::Proof::link ? by_mssante : proof == message::Proof::sender_code ? by_sender : by_phone) +
                     "</p><dl><dt>" + words(request, {"Lien", "Link"}) + "</dt><dd><code class=\"secret\">" + escaped(link) + "</code></dd>";
  if (!shown->code.empty())
    html += "<dt>" + words(request, {"Code à dire au téléphone", "Code to say on the telephone"}) + "</dt><dd><strong class=\"said\">" +
            escaped(shown->code) + "</strong></dd>";
  html += "</dl>";
  const auto page = one_page(world, request);
  if (!page) return tl::unexpected(page.error());
  return web::page(page_frame(request, one_title, html + *page, &who), request.language);
}

Result<Response> act_on_message(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const std::string act = form_text(request, "act");
  if (act == "show") return show_link(world, who, request);
  const MessageId id = message_of(request);
  const auto done = take_message_step(world, request, id, {act, form_text(request, "reason"), form_text(request, "address")});
  if (!done) return tl::unexpected(done.error());
  return redirect(message_page_path(*done));
}

std::string correspondent_form(const Request& request, PatientId patient) {
  const bool again = request.method == Method::post;
  const auto value = [&](const char* name) { return "value=\"" + escaped(again ? form_text(request, name) : std::string()) + "\" maxlength=\"200\""; };
  return "<details class=\"step\"" + std::string(again ? " open" : "") + "><summary>" +
         words(request, {"Ajouter un correspondant", "Add a correspondent"}) + "</summary>" + form_to(request, messages_path(patient), {{"act", "add"}}) +
         choice("part", words(request, {"Qui est-ce", "Who it is"}),
                {{"treating_physician", words(request, words_of(message::Part::treating_physician))},
                 {"correspondent", words(request, words_of(message::Part::correspondent))}},
                again ? form_text(request, "part") : "treating_physician") +
         input("name", words(request, {"Nom", "Name"}), "text", value("name") + " required") +
         input("address", words(request, {"Adresse MSSanté, ou courriel (vide : le lien est à transmettre)", "MSSanté address, or e-mail (empty: the link is passed on)"}),
               "text", value("address") + " inputmode=\"email\" autocomplete=\"off\"") +
         submit(words(request, {"Ajouter", "Add"})) + "</details>";
}

Result<std::string> case_page(const PeopleWorld& world, const Request& request) {
  const PatientId patient = patient_of(request);
  const auto people = workflows::correspondents_of(world.means, asking_of(request), patient);
  if (!people) return tl::unexpected(people.error());
  const auto all = workflows::messages_of_case(world.means, asking_of(request), patient);
  if (!all) return tl::unexpected(all.error());
  const bool may_send = access::may_ever(request.caller(), Act::send_messages);
  std::string html = "<p><a href=\"/espace/cas/" + std::to_string(patient.value) + "\">" + words(request, {"Le cas", "The case"}) + "</a></p>" +
                     no_sending_shown(request, world.sending) + "<h2>" + words(request, {"Qui reçoit les comptes rendus", "Who gets the reports"}) +
                     "</h2><p>" +
                     words(request, {"L’expéditeur de la demande, et les personnes nommées ici. Un courriel ordinaire ne contient qu’un lien, qui s’ouvre avec un "
                                     "code dit au téléphone.",
                                     "The sender of the referral, and the people named here. An ordinary e-mail holds a link only, which opens with a code said "
                                     "on the telephone."}) + "</p>";
  if (!people->empty()) {
    html += "<ul class=\"people\">";
    for (const auto& one : *people) {
      const auto way = message::way_to(one.address.reveal(), workflows::message_rules(world.means).texts.domains);
      html += "<li><strong>" + escaped(one.name.reveal()) + "</strong> (" + words(request, words_of(one.part)) + ") " +
              escaped(one.address.reveal()) + " – " + words(request, words_of(way)) +
              (may_send ? act_form(request, messages_path(patient), {"Enlever", "Remove"}, one.name.reveal(),
                                   {{"act", "end"}, {"correspondent", std::to_string(one.id.value)}})
                        : std::string()) +
              "</li>";
    }
    html += "</ul>";
  }
  if (may_send) html += correspondent_form(request, patient);
  return html + "<h2>" + words(request, {"Envois", "Messages"}) + "</h2>" + messages_shown(request, world.sending, *all);
}

Result<Response> act_on_case(const PeopleWorld& world, const Request& request) {
  const PatientId patient = patient_of(request);
  const auto back = redirect(messages_path(patient));
  if (form_text(request, "act") == "end") {
    const message::CorrespondentId id{whole_in_form(request, "correspondent").value_or(0)};
    const auto ended = workflows::end_correspondent(world.means, asking_of(request), patient, id);
    return ended ? Result<Response>(back) : tl::unexpected(ended.error());
  }
  message::Correspondent one;
  one.patient = patient;
  one.part = value_in(message::part_words, form_text(request, "part")).value_or(message::Part::correspondent);
  one.name = Confidential<std::string>(form_text(request, "name"));
  one.address = Confidential<std::string>(form_text(request, "address"));
  const auto added = workflows::add_correspondent(world.means, asking_of(request), one);
  return added ? Result<Response>(back) : tl::unexpected(added.error());
}

}  // namespace

void add_message_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  std::vector<std::string> acts = message_steps();
  acts.emplace_back("show");
  const Parameter message{"message", Schema::whole().at_least(1), "its number", true};
  const Parameter patient{"case", Schema::whole().at_least(1), "number of the case", true};
  const PersonPage one = [world](const SignedIn&, const Request& request) { return one_page(world, request); };
  const PersonPage of_case = [world](const SignedIn&, const Request& request) { return case_page(world, request); };
  routes.push_back(person_page(world, "/espace/envois", may(Act::read_messages), list_title,
                               [world](const SignedIn&, const Request& request) { return list_page(world, request); }));
  routes.push_back(person_page(world, "/espace/envois/{message}", may(Act::read_messages), one_title, one));
  routes.back().parameters = {message};
  routes.push_back(person_form(world, "/espace/envois/{message}", may(Act::send_messages), "Sends again, also to another address, withdraws, passes on, notes what came back, makes a new code, shows the link",
                               Schema::object()
                                   .with("act", Schema::one_of(std::move(acts)))
                                   .maybe("reason", Schema::text().longest(40))
                                   .maybe("address", Schema::text().longest(200)),
                               {one_title, one}, [world](const SignedIn& who, const Request& request) { return act_on_message(world, who, request); }));
  routes.back().parameters = {message};
  routes.push_back(person_page(world, "/espace/cas/{case}/envois", may(Act::read_messages), case_title, of_case));
  routes.back().parameters = {patient};
  routes.push_back(person_form(world, "/espace/cas/{case}/envois", may(Act::send_messages), "Adds or removes a correspondent of a case",
                               Schema::object()
                                   .with("act", Schema::one_of({"add", "end"}))
                                   .maybe("part", Schema::one_of({"treating_physician", "correspondent"}))
                                   .maybe("name", Schema::text().longest(200))
                                   .maybe("address", Schema::text().longest(200))
                                   .maybe("correspondent", Schema::whole().at_least(1)),
                               {case_title, of_case}, [world](const SignedIn&, const Request& request) { return act_on_case(world, request); }));
  routes.back().parameters = {patient};
}

}  // namespace repere::web
