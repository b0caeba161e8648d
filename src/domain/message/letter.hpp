#pragma once
#include "domain/message/message.hpp"
#include "domain/message/reminder.hpp"

// What a message says, and by which mail: data of the network.
namespace repere::message {

/// Which addresses are of the health network's secure mail.
struct SecureDomain {
  std::string domain;          ///< "mssante.fr": that domain and all below it
  bool professional = true;    ///< no: citizens' boxes, whose addresses hold a national identifier: nothing is sent there
  bool assumed = false;
  std::string source;
};

/// By hand when the address is empty, is none, or is a citizen's.
Way way_to(std::string_view address, const std::vector<SecureDomain>& domains);
/// Whether it is in a citizens' domain.
bool is_of_a_citizen(std::string_view address, const std::vector<SecureDomain>& domains);

/// What a kind of message says, in words that tell nothing of a patient. `{link}` stands where the link comes, `{centre}` where
/// the centre's name comes.
struct Text {
  Kind kind = Kind::report_signed;
  std::string subject_fr, subject_en, body_fr, body_en;
};
/// What messages are made from: data of knowledge/messages.
struct Texts {
  std::vector<Text> texts;            ///< one for each kind
  std::vector<SecureDomain> domains;
};

/// How messages are made and how long they are good for.
struct Rules {
  Texts texts;
  int link_days = 30;       ///< a link of a report is good for so long
  int last_try_hours = 72;  ///< after that a message that no server took is given up
  std::vector<ReminderRule> reminders = {};  ///< at most one for each duty
  std::vector<Way> leaving = {};             ///< the ways by which messages leave by themselves here
  bool demonstration = false;                ///< of invented people: nothing leaves, whatever is configured
};

/// A letter before it is written for a mail server.
struct Letter {
  std::string subject, body;
};
/// French first, English below it.
/// Errors: fault when there is no text for the kind
Result<Letter> letter_of(const Texts& texts, const Message& message, std::string_view centre, std::string_view link);

}  // namespace repere::message
