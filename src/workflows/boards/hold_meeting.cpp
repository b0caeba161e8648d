#include "workflows/boards/hold_meeting.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/boards/quorum_now.hpp"

namespace repere::workflows {

using access::Act;
using board::MeetingId;
using board::MeetingState;
using board::Presentation;
using board::PresentationId;
using board::Stage;
using board::Stay;

namespace {

constexpr auto opens_before = std::chrono::hours(2);

Result<void> check_open(const board::Meeting& meeting) {
  if (meeting.state == MeetingState::open) return {};
  return fail(ErrorKind::conflict, meeting.state == MeetingState::planned
                                       ? "the meeting has not begun: open it first"
                                       : "the meeting is over or cancelled");
}

// Whether anything of the decision is written: what tells a case that was discussed from one that was only looked at.
Result<bool> something_decided(Work& work, const access::Permit& permit, PresentationId id) {
  const auto entries = work.boards().entries(permit, id);
  if (!entries) return tl::unexpected(entries.error());
  return std::any_of(entries->begin(), entries->end(), [](const auto& one) {
    const auto* rule = board::field_named(one.first);
    return rule != nullptr && rule->part == board::Part::decision && !one.second.text.reveal().empty();
  });
}

// The room leaves a case: discussed when something was decided, else it waits on the agenda.
Result<void> leave_case(Work& work, const access::Permit& permit, Presentation one, Instant now) {
  const auto decided = something_decided(work, permit, one.id);
  if (!decided) return tl::unexpected(decided.error());
  one.stage = *decided ? Stage::discussed : Stage::placed;
  one.ended = *decided ? std::optional(now) : std::nullopt;
  if (!*decided) one.began = std::nullopt;
  return put(work, permit, one);
}

Result<void> leave_current(Work& work, const access::Permit& permit, MeetingId meeting, PresentationId but, Instant now) {
  PresentationFilter filter;
  filter.meeting = meeting;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  for (const auto& one : *all)
    if (one.stage == Stage::discussing && one.id != but)
      if (auto left = leave_case(work, permit, one, now); !left) return left;
  return {};
}

}  // namespace

Result<Room> read_room(const BoardMeans& means, const Asking& asking, MeetingId id) {
  const auto permit = authorise_for_meeting(means.means, asking, Act::record_decision, id);
  if (!permit) return tl::unexpected(permit.error());
  Room room;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    const auto held = find_held(work, id);
    if (!held) return tl::unexpected(held.error());
    room = {held->board, held->meeting, {}, {}, {}, {}};
    auto members = work.boards().members(held->board.id);
    if (!members) return tl::unexpected(members.error());
    auto stays = work.boards().stays(id);
    if (!stays) return tl::unexpected(stays.error());
    PresentationFilter filter;
    filter.meeting = id;
    const auto agenda = work.boards().presentations(filter);
    if (!agenda) return tl::unexpected(agenda.error());
    room.members = std::move(*members);
    room.stays = std::move(*stays);
    room.quorum = quorum_at(means.rules, room.board, room.meeting, room.stays, means.means.clock.now());
    auto seen = those_seen(work, asking, *agenda);
    if (!seen) return tl::unexpected(seen.error());
    room.agenda = std::move(*seen);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return room;
}

Result<void> open_meeting(const BoardMeans& means, const Asking& asking, MeetingId id) {
  return change_meeting(means.means, asking, {Act::record_decision, id}, [&](Work& work, const access::Permit& permit, Held& held) -> Result<std::string> {
    auto& meeting = held.meeting;
    const std::string facts = fact("step", "opened");
    if (meeting.state == MeetingState::open) return facts;
    if (meeting.state != MeetingState::planned) return fail(ErrorKind::conflict, "the meeting is over or cancelled");
    if (means.means.clock.now() + opens_before < meeting.starts)
      return fail(ErrorKind::incorrect, "the meeting opens two hours before its time at the earliest: move it if it sits now");
    meeting.state = MeetingState::open;
    meeting.opened = means.means.clock.now();
    if (auto written = put(work, permit, meeting); !written) return tl::unexpected(written.error());
    return facts;
  });
}

namespace {

// Everybody who is still there leaves.
Result<void> leave_all(Work& work, const access::Permit& permit, MeetingId id, Instant now) {
  const auto stays = work.boards().stays(id);
  if (!stays) return tl::unexpected(stays.error());
  for (const auto& stay : *stays)
    if (!stay.left)
      if (auto left = work.boards().leave(permit, id, stay.number, now); !left) return left;
  return {};
}

}  // namespace

Result<Ended> end_meeting(const BoardMeans& means, const Asking& asking, MeetingId id) {
  Ended ended;
  const auto done = change_meeting(means.means, asking, {Act::record_decision, id}, [&](Work& work, const access::Permit& permit, Held& held) -> Result<std::string> {
    if (auto open = check_open(held.meeting); !open) return tl::unexpected(open.error());
    const Instant now = means.means.clock.now();
    if (auto left = leave_current(work, permit, id, {}, now); !left) return tl::unexpected(left.error());
    if (auto left = leave_all(work, permit, id, now); !left) return tl::unexpected(left.error());
    const auto carried = carry_all(work, means.means, asking, permit, held, "not discussed in the meeting");
    if (!carried) return tl::unexpected(carried.error());
    ended = {carried->carried, carried->waiting};
    held.meeting.state = MeetingState::over;
    held.meeting.ended = now;
    if (auto written = put(work, permit, held.meeting); !written) return tl::unexpected(written.error());
    return fact("step", "ended");
  });
  if (!done) return tl::unexpected(done.error());
  return ended;
}

namespace {

// Nobody is in a meeting twice, nor in two at once. A member's name is that of the account when none is given.
Result<void> check_coming(Work& work, MeetingId id, Stay& stay) {
  if (stay.account) {
    const auto account = work.accounts().find(stay.account);
    if (!account) return tl::unexpected(account.error());
    if (stay.name.empty()) stay.name = account->name;
    const auto elsewhere = work.boards().elsewhere(stay.account, id, stay.joined);
    if (!elsewhere) return tl::unexpected(elsewhere.error());
    if (*elsewhere)
      return fail(ErrorKind::conflict, "this person is in another meeting now: they leave it first (" + object_of(**elsewhere) + ")");
  }
  const auto stays = work.boards().stays(id);
  if (!stays) return tl::unexpected(stays.error());
  for (const auto& one : board::present_at(*stays, stay.joined))
    if (stay.account ? one.account == stay.account : !one.account && one.name == stay.name)
      return fail(ErrorKind::conflict, "this person is in the meeting already");
  return {};
}

}  // namespace

Result<void> join_meeting(const BoardMeans& means, const Asking& asking, MeetingId id, const Stay& wanted) {
  if (!wanted.account && is_blank(wanted.name)) return fail(ErrorKind::incorrect, "a guest needs a name");
  if (wanted.name.size() > 200) return fail(ErrorKind::incorrect, "the name is too long: at most 200 bytes");
  return change_meeting(means.means, asking, {Act::record_decision, id, true}, [&](Work& work, const access::Permit& permit, Held& held) -> Result<std::string> {
    if (auto open = check_open(held.meeting); !open) return tl::unexpected(open.error());
    Stay stay = wanted;
    stay.joined = means.means.clock.now();
    stay.left = std::nullopt;
    if (auto right = check_coming(work, id, stay); !right) return tl::unexpected(right.error());
    if (auto joined = work.boards().join(permit, id, stay); !joined) return tl::unexpected(joined.error());
    return fact("joined", stay.account ? "account " + std::to_string(stay.account.value) : std::string("guest"));
  });
}

Result<void> leave_meeting(const BoardMeans& means, const Asking& asking, MeetingId id, std::int64_t stay) {
  return change_meeting(means.means, asking, {Act::record_decision, id, true}, [&](Work& work, const access::Permit& permit, Held& held) -> Result<std::string> {
    if (auto open = check_open(held.meeting); !open) return tl::unexpected(open.error());
    if (auto left = work.boards().leave(permit, id, stay, means.means.clock.now()); !left) return tl::unexpected(left.error());
    return "{\"left\":" + std::to_string(stay) + "}";
  });
}

Result<void> begin_case(const BoardMeans& means, const Asking& asking, PresentationId id) {
  return change_presentation(
      means.means, asking, {Act::record_decision, id, {}, Changes::turn}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (auto open = check_open(placed.meeting); !open) return tl::unexpected(open.error());
        Presentation& one = placed.presentation;
        if (board::is_over(one.stage)) return fail(ErrorKind::conflict, "this case is signed, or no longer on this agenda");
        const Instant now = means.means.clock.now();
        if (auto left = leave_current(work, permit, placed.meeting.id, id, now); !left) return tl::unexpected(left.error());
        const std::string facts = fact("step", "begun");
        if (one.stage == Stage::discussing) return facts;
        one.stage = Stage::discussing;
        if (!one.began) one.began = now;
        one.ended = std::nullopt;
        if (auto written = put(work, permit, one); !written) return tl::unexpected(written.error());
        return facts;
      });
}

Result<void> end_case(const BoardMeans& means, const Asking& asking, PresentationId id) {
  return change_presentation(
      means.means, asking, {Act::record_decision, id, {}, Changes::turn}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (placed.presentation.stage != Stage::discussing)
          return fail(ErrorKind::conflict, "the room does not look at this case now");
        if (auto left = leave_case(work, permit, placed.presentation, means.means.clock.now()); !left)
          return tl::unexpected(left.error());
        return fact("step", "ended");
      });
}

}  // namespace repere::workflows
