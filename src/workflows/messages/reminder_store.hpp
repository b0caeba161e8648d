#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/message/message.hpp"
#include "domain/message/reminder.hpp"

// What people have to do for cases, and what they were told of it. Numbers and days only: no text is opened.
namespace repere::workflows {

struct DutyFilter {
  access::AccountId owner;              ///< 0: of everybody who has an account
  std::optional<Day> due_until;         ///< nothing: also what is due later, or on no day
  std::optional<Instant> meeting_from;  ///< lines of checklists: of meetings from then on
};
/// Something that waits for somebody: not done, not waived, of a case that is not withdrawn.
struct OpenDuty {
  message::ThingToDo thing;
  access::AccountId owner;
  std::optional<Day> due;
  PatientId patient;
  std::string centre;  ///< that holds the board
};

class ReminderStore {
 public:
  virtual ~ReminderStore() = default;

  /// By owner, then by day.
  virtual Result<std::vector<OpenDuty>> duties(const DutyFilter& filter) = 0;
  virtual Result<message::Told> told(access::AccountId owner, const message::ThingToDo& thing) = 0;
  /// A reminder to somebody in the name of a centre that has not begun to leave: what else is due joins it.
  virtual Result<std::optional<message::MessageId>> gathering(access::AccountId owner, const std::string& centre) = 0;
  /// Errors: conflict when the owner was told of it that day
  virtual Result<void> add(message::MessageId id, access::AccountId owner, const message::ThingToDo& thing, Day day,
                           access::AccountId asked_by, Instant at) = 0;
  /// Those of a message that still wait for its recipient.
  virtual Result<std::vector<OpenDuty>> still_asked(message::MessageId id) = 0;
  /// The cases of a message, whether they still wait or not.
  virtual Result<std::vector<PatientId>> patients_of(message::MessageId id) = 0;
  /// A line of a checklist shows that its owner was told; raises no version.
  virtual Result<void> note_told(const message::ThingToDo& thing, Instant at) = 0;
};

}  // namespace repere::workflows
