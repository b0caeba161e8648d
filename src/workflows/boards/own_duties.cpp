#include "workflows/boards/own_duties.hpp"

#include <algorithm>

#include "domain/board/network_day.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

namespace {

constexpr auto looks_back = std::chrono::hours(12);

Result<std::optional<OwnDuty>> seen(Work& work, const Asking& asking, const OpenDuty& duty, Day today) {
  const auto standing = work.cases().standing(duty.patient);
  if (!standing) return std::nullopt;  // erased, or the import that brought the case was taken back
  const auto permit = access::authorise(asking.caller, access::Act::read_case, standing->standing);
  if (!permit) return std::nullopt;
  auto placed = find_placed(work, duty.thing.presentation);
  if (!placed) return tl::unexpected(placed.error());
  OwnDuty own{duty, std::move(placed->presentation), std::move(placed->meeting), std::move(placed->board), {}, 0};
  if (duty.due && *duty.due < today) own.days_late = static_cast<int>(days_between(*duty.due, today));
  if (duty.thing.duty() == message::Duty::checklist) return own;
  auto action = work.boards().find(*permit, duty.thing.action);
  if (!action) return tl::unexpected(action.error());
  own.what = std::move(action->what);
  return own;
}

}  // namespace

Result<std::vector<OwnDuty>> own_duties(const BoardMeans& means, const Asking& asking) {
  std::string centre;
  for (const auto& one : asking.caller.appointments)
    if (centre.empty() && access::is_of_a_centre(one.role)) centre = one.centre;
  const auto permit = authorise_for(means.means, asking, access::Act::read_case, centre.empty() ? access::of_the_network() : access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  const Instant now = means.means.clock.now();
  const Day today = board::network_day(now);
  std::vector<OwnDuty> own;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    own.clear();
    DutyFilter filter;
    filter.owner = asking.caller.account;
    filter.meeting_from = now - looks_back;
    const auto all = filter.owner ? work.reminders().duties(filter) : Result<std::vector<OpenDuty>>();
    if (!all) return tl::unexpected(all.error());
    for (const OpenDuty& duty : *all) {
      auto one = seen(work, asking, duty, today);
      if (!one) return tl::unexpected(one.error());
      if (*one) own.push_back(std::move(**one));
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.facts = "{\"duties\":" + std::to_string(own.size()) + "}";
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return own;
}

}  // namespace repere::workflows
