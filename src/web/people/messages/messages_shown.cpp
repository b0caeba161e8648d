#include "web/people/messages/messages_shown.hpp"

#include <array>

#include "report/drawing/plain_text.hpp"
#include "web/people/person_page.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/messages/read_messages.hpp"

namespace repere::web {

using message::Message;
using message::State;
using message::Way;
using report::escaped;

namespace {

// The words of an enumerator by its number; those not named have the last.
template <std::size_t n, class Enum>
Bilingual nth(const std::array<Bilingual, n>& all, Enum value) {
  return all.at(std::min(static_cast<std::size_t>(value), n) - 1);
}

}  // namespace

Bilingual words_of(message::Kind kind) {
  static constexpr std::array<Bilingual, 11> all{{{"Demande prise en charge", "Referral taken up"},
                                                  {"Question à l’expéditeur", "Question to the sender"},
                                                  {"Demande transmise", "Referral passed on"},
                                                  {"Réponse", "Answer"},
                                                  {"Demande close", "Referral closed"},
                                                  {"Dossier inscrit à une RCP", "Case placed on a board’s agenda"},
                                                  {"Compte rendu signé", "Signed report"},
                                                  {"Addendum", "Addendum"},
                                                  {"Réunion déplacée", "Meeting moved"},
                                                  {"Réunion annulée", "Meeting cancelled"},
                                                  {"Rappel", "Reminder"}}};
  return nth(all, kind);
}
Bilingual words_of(Way way) {
  static constexpr std::array<Bilingual, 3> all{{{"à transmettre", "by hand"}, {"courriel", "e-mail"}, {"MSSanté", "MSSanté"}}};
  return nth(all, way);
}
Bilingual words_of(State state) {
  static constexpr std::array<Bilingual, 7> all{{{"en attente", "waiting"},
                                                 {"remis", "handed over"},
                                                 {"refusé", "refused"},
                                                 {"abandonné", "given up"},
                                                 {"retiré", "withdrawn"},
                                                 {"non remis : revenu", "not delivered: came back"},
                                                 {"envoyé à une autre adresse", "sent to another address"}}};
  return nth(all, state);
}
Bilingual words_of(message::Part part) {
  static constexpr std::array<Bilingual, 5> all{{{"expéditeur", "sender"},
                                                 {"médecin traitant", "treating physician"},
                                                 {"correspondant", "correspondent"},
                                                 {"membre", "member"},
                                                 {"à qui il revient d’agir", "who has to act"}}};
  return nth(all, part);
}
Bilingual words_of(message::Happening happening) {
  static constexpr std::array<Bilingual, 14> all{{{"mis en attente", "queued"},
                                                  {"essai", "attempt"},
                                                  {"remis", "handed over"},
                                                  {"reporté", "put off"},
                                                  {"refusé", "refused"},
                                                  {"abandonné", "given up"},
                                                  {"retiré", "withdrawn"},
                                                  {"renvoyé", "sent again"},
                                                  {"transmis par quelqu’un", "passed on by somebody"},
                                                  {"lu par le destinataire", "read by the recipient"},
                                                  {"code faux", "wrong code"},
                                                  {"nouveau code", "new code"},
                                                  {"noté : revenu, non remis", "noted: came back, not delivered"},
                                                  {"envoyé à une autre adresse", "sent to another address"}}};
  return nth(all, happening);
}
Bilingual words_of(message::ReturnReason reason) {
  switch (reason) {
    case message::ReturnReason::wrong_address:
      return {"l’adresse est fausse", "the address is wrong"};
    case message::ReturnReason::left:
      return {"la personne n’y travaille plus", "the person works there no more"};
    case message::ReturnReason::box_full:
      return {"la boîte est pleine", "the box is full"};
    case message::ReturnReason::blocked:
      return {"leur messagerie l’a bloqué", "their mail system blocked it"};
    case message::ReturnReason::other:
      break;
  }
  return {"autre raison", "another reason"};
}

std::string answer_words(message::Happening what, const std::string& answer, Language language) {
  const auto reason = what == message::Happening::returned ? value_in(message::return_reason_words, answer) : std::nullopt;
  if (reason) return std::string(words_of(*reason).in(language));
  const Bilingual done{"fait entre-temps", "done meanwhile"};
  return what == message::Happening::withdrawn && !answer.empty() ? std::string(done.in(language)) : answer;
}

std::string recipient_shown(const Message& message, Language language) {
  const Bilingual erased{"effacé avec la personne", "erased with the person"};
  const auto& name = message.recipient.name.reveal();
  return "<strong>" + escaped(message.erased ? erased.in(language) : std::string_view(name)) + "</strong> (" +
         std::string(words_of(message.recipient.part).in(language)) + ")";
}

std::string standing_words(const Message& message, const PeopleWorld::Sending& sending, Language language) {
  const auto in = [&](Bilingual words) { return std::string(words.in(language)); };
  std::string text = in(words_of(message.state));
  const Way way = message.recipient.way;
  const bool by_itself = (way == Way::email && sending.email) || (way == Way::mssante && sending.mssante);
  if (message.state == State::waiting && !by_itself) text = in({"à transmettre par vous", "for you to pass on"});
  if (message.state == State::waiting && by_itself && message.attempts > 0)
    text += in({", prochain essai ", ", next attempt "}) + moment_text(message.due, language);
  if (message.state == State::returned) return text + " (" + answer_words(message::Happening::returned, message.answer, language) + ")";
  if (message.handed_over && message.state != State::replaced) text += " " + moment_text(*message.handed_over, language);
  const bool failed = message.state == State::refused || message.state == State::gave_up || (message.state == State::waiting && message.attempts > 0);
  if (failed && !message.answer.empty()) text += in({" (réponse du serveur : ", " (the server’s answer: "}) + message.answer + ")";
  return text;
}

std::string no_sending_shown(const Request& request, const PeopleWorld::Sending& sending) {
  const Bilingual demonstration{"Base de démonstration : rien n’en part, même si un serveur de messagerie est configuré. Le lien est à transmettre par vous.",
                                "A demonstration’s database: nothing leaves it, even where a mail server is configured. You pass the link on."};
  if (sending.demonstration) return "<p class=\"alert\">" + std::string(demonstration.in(request.language)) + "</p>";
  if (sending.email && sending.mssante) return {};
  const Bilingual none{"Aucun envoi n’est configuré : le lien est à transmettre par vous.", "No sending is configured: you pass the link on."},
      no_mssante{"L’envoi par MSSanté n’est pas configuré : pour ces adresses, le lien est à transmettre par vous.",
                 "Sending by MSSanté is not configured: for these addresses you pass the link on."},
      no_email{"L’envoi par courriel n’est pas configuré : pour ces adresses, le lien est à transmettre par vous.",
               "Sending by e-mail is not configured: for these addresses you pass the link on."};
  const Bilingual& words = !sending.email && !sending.mssante ? none : sending.email ? no_mssante : no_email;
  return "<p class=\"alert\">" + std::string(words.in(request.language)) + "</p>";
}

std::string messages_shown(const Request& request, const PeopleWorld::Sending& sending, const std::vector<Message>& all) {
  const Language language = request.language;
  const Bilingual none{"Rien n’a été envoyé.", "Nothing was sent."}, caption{"Envois, le plus récent d’abord", "Messages, the newest first"},
      unread{"pas encore lu", "not read yet"}, no_receipt{"–", "–"};
  if (all.empty()) return "<p>" + std::string(none.in(language)) + "</p>";
  std::string rows;
  for (const Message& one : all) {
    const bool waits_for_reader = one.state == State::handed_over && one.recipient.part != message::Part::member && one.recipient.part != message::Part::owner;
    const std::string receipt = one.opened ? moment_text(*one.opened, language) : std::string((waits_for_reader ? unread : no_receipt).in(language));
    rows += "<tr><th scope=\"row\"><a href=\"" + message_page_path(one.id) + "\">" + escaped(words_of(one.kind).in(language)) + "</a></th><td>" +
            recipient_shown(one, language) + "</td>" + cell(words_of(one.recipient.way).in(language)) + cell(moment_text(one.queued, language)) +
            cell(standing_words(one, sending, language)) + cell(receipt) + "</tr>";
  }
  return table(table_head(request, {{"Quoi", "What"},
                                    {"À qui", "To whom"},
                                    {"Par", "By"},
                                    {"Préparé", "Queued"},
                                    {"Où en est-il", "Where it stands"},
                                    {"Lu", "Read"}}),
               rows, caption.in(language));
}

Result<std::string> messages_of_case_shown(const PeopleWorld& world, const Request& request, PatientId patient) {
  if (!access::may_ever(request.caller(), access::Act::read_messages)) return std::string();
  const auto all = workflows::messages_of_case(world.means, asking_of(request), patient);
  if (!all && all.error().kind == ErrorKind::not_found) return std::string();
  if (!all) return tl::unexpected(all.error());
  return "<section class=\"messages\"><h2>" + words(request, {"Envois", "Messages"}) + "</h2>" + messages_shown(request, world.sending, *all) +
         "<p><a href=\"" + messages_path(patient) + "\">" +
         words(request, {"Correspondants du dossier et envois", "The case’s correspondents and messages"}) + "</a></p></section>";
}

Result<std::string> messages_of_referral_shown(const PeopleWorld& world, const Request& request, access::ReferralId referral) {
  if (!access::may_ever(request.caller(), access::Act::read_messages)) return std::string();
  const auto all = workflows::messages_of_referral(world.means, asking_of(request), referral);
  if (!all && all.error().kind == ErrorKind::not_found) return std::string();
  if (!all) return tl::unexpected(all.error());
  return "<section class=\"messages\"><h2>" + words(request, {"Envois", "Messages"}) + "</h2>" + messages_shown(request, world.sending, *all) +
         "</section>";
}

Result<std::string> planned_recipients_shown(const PeopleWorld& world, const Request& request, const board::Presentation& presentation) {
  if (!access::may_ever(request.caller(), access::Act::read_messages)) return std::string();
  const auto all = workflows::planned_recipients(world.means, asking_of(request), presentation);
  if (!all && all.error().kind == ErrorKind::not_found) return std::string();
  if (!all) return tl::unexpected(all.error());
  std::string html = "<section class=\"messages\"><h2>" + words(request, {"Le compte rendu ira à", "The report will go to"}) + "</h2>";
  if (all->empty())
    html += "<p class=\"alert\">" + words(request, {"Personne : ni expéditeur, ni médecin traitant, ni correspondant n’est connu.",
                                                    "Nobody: neither sender, treating physician nor correspondent is known."}) + "</p>";
  html += "<ul>";
  for (const auto& one : *all)
    html += "<li><strong>" + escaped(one.name.reveal()) + "</strong> (" + words(request, words_of(one.part)) + "), " +
            words(request, words_of(one.way)) + "</li>";
  return html + "</ul><p><a href=\"" + messages_path(presentation.patient) + "\">" +
         words(request, {"Changer les correspondants", "Change the correspondents"}) + "</a></p></section>";
}

}  // namespace repere::web
