#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/messages/message_store.hpp"

// What a centre does about a message. Each step has an author and a time, and stands in the trail.
namespace repere::workflows {

/// Tries again from the beginning; its link is good for as long as a new one's.
/// Errors of each: as access::authorise for send_messages; conflict when it stands otherwise meanwhile
Result<void> send_again(const Means& means, const Asking& asking, message::MessageId id);
/// Nothing is sent any more, and its link opens nothing: also of a message that went to the wrong person.
Result<void> withdraw_message(const Means& means, const Asking& asking, message::MessageId id);
/// Somebody passed the link on.
Result<void> pass_by_hand(const Means& means, const Asking& asking, message::MessageId id);
/// Another code for the telephone; the one before opens nothing any more.
/// Errors: conflict for a message that no such code opens
Result<void> make_new_code(const Means& means, const Asking& asking, message::MessageId id);

/// It came back: it reached nobody, and its link opens nothing until it is sent again. Nobody reads the box that mail is from but people.
/// Errors: conflict unless a mail server took it
Result<void> note_return(const Means& means, const Asking& asking, message::MessageId id, message::ReturnReason reason);
/// Sends the same to another address of the same person; the link before opens nothing any more, and a correspondent of the case has
/// this address from now on. Returns the new message.
/// Errors: incorrect for an address that is none, a citizen's, or the same; conflict for who has an account or was erased, and unless
///   it waits, was refused, given up or came back
Result<message::MessageId> send_to_other_address(const Means& means, const Asking& asking, message::MessageId id,
                                                 const Confidential<std::string>& address);

/// What somebody at the centre passes on.
struct ToPassOn {
  message::Message message;
  std::string token;  ///< of the link; empty for a recipient with an account
  std::string code;   ///< to be said on the telephone; empty where there is none
};
/// That it was shown stands in the trail before it is.
Result<ToPassOn> show_to_pass_on(const Means& means, const Asking& asking, message::MessageId id);

}  // namespace repere::workflows
