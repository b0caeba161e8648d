#pragma once
#include "storage/people/query.hpp"
#include "workflows/messages/reminder_store.hpp"

namespace repere::storage {

/// What people have to do, and what they were told of it, in SQL.
class SqlReminders final : public workflows::ReminderStore {
 public:
  explicit SqlReminders(Statements& statements) : statements_(statements) {}

  Result<std::vector<workflows::OpenDuty>> duties(const workflows::DutyFilter& filter) override;
  Result<message::Told> told(access::AccountId owner, const message::ThingToDo& thing) override;
  Result<std::optional<message::MessageId>> gathering(access::AccountId owner, const std::string& centre) override;
  Result<void> add(message::MessageId id, access::AccountId owner, const message::ThingToDo& thing, Day day,
                   access::AccountId asked_by, Instant at) override;
  Result<std::vector<workflows::OpenDuty>> still_asked(message::MessageId id) override;
  Result<std::vector<PatientId>> patients_of(message::MessageId id) override;
  Result<void> note_told(const message::ThingToDo& thing, Instant at) override;

 private:
  Statements& statements_;
};

}  // namespace repere::storage
