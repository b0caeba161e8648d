#pragma once
#include "storage/people/person_keys.hpp"
#include "storage/people/query.hpp"
#include "workflows/messages/message_store.hpp"
#include "workflows/ports.hpp"

namespace repere::storage {

/// Messages and correspondents in SQL.
/// Units: one transaction at a time writes (Connection::begin_write), so that the next number of a row is its own
class SqlMessages final : public workflows::MessageStore {
 public:
  SqlMessages(Statements& statements, workflows::Secrets& secrets, const workflows::Clock& clock)
      : statements_(statements), secrets_(secrets), clock_(clock), keys_(statements, secrets) {}

  Result<message::MessageId> queue(const access::Permit& permit, const workflows::NewMessage& made) override;
  Result<message::Message> find(message::MessageId id) override;
  Result<message::Message> of_link(const std::string& link_hash) override;
  Result<message::Message> read(const access::Permit& permit, message::MessageId id) override;
  Result<std::vector<message::Event>> events(const access::Permit& permit, message::MessageId id) override;
  Result<std::vector<message::Message>> list(const access::Permit& permit, const workflows::MessageFilter& filter) override;
  Result<void> happened(message::MessageId id, const message::Event& event, std::optional<Instant> due, int attempt) override;
  Result<void> set_link_end(message::MessageId id, std::optional<Instant> ends) override;
  Result<void> opened_by_sender(access::ReferralId referral, Instant at) override;
  Result<std::optional<message::Message>> claim(Instant now, std::chrono::seconds lease,
                                                const std::vector<message::Way>& ways) override;
  Result<workflows::Outstanding> outstanding() override;
  Result<bool> is_one_due(Instant now, const std::vector<message::Way>& ways) override;
  Result<std::vector<message::Correspondent>> correspondents(const access::Permit& permit, PatientId patient) override;
  Result<message::CorrespondentId> add(const access::Permit& permit, const message::Correspondent& one,
                                       access::AccountId by) override;
  Result<void> end(const access::Permit& permit, PatientId patient, message::CorrespondentId id, access::AccountId by,
                   Instant at) override;

 private:
  /// A message's row, its name and address still sealed, or those of its account.
  struct Row {
    message::Message message;
    std::string sealed, account_name, login;
  };
  Result<workflows::SealedPersonKey> key_of(PatientId patient, access::ReferralId referral, bool make);
  static Row row_at(const Statement& row);
  Result<void> open(Row& row);
  /// With name and address.
  Result<message::Message> opened_message(message::MessageId id);
  Result<void> put_event(message::MessageId id, const message::Event& event);

  Statements& statements_;
  workflows::Secrets& secrets_;
  const workflows::Clock& clock_;
  PersonKeys keys_;
};

}  // namespace repere::storage
