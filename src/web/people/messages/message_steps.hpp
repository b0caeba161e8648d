#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/message/message.hpp"
#include "web/people/people_routes.hpp"

namespace repere::web {

/// What a centre can do about a message, as forms and programs call it: send_again, passed_by_hand, new_code, withdraw.
std::vector<std::string> message_steps();
/// Shape: one of these. Errors: those of workflows/messages/handle_messages.hpp
Result<void> take_message_step(const PeopleWorld& world, const Request& request, message::MessageId id, std::string_view step);

}  // namespace repere::web
