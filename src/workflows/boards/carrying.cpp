#include "workflows/boards/carrying.hpp"

namespace repere::workflows {

using board::Presentation;
using board::PresentationId;
using board::Stage;

Result<std::optional<board::Meeting>> next_meeting_of(Work& work, board::BoardId board, Instant after) {
  MeetingFilter filter;
  filter.board = board;
  filter.from = after + std::chrono::milliseconds(1);
  const auto lines = work.boards().meetings(filter);
  if (!lines) return tl::unexpected(lines.error());
  for (const auto& line : *lines)
    if (line.meeting.state == board::MeetingState::planned && line.meeting.starts > after)
      return std::optional(line.meeting);
  return std::optional<board::Meeting>();
}

namespace {

// From the day of one meeting to that of another.
Result<int> days_from_to(Work& work, board::MeetingId from, board::MeetingId to) {
  const auto before = find_held(work, from), after = find_held(work, to);
  for (const auto* one : {&before, &after})
    if (!*one) return tl::unexpected(one->error());
  return static_cast<int>(days_between(local_day_of(*before), local_day_of(*after)));
}

}  // namespace

Result<PresentationId> carry(Work& work, const access::Permit& permit, const Presentation& old, board::MeetingId to,
                             Stage stage, const std::string& reason) {
  const auto days = days_from_to(work, old.meeting, to);
  if (!days) return tl::unexpected(days.error());
  Presentation copy = old;
  copy.id = {};
  copy.version = 1;
  copy.meeting = to;
  copy.stage = Stage::placed;
  copy.position = 0;
  copy.from = old.id;
  copy.next = {};
  copy.stage_reason.clear();
  copy.began = copy.ended = std::nullopt;
  board::move_due_days(copy.needs, *days);
  const auto made = work.boards().put(permit, copy);
  if (!made) return tl::unexpected(made.error());
  const auto entries = work.boards().entries(permit, old.id);
  if (!entries) return tl::unexpected(entries.error());
  for (const auto& [name, entry] : *entries) {
    const auto* rule = board::field_named(name);
    if (rule == nullptr || rule->part == board::Part::decision || entry.text.reveal().empty()) continue;
    board::Entry again = entry;
    again.version = 0;
    if (auto written = work.boards().write(permit, *made, again); !written) return tl::unexpected(written.error());
  }
  Presentation left = old;
  left.next = *made;
  left.stage = stage;
  if (!reason.empty()) left.stage_reason = reason;
  if (auto bound = work.boards().put(permit, left); !bound) return tl::unexpected(bound.error());
  return *made;
}

namespace {

// Carries one case; one that is on the other agenda already counts as carried.
Result<void> carry_one(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                       const Presentation& old, board::MeetingId to, const std::string& reason) {
  PresentationFilter there;
  there.meeting = to;
  const auto others = work.boards().presentations(there);
  if (!others) return tl::unexpected(others.error());
  for (const auto& other : *others)
    if (other.tumour == old.tumour && !board::is_over(other.stage)) {
      Presentation left = old;
      left.stage = Stage::carried_over;
      left.next = other.id;
      left.stage_reason = reason;
      const auto bound = work.boards().put(permit, left);
      return bound ? note(work, means, asking, permit, old, fact("step", "carried_over"), reason)
                   : tl::unexpected(bound.error());
    }
  if (auto made = carry(work, permit, old, to, Stage::carried_over, reason); !made) return tl::unexpected(made.error());
  return note(work, means, asking, permit, old, fact("step", "carried_over"), reason);
}

}  // namespace

Result<Carried> carry_all(Work& work, const Means& means, const Asking& asking, const access::Permit& meeting_permit,
                          const Held& held, const std::string& reason) {
  Carried done;
  PresentationFilter filter;
  filter.meeting = held.meeting.id;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  const auto next = next_meeting_of(work, held.board.id, std::max(held.meeting.starts, means.clock.now()));
  if (!next) return tl::unexpected(next.error());
  for (const Presentation& one : *all) {
    if (one.stage != Stage::placed && one.stage != Stage::discussing) continue;
    if (!*next) {
      ++done.waiting;
      continue;
    }
    if (auto carried = carry_one(work, means, asking, meeting_permit, one, (*next)->id, reason); !carried)
      return tl::unexpected(carried.error());
    ++done.carried;
  }
  if (done.carried > 0)
    if (auto told = announce(work, (*next)->id); !told) return tl::unexpected(told.error());
  return done;
}

}  // namespace repere::workflows
