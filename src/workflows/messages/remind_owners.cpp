#include "workflows/messages/remind_owners.hpp"

#include <algorithm>
#include <map>

#include "workflows/cases/case_files.hpp"
#include "workflows/messages/queue_messages.hpp"

namespace repere::workflows {

using access::Act;
using message::ReminderRule;

namespace {

// A meeting that has begun is still prepared while it sits.
constexpr auto looks_back = std::chrono::hours(12);
constexpr auto looks_ahead = std::chrono::days(31);  // rules may begin thirty days before

board::LocalTime in_paris(Instant at) { return board::local_of(at, board::Zone::paris); }

const ReminderRule* rule_of(const message::Rules& rules, message::Duty duty) {
  const auto found = std::find_if(rules.reminders.begin(), rules.reminders.end(), [&](const auto& one) { return one.duty == duty; });
  return found == rules.reminders.end() ? nullptr : &*found;
}

Result<bool> is_due(Work& work, const message::Rules& rules, const OpenDuty& duty, const board::LocalTime& now) {
  const auto* rule = rule_of(rules, duty.thing.duty());
  if (rule == nullptr || !duty.due || !message::is_reminded(*rule, *duty.due, {}, now)) return false;
  const auto told = work.reminders().told(duty.owner, duty.thing);
  if (!told) return tl::unexpected(told.error());
  return message::is_reminded(*rule, *duty.due, *told, now);
}

// Nobody is told of a case that they may not look at, nor where messages do not leave by themselves.
Result<std::optional<message::Recipient>> recipient_for(Work& work, const Means& means, const OpenDuty& duty) {
  const auto account = work.accounts().find(duty.owner);
  if (!account) return account.error().kind == ErrorKind::not_found ? Result<std::optional<message::Recipient>>(std::nullopt) : tl::unexpected(account.error());
  auto to = recipient_of_account(work, means, duty.owner, message::Part::owner);
  if (!to) return tl::unexpected(to.error());
  const auto& leaving = message_rules(means).leaving;
  if (std::find(leaving.begin(), leaving.end(), to->way) == leaving.end()) return std::nullopt;
  const auto standing = work.cases().standing(duty.patient);
  if (!standing) return standing.error().kind == ErrorKind::not_found ? Result<std::optional<message::Recipient>>(std::nullopt) : tl::unexpected(standing.error());
  if (!access::authorise(caller_of(*account, means.clock.now()), Act::read_case, standing->standing)) return std::nullopt;
  return std::optional(std::move(*to));
}

Result<message::MessageId> find_or_queue(Work& work, const Means& means, const access::Permit& permit, const OpenDuty& duty,
                                         message::Recipient to, bool gathers) {
  const auto held = work.reminders().gathering(duty.owner, duty.centre);
  if (!held) return tl::unexpected(held.error());
  if (*held) return **held;
  NewMessage made;
  made.kind = message::Kind::reminder;
  made.centre = duty.centre;
  made.recipient = std::move(to);
  if (gathers) made.due = means.clock.now() + reminder_gathers;
  return queue_message(work, means, permit, std::move(made));
}

Result<bool> remind_of(Work& work, const Means& means, const access::Permit& permit, const OpenDuty& duty, bool gathers) {
  const Instant now = means.clock.now();
  auto to = recipient_for(work, means, duty);
  if (!to) return tl::unexpected(to.error());
  if (!*to) return false;
  const Day today = in_paris(now).day;
  const auto told = work.reminders().told(duty.owner, duty.thing);
  if (!told) return tl::unexpected(told.error());
  if (told->last && *told->last >= today) return false;
  const auto id = find_or_queue(work, means, permit, duty, std::move(**to), gathers);
  if (!id) return tl::unexpected(id.error());
  if (auto added = work.reminders().add(*id, duty.owner, duty.thing, today, permit.account(), now); !added) return tl::unexpected(added.error());
  return true;
}

// The program reminds in the name of the centre whose board asks for it, as its coordinator might.
Result<access::Permit> permit_of_centre(const std::string& centre) {
  const access::Caller caller{{}, {{access::Role::coordinator, centre}}, std::nullopt, std::nullopt};
  return access::authorise(caller, Act::prepare_board, access::of_centre(centre));
}

using Pile = std::map<std::pair<access::AccountId, std::string>, std::vector<OpenDuty>>;

Result<Pile> those_due(Work& work, const Means& means) {
  const Instant now = means.clock.now();
  const auto local = in_paris(now);
  DutyFilter filter;
  filter.due_until = local.day + looks_ahead;
  filter.meeting_from = now - looks_back;
  const auto all = work.reminders().duties(filter);
  if (!all) return tl::unexpected(all.error());
  Pile pile;
  for (const OpenDuty& one : *all) {
    const auto due = is_due(work, message_rules(means), one, local);
    if (!due) return tl::unexpected(due.error());
    if (!*due) continue;
    const auto to = recipient_for(work, means, one);
    if (!to) return tl::unexpected(to.error());
    if (*to) pile[{one.owner, one.centre}].push_back(one);
  }
  return pile;
}

// Another server may have told them meanwhile: each is looked at again where nothing else writes.
Result<bool> queue_pile(const Means& means, const std::string& centre, const std::vector<OpenDuty>& duties) {
  const auto permit = permit_of_centre(centre);
  if (!permit) return tl::unexpected(permit.error());
  bool queued = false;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    queued = false;
    for (const OpenDuty& one : duties) {
      const auto told = remind_of(work, means, *permit, one, false);
      if (!told) return tl::unexpected(told.error());
      if (!*told) continue;
      queued = true;
      if (auto noted = work.reminders().note_told(one.thing, means.clock.now()); !noted) return noted;
    }
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return queued;
}

}  // namespace

Result<int> queue_reminders(const Means& means) {
  const auto& rules = message_rules(means);
  if (rules.leaving.empty() || rules.reminders.empty()) return 0;
  Result<Pile> pile;
  const auto looked = means.transactions.read([&](Work& work) -> Result<void> {
    pile = those_due(work, means);
    return pile ? Result<void>() : tl::unexpected(pile.error());
  });
  if (!looked) return tl::unexpected(looked.error());
  int messages = 0;
  for (const auto& [whom, duties] : *pile) {
    const auto queued = queue_pile(means, whom.second, duties);
    if (!queued) return tl::unexpected(queued.error());
    if (*queued) ++messages;
  }
  return messages;
}

Result<bool> remind_owner(Work& work, const Means& means, const access::Permit& permit, const OpenDuty& duty) {
  if (!duty.owner) return false;
  return remind_of(work, means, permit, duty, true);
}

}  // namespace repere::workflows
