#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"
#include "workflows/messages/reminder_store.hpp"

// Reminders of what people have to do for cases: by themselves as knowledge/messages/reminders.csv says, or because somebody asks
// for it. What is due for one person in the name of one centre goes as one message, which names no case.
namespace repere::workflows {

/// Queues what is due now: a person who has an address by which messages leave, and who may see the case, is told once a day of each
/// thing. Returns how many messages were queued or got more to ask. Errors: those of the database
Result<int> queue_reminders(const Means& means);

/// How long a reminder that somebody asked for waits for others to the same person.
inline constexpr std::chrono::minutes reminder_gathers{10};

/// Somebody asks for one thing again. Says whether a message leaves: not to who has no address, may not see the case, or was told of
/// it today already. Shape: permit as MessageStore::queue; within the transaction of its cause
Result<bool> remind_owner(Work& work, const Means& means, const access::Permit& permit, const OpenDuty& duty);

}  // namespace repere::workflows
