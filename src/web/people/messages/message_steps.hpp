#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/message/message.hpp"
#include "web/people/people_routes.hpp"

namespace repere::web {

/// What a centre can do about a message, as forms and programs call it: send_again, passed_by_hand, new_code, withdraw, returned, send_to.
std::vector<std::string> message_steps();

/// One of them, with what it needs.
struct MessageStep {
  std::string step;
  std::string reason;   ///< of returned: a word of message::return_reason_words
  std::string address;  ///< of send_to
};
/// Returns the message to look at afterwards: the new one of send_to.
/// Errors: those of workflows/messages/handle_messages.hpp; incorrect without the reason
Result<message::MessageId> take_message_step(const PeopleWorld& world, const Request& request, message::MessageId id, const MessageStep& step);

}  // namespace repere::web
