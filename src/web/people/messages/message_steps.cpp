#include "web/people/messages/message_steps.hpp"

#include "workflows/messages/handle_messages.hpp"

namespace repere::web {

std::vector<std::string> message_steps() { return {"send_again", "passed_by_hand", "new_code", "withdraw"}; }

Result<void> take_message_step(const PeopleWorld& world, const Request& request, message::MessageId id, std::string_view step) {
  const auto asking = asking_of(request);
  if (step == "send_again") return workflows::send_again(world.means, asking, id);
  if (step == "passed_by_hand") return workflows::pass_by_hand(world.means, asking, id);
  if (step == "new_code") return workflows::make_new_code(world.means, asking, id);
  return workflows::withdraw_message(world.means, asking, id);
}

}  // namespace repere::web
