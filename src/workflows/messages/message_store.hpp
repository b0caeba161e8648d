#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "domain/message/message.hpp"
#include "workflows/secrets.hpp"

// Messages and correspondents as they are kept. Names and addresses are sealed under the key of the person, or of the referral, that
// they are about: who is erased takes them along. What happened to a message is only ever added to.
namespace repere::workflows {

/// As the audit trail names them.
inline std::string object_of(message::MessageId id) { return "message " + std::to_string(id.value); }
inline std::string object_of(message::CorrespondentId id) { return "correspondent " + std::to_string(id.value); }

struct NewMessage {
  message::Kind kind = message::Kind::report_signed;
  std::string centre;
  PatientId patient;
  access::ReferralId referral;
  board::PresentationId presentation;
  board::MeetingId meeting;
  message::Recipient recipient;
  access::AccountId by;
  Instant at{};
  std::optional<Instant> link_ends;
  std::optional<Instant> due = {};  ///< when it leaves at the earliest; nothing: at once
};

struct MessageFilter {
  PatientId patient;                     ///< reminders of what is to be done for their case too
  access::ReferralId referral;
  board::PresentationId presentation;
  std::string centre;                    ///< in whose name; empty: every one
  bool unsettled_only = false;           ///< waiting, refused, given up or returned
  int most = 500;
};

/// What the outbox holds, for whoever watches the server.
struct Outstanding {
  std::int64_t waiting = 0, by_hand = 0, failed = 0;  ///< by_hand: of those waiting; failed: refused, given up or returned
  std::optional<Instant> oldest;                      ///< when the one that waits longest was queued
};

/// Whose permit each asks for stands beside it.
class MessageStore {
 public:
  virtual ~MessageStore() = default;

  /// send_messages, or the act that causes the message: sign_decision, answer_referral, handle_referral, prepare_board,
  /// manage_board. Errors: conflict when the person or the referral was erased
  virtual Result<message::MessageId> queue(const access::Permit& permit, const NewMessage& made) = 0;

  /// Without name and address. Errors of each find: not_found
  virtual Result<message::Message> find(message::MessageId id) = 0;
  virtual Result<message::Message> of_link(const std::string& link_hash) = 0;
  /// read_messages or send_messages.
  virtual Result<message::Message> read(const access::Permit& permit, message::MessageId id) = 0;
  virtual Result<std::vector<message::Event>> events(const access::Permit& permit, message::MessageId id) = 0;
  /// The same permits. The newest first.
  virtual Result<std::vector<message::Message>> list(const access::Permit& permit, const MessageFilter& filter) = 0;

  /// Adds what happened and moves the message on; `due` is when it is tried next.
  /// Errors: conflict when this cannot happen now, or another attempt than `attempt` (0: none) has begun
  virtual Result<void> happened(message::MessageId id, const message::Event& event, std::optional<Instant> due = std::nullopt,
                                int attempt = 0) = 0;
  /// From when on its link opens nothing.
  virtual Result<void> set_link_end(message::MessageId id, std::optional<Instant> ends) = 0;
  /// The recipient read what was behind the links of these messages: the first time counts.
  virtual Result<void> opened_by_sender(access::ReferralId referral, Instant at) = 0;

  /// For the program itself: one message that is due and that no server holds, with name and address; from now on it is held for
  /// `lease`, and an attempt counts. Nothing when there is none.
  virtual Result<std::optional<message::Message>> claim(Instant now, std::chrono::seconds lease,
                                                        const std::vector<message::Way>& ways) = 0;
  virtual Result<Outstanding> outstanding() = 0;
  /// Whether claim() would find one.
  virtual Result<bool> is_one_due(Instant now, const std::vector<message::Way>& ways) = 0;

  /// read_messages, send_messages, or an act that causes messages. Those of now.
  virtual Result<std::vector<message::Correspondent>> correspondents(const access::Permit& permit, PatientId patient) = 0;
  /// send_messages. Errors: conflict when the person was erased
  virtual Result<message::CorrespondentId> add(const access::Permit& permit, const message::Correspondent& one,
                                               access::AccountId by) = 0;
  /// send_messages. Errors: not_found when it is none of the patient's now
  virtual Result<void> end(const access::Permit& permit, PatientId patient, message::CorrespondentId id, access::AccountId by,
                           Instant at) = 0;
};

/// A message's secret: made of its number by the network's key, and kept nowhere.
std::string link_token_of(Secrets& secrets, message::MessageId id);
/// What the database keeps of it.
std::string link_hash_of(Secrets& secrets, const std::string& token);
/// Eight digits for the telephone: "4821 0937".
std::string telephone_code_of(Secrets& secrets, const message::Message& message);

}  // namespace repere::workflows
