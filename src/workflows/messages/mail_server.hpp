#pragma once
#include <optional>
#include <string>

#include "base/confidential.hpp"
#include "base/date.hpp"

namespace repere::workflows {

/// A document that goes with a message by secure mail.
struct Attachment {
  std::string name;  ///< ASCII, without a path; says nothing of a patient
  std::string type;
  Confidential<std::string> content;
};

/// A mail as a mail server gets it.
struct Mail {
  std::string message_id;  ///< the same at each attempt, so that a copy can be recognised: "3f…@repere.example"
  Instant date{};
  Confidential<std::string> to;
  std::string subject, body;  ///< UTF-8; lines end in "\n"
  std::optional<Attachment> attachment;
};

/// What a mail server said.
struct MailAnswer {
  enum class Kind {
    taken,    ///< it answers for the message from now on
    later,    ///< not now, or it cannot be reached: try again
    refused,  ///< this recipient or this message, for good
  };
  Kind kind = Kind::later;
  std::string code;  ///< "250", "451", or a word of ours ("timeout"); never its words
};

/// Hands mail over; the connector of a way.
class MailServer {
 public:
  virtual ~MailServer() = default;
  virtual MailAnswer hand_over(const Mail& mail) = 0;
};

}  // namespace repere::workflows
