#include "workflows/boards/hold_meeting.hpp"

#include <algorithm>
#include <functional>

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

using Change = std::function<Result<void>(Work&, const access::Permit&, Held&)>;

// A change of the meeting by somebody of the centres that sit in it.
Result<void> change(const BoardMeans& means, const Asking& asking, MeetingId id, const std::string& facts,
                    const Change& what) {
  const auto permit = authorise_for_meeting(means.means, asking, Act::record_decision, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    auto held = find_held(work, id);
    if (!held) return tl::unexpected(held.error());
    if (auto done = what(work, *permit, *held); !done) return done;
    if (auto told = announce(work, id); !told) return told;
    return note(work, means.means, asking, *permit, id, facts);
  });
}

Result<void> put(Work& work, const access::Permit& permit, const board::Meeting& meeting) {
  const auto written = work.boards().put(permit, meeting);
  return written ? Result<void>() : tl::unexpected(written.error());
}
Result<void> put(Work& work, const access::Permit& permit, const Presentation& one) {
  const auto written = work.boards().put(permit, one);
  return written ? Result<void>() : tl::unexpected(written.error());
}

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
    for (const auto& one : *agenda) {
      const auto standing = work.cases().standing(one.patient);
      if (standing && access::authorise(asking.caller, Act::read_case, standing->standing)) room.agenda.push_back(one);
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return room;
}

Result<void> open_meeting(const BoardMeans& means, const Asking& asking, MeetingId id) {
  return change(means, asking, id, fact("step", "opened"), [&](Work& work, const access::Permit& permit, Held& held) -> Result<void> {
    auto& meeting = held.meeting;
    if (meeting.state == MeetingState::open) return {};
    if (meeting.state != MeetingState::planned) return fail(ErrorKind::conflict, "the meeting is over or cancelled");
    if (means.means.clock.now() + opens_before < meeting.starts)
      return fail(ErrorKind::incorrect, "the meeting opens two hours before its time at the earliest: move it if it sits now");
    meeting.state = MeetingState::open;
    meeting.opened = means.means.clock.now();
    return put(work, permit, meeting);
  });
}

Result<Ended> end_meeting(const BoardMeans& means, const Asking& asking, MeetingId id) {
  Ended ended;
  const auto done = change(means, asking, id, fact("step", "ended"), [&](Work& work, const access::Permit& permit, Held& held) -> Result<void> {
    if (auto open = check_open(held.meeting); !open) return open;
    const Instant now = means.means.clock.now();
    if (auto left = leave_current(work, permit, id, {}, now); !left) return left;
    const auto stays = work.boards().stays(id);
    if (!stays) return tl::unexpected(stays.error());
    for (const auto& stay : *stays)
      if (!stay.left)
        if (auto left = work.boards().leave(permit, id, stay.number, now); !left) return left;
    const auto carried = carry_all(work, means.means, asking, permit, held, "not discussed in the meeting");
    if (!carried) return tl::unexpected(carried.error());
    ended = {carried->carried, carried->waiting};
    held.meeting.state = MeetingState::over;
    held.meeting.ended = now;
    return put(work, permit, held.meeting);
  });
  if (!done) return tl::unexpected(done.error());
  return ended;
}

Result<void> join_meeting(const BoardMeans& means, const Asking& asking, MeetingId id, const Stay& wanted) {
  if (!wanted.account && is_blank(wanted.name))
    return fail(ErrorKind::incorrect, "a guest needs a name");
  if (wanted.name.size() > 200) return fail(ErrorKind::incorrect, "the name is too long: at most 200 bytes");
  const std::string facts = wanted.account ? "{\"joined\":\"account " + std::to_string(wanted.account.value) + "\"}"
                                           : fact("joined", "guest");
  return change(means, asking, id, facts, [&](Work& work, const access::Permit& permit, Held& held) -> Result<void> {
    if (auto open = check_open(held.meeting); !open) return open;
    Stay stay = wanted;
    stay.joined = means.means.clock.now();
    stay.left = std::nullopt;
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
    return work.boards().join(permit, id, stay);
  });
}

Result<void> leave_meeting(const BoardMeans& means, const Asking& asking, MeetingId id, std::int64_t stay) {
  return change(means, asking, id, "{\"left\":" + std::to_string(stay) + "}",
                [&](Work& work, const access::Permit& permit, Held& held) -> Result<void> {
                  if (auto open = check_open(held.meeting); !open) return open;
                  return work.boards().leave(permit, id, stay, means.means.clock.now());
                });
}

Result<void> begin_case(const BoardMeans& means, const Asking& asking, PresentationId id) {
  const auto permit = authorise_for_presentation(means.means, asking, Act::record_decision, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    if (auto open = check_open(placed->meeting); !open) return open;
    if (board::is_over(placed->presentation.stage))
      return fail(ErrorKind::conflict, "this case is signed, or no longer on this agenda");
    const Instant now = means.means.clock.now();
    if (auto left = leave_current(work, *permit, placed->meeting.id, id, now); !left) return left;
    Presentation& one = placed->presentation;
    if (one.stage != Stage::discussing) {
      one.stage = Stage::discussing;
      if (!one.began) one.began = now;
      one.ended = std::nullopt;
      if (auto written = put(work, *permit, one); !written) return written;
    }
    if (auto told = announce(work, placed->meeting.id); !told) return told;
    return note(work, means.means, asking, *permit, one, fact("step", "begun"));
  });
}

Result<void> end_case(const BoardMeans& means, const Asking& asking, PresentationId id) {
  const auto permit = authorise_for_presentation(means.means, asking, Act::record_decision, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    if (placed->presentation.stage != Stage::discussing)
      return fail(ErrorKind::conflict, "the room does not look at this case now");
    if (auto left = leave_case(work, *permit, placed->presentation, means.means.clock.now()); !left) return left;
    if (auto told = announce(work, placed->meeting.id); !told) return told;
    return note(work, means.means, asking, *permit, placed->presentation, fact("step", "ended"));
  });
}

Result<board::ActionId> put_action(const BoardMeans& means, const Asking& asking, const board::Action& action) {
  const std::string& what = action.what.reveal();
  if (is_blank(what))
    return fail(ErrorKind::incorrect, "an action needs words: what is to be done");
  if (what.size() > 1000) return fail(ErrorKind::incorrect, "the action is too long: at most 1,000 bytes");
  if (is_blank(action.owner_name) && !action.owner)
    return fail(ErrorKind::incorrect, "an action needs somebody who does it: name them");
  const auto permit = authorise_for_presentation(means.means, asking, Act::record_decision, action.presentation);
  if (!permit) return tl::unexpected(permit.error());
  Result<board::ActionId> made;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto placed = find_placed(work, action.presentation);
    if (!placed) return tl::unexpected(placed.error());
    made = work.boards().put(*permit, action);
    if (!made) return tl::unexpected(made.error());
    if (auto told = announce(work, placed->meeting.id, action.presentation); !told) return told;
    return note(work, means.means, asking, *permit, placed->presentation, "{\"action\":" + std::to_string(made->value) + "}");
  });
  if (!done) return tl::unexpected(done.error());
  return made;
}

}  // namespace repere::workflows
