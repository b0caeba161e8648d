#pragma once
#include <vector>

#include "domain/message/message.hpp"
#include "web/people/people_routes.hpp"
#include "web/pages/bilingual.hpp"

// What was sent, as pages show it.
namespace repere::web {

Bilingual words_of(message::Kind kind);
Bilingual words_of(message::Way way);
Bilingual words_of(message::State state);
Bilingual words_of(message::Part part);
Bilingual words_of(message::Happening happening);
Bilingual words_of(message::ReturnReason reason);
/// What a mail server answered, or why a message came back or was taken back, in words where there are some.
std::string answer_words(message::Happening what, const std::string& answer, Language language);

inline std::string messages_path(PatientId patient) { return "/espace/cas/" + std::to_string(patient.value) + "/envois"; }
inline std::string message_page_path(message::MessageId id) { return "/espace/envois/" + std::to_string(id.value); }

/// The name of a recipient, or that it was erased; HTML.
std::string recipient_shown(const message::Message& message, Language language);
/// Where it stands, in words: when it was handed over and opened, what the mail server said, that somebody is to pass it on.
std::string standing_words(const message::Message& message, const PeopleWorld::Sending& sending, Language language);
/// A table; a sentence when there are none.
std::string messages_shown(const Request& request, const PeopleWorld::Sending& sending, const std::vector<message::Message>& all);

/// Where no connector is configured, or nothing leaves a demonstration, so that what waits is to be passed on; empty otherwise.
std::string no_sending_shown(const Request& request, const PeopleWorld::Sending& sending);

/// "Envois" of a case, for a page about it: what was sent and the way to the case's correspondents; empty for whoever may not see it.
Result<std::string> messages_of_case_shown(const PeopleWorld& world, const Request& request, PatientId patient);
Result<std::string> messages_of_referral_shown(const PeopleWorld& world, const Request& request, access::ReferralId referral);
/// To whom a report will go, before it is signed.
Result<std::string> planned_recipients_shown(const PeopleWorld& world, const Request& request, const board::Presentation& presentation);

}  // namespace repere::web
