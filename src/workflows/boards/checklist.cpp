#include "workflows/boards/checklist.hpp"

#include <algorithm>
#include <map>

#include "base/words_of_text.hpp"
#include "domain/board/network_day.hpp"
#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/messages/remind_owners.hpp"

namespace repere::workflows {

using access::Act;
using board::Need;
using board::Presentation;
using board::PresentationId;

namespace {

constexpr auto looks_ahead = std::chrono::days(60);
// A meeting that has begun is still prepared while it sits.
constexpr auto looks_back = std::chrono::hours(12);

Result<Need*> need_of(Presentation& one, const std::string& code) {
  const auto found = std::find_if(one.needs.begin(), one.needs.end(), [&](const auto& need) { return need.code == code; });
  if (found == one.needs.end()) return fail(ErrorKind::incorrect, "this case's checklist has no such line");
  return &*found;
}

// What is asked for, with what is only ever noted when it happens: when it was done, when somebody was reminded.
Need changed(const Need& before, const Need& wanted, access::AccountId by, Instant now) {
  Need need = wanted;
  need.reminded = before.reminded;
  need.reminded_by = before.reminded_by;
  if (!wanted.done) need.done_by = {};
  if (wanted.done) need.done = before.done.value_or(now), need.done_by = before.done ? before.done_by : by;
  return need;
}

}  // namespace

Result<void> set_need(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                      const Need& wanted) {
  if (wanted.waived && is_blank(wanted.note))
    return fail(ErrorKind::incorrect, "what is not needed here needs its reason: say why");
  if (wanted.note.size() > 500) return fail(ErrorKind::incorrect, "the note is too long: at most 500 bytes");
  return change_presentation(
      means.means, asking, {Act::prepare_board, id}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        Presentation& one = placed.presentation;
        if (auto open = check_changeable(one, version); !open) return tl::unexpected(open.error());
        const auto need = need_of(one, wanted.code);
        if (!need) return tl::unexpected(need.error());
        if (wanted.owner != (*need)->owner)
          if (auto right = check_colleague(work, placed.board, wanted.owner); !right) return tl::unexpected(right.error());
        **need = changed(**need, wanted, asking.caller.account, means.means.clock.now());
        if (auto written = put(work, permit, one); !written) return tl::unexpected(written.error());
        return fact("need", wanted.code);
      });
}

Result<bool> remind(const BoardMeans& means, const Asking& asking, PresentationId id, const std::string& code) {
  bool leaves = false;
  const auto done = change_presentation(
      means.means, asking, {Act::prepare_board, id}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        Presentation& one = placed.presentation;
        if (auto open = check_changeable(one, one.version); !open) return tl::unexpected(open.error());
        const auto need = need_of(one, code);
        if (!need) return tl::unexpected(need.error());
        if (!board::is_open(**need)) return fail(ErrorKind::conflict, "this is done, or not needed any more: nobody has to be reminded");
        (*need)->reminded = means.means.clock.now();
        (*need)->reminded_by = asking.caller.account;
        if (auto written = put(work, permit, one); !written) return tl::unexpected(written.error());
        const auto sent = remind_owner(work, means.means, permit, {{id, code, {}}, (*need)->owner, (*need)->due, one.patient, placed.board.centre});
        if (!sent) return tl::unexpected(sent.error());
        leaves = *sent;
        return fact(*sent ? "reminded_by_message" : "reminded", code);
      });
  if (!done) return tl::unexpected(done.error());
  return leaves;
}

namespace {

bool waits(const Presentation& one, Day today) {
  return !board::is_over(one.stage) &&
         std::any_of(one.needs.begin(), one.needs.end(), [&](const Need& need) { return board::is_overdue(need, today); });
}

Result<std::map<std::int64_t, Held>> meetings_of(Work& work, const std::vector<Presentation>& all) {
  std::map<std::int64_t, Held> meetings;
  for (const Presentation& one : all) {
    if (meetings.contains(one.meeting.value)) continue;
    auto held = find_held(work, one.meeting);
    if (!held) return tl::unexpected(held.error());
    meetings.emplace(one.meeting.value, std::move(*held));
  }
  return meetings;
}

Result<std::vector<OverdueNeed>> overdue_in(Work& work, const Asking& asking, const PresentationFilter& filter, Day today) {
  auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  std::erase_if(*all, [&](const Presentation& one) { return !waits(one, today); });
  const auto seen = those_seen(work, asking, std::move(*all));
  if (!seen) return tl::unexpected(seen.error());
  const auto meetings = meetings_of(work, *seen);
  if (!meetings) return tl::unexpected(meetings.error());
  std::set<access::AccountId> owners;
  for (const Presentation& one : *seen)
    for (const Need& need : one.needs) owners.insert(need.owner);
  const auto names = names_of(work, owners);
  if (!names) return tl::unexpected(names.error());
  std::vector<OverdueNeed> lines;
  for (const Presentation& one : *seen)
    for (const Need& need : one.needs)
      if (const Held& held = meetings->at(one.meeting.value); board::is_overdue(need, today))
        lines.push_back({one, held.meeting, held.board, need, name_in(*names, need.owner), static_cast<int>(days_between(*need.due, today))});
  return lines;
}

}  // namespace

Result<std::vector<OverdueNeed>> list_overdue(const BoardMeans& means, const Asking& asking, const std::string& centre) {
  const auto permit = authorise_for(means.means, asking, Act::prepare_board, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  const Instant now = means.means.clock.now();
  PresentationFilter filter;
  filter.concerns = centre;
  filter.from = now - looks_back;
  filter.until = now + looks_ahead;
  std::vector<OverdueNeed> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    auto found = overdue_in(work, asking, filter, board::network_day(now));
    if (!found) return tl::unexpected(found.error());
    lines = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.days_late > b.days_late; });
  return lines;
}

}  // namespace repere::workflows
