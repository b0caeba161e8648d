#pragma once
#include <functional>

#include "workflows/accounts/means.hpp"
#include "workflows/messages/mail_server.hpp"
#include "workflows/messages/message_store.hpp"

// The outbox is emptied by every server of a database at once: each message is held by one of them, for a while. A server that
// dies in between leaves a message that another sends again, with the same Message-ID: at least once, and recognisable.
namespace repere::workflows {

/// What sends need. A way without a server waits.
struct OutboxMeans {
  const Means& means;
  MailServer* email = nullptr;
  MailServer* mssante = nullptr;
  std::string domain;  ///< of Message-IDs: "repere.example"
  /// Where a message's link leads, whole ("https://…"); `token` is its secret.
  std::function<std::string(const message::Message&, const std::string& token)> link;
  /// What a centre's code stands for; empty: the code itself.
  std::function<std::string(const std::string& code)> centre_name = {};
  /// What goes with a message by secure mail; empty: nothing.
  std::function<Result<std::optional<Attachment>>(const message::Message&)> attachment = {};
};

/// What became of one message of the outbox.
enum class Sending {
  nothing_due,
  handed_over,
  put_off,
  refused,
  gave_up,
  not_wanted,  ///< a reminder of what was done meanwhile: taken back
};

/// How long a server holds a message that it hands over: longer than any connection to a mail server lasts.
inline constexpr std::chrono::seconds sending_lease{300};

/// Takes one message that is due, hands it over and writes down what became of it. Errors: those of the database
Result<Sending> send_next(const OutboxMeans& outbox);

/// Tells nothing of patient or recipient, and is the same at each attempt.
std::string message_id_of(Secrets& secrets, message::MessageId id, const std::string& domain);

}  // namespace repere::workflows
