#include "web/people/messages/message_steps.hpp"

#include "workflows/messages/handle_messages.hpp"

namespace repere::web {

using message::MessageId;

std::vector<std::string> message_steps() { return {"send_again", "passed_by_hand", "new_code", "withdraw", "returned", "send_to"}; }

Result<MessageId> take_message_step(const PeopleWorld& world, const Request& request, MessageId id, const MessageStep& step) {
  const auto asking = asking_of(request);
  if (step.step == "send_to") return workflows::send_to_other_address(world.means, asking, id, Confidential<std::string>(step.address));
  const auto reason = value_in(message::return_reason_words, step.reason);
  if (step.step == "returned" && !reason) return fail(ErrorKind::incorrect, "say why the message came back");
  const auto done = step.step == "returned"         ? workflows::note_return(world.means, asking, id, *reason)
                    : step.step == "send_again"     ? workflows::send_again(world.means, asking, id)
                    : step.step == "passed_by_hand" ? workflows::pass_by_hand(world.means, asking, id)
                    : step.step == "new_code"       ? workflows::make_new_code(world.means, asking, id)
                                                    : workflows::withdraw_message(world.means, asking, id);
  return done ? Result<MessageId>(id) : tl::unexpected(done.error());
}

}  // namespace repere::web
