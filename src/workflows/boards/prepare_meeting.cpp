#include "workflows/boards/prepare_meeting.hpp"

#include <algorithm>
#include <functional>

#include "base/words_of_text.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/boards/suitability.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::MeetingState;
using board::Presentation;
using board::PresentationId;
using board::Stage;

namespace {

Result<void> check_changeable(const Presentation& one, std::int64_t version) {
  if (board::is_signed(one.stage)) return fail(ErrorKind::conflict, "this is signed: correct it by an addendum");
  if (board::is_over(one.stage))
    return fail(ErrorKind::conflict, "this case is no longer on this agenda: look at the meeting again");
  if (one.version != version)
    return fail(ErrorKind::conflict, "this was changed meanwhile: look at it again, then repeat your change");
  return {};
}

// What a change of a presentation does with it inside the transaction.
using Change = std::function<Result<void>(Work&, const access::Permit&, Placed&)>;

Result<void> change(const BoardMeans& means, const Asking& asking, PresentationId id, const std::string& facts,
                    const std::string& reason, const Change& what) {
  const auto permit = authorise_for_presentation(means.means, asking, Act::prepare_board, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    if (auto done = what(work, *permit, *placed); !done) return done;
    if (auto told = announce(work, placed->meeting.id); !told) return told;
    return note(work, means.means, asking, *permit, placed->presentation, facts, reason);
  });
}

Result<void> put(Work& work, const access::Permit& permit, const Presentation& one) {
  const auto written = work.boards().put(permit, one);
  return written ? Result<void>() : tl::unexpected(written.error());
}

// A decision is written once the board sits; the code of a centre must be one.
Result<void> check_now(Work& work, const Placed& placed, const board::FieldRule& rule, std::string_view text) {
  if (rule.part == board::Part::decision && placed.meeting.state == MeetingState::planned)
    return fail(ErrorKind::conflict, "the meeting has not begun: a decision is written once it is open");
  if (rule.kind != board::FieldKind::centre || text.empty() || text == Centres::outside_code) return {};
  const auto centres = work.referrals().receiving_centres();
  if (!centres) return tl::unexpected(centres.error());
  for (const Centre& one : *centres)
    if (one.code == text) return {};
  return fail(ErrorKind::incorrect, "there is no centre with this code: choose one of the list");
}

}  // namespace

Result<std::int64_t> write_entry(const BoardMeans& means, const Asking& asking, PresentationId id,
                                 const board::Entry& entry) {
  const auto* rule = board::field_named(entry.field);
  if (rule == nullptr) return fail(ErrorKind::incorrect, "there is no such field");
  if (auto right = board::check_entry(entry.field, entry.text.reveal()); !right) return tl::unexpected(right.error());
  const Act act = rule->part == board::Part::decision ? Act::record_decision : Act::prepare_board;
  const auto permit = authorise_for_presentation(means.means, asking, act, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<std::int64_t> version;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto placed = find_placed(work, id);
    if (!placed) return tl::unexpected(placed.error());
    if (auto open = check_changeable(placed->presentation, placed->presentation.version); !open) return open;
    if (auto now = check_now(work, *placed, *rule, entry.text.reveal()); !now) return now;
    board::Entry written = entry;
    written.account = asking.caller.account;
    written.at = means.means.clock.now();
    version = work.boards().write(*permit, id, written);
    if (!version) return tl::unexpected(version.error());
    if (auto told = announce(work, placed->meeting.id, id); !told) return told;
    return note(work, means.means, asking, *permit, placed->presentation,
                "{\"field\":\"" + entry.field + "\",\"version\":" + std::to_string(*version) + "}");
  });
  if (!done) return tl::unexpected(done.error());
  return version;
}

Result<EntryHistory> entry_history(const BoardMeans& means, const Asking& asking, PresentationId id,
                                   const std::string& field) {
  if (board::field_named(field) == nullptr) return fail(ErrorKind::incorrect, "there is no such field");
  const auto permit = authorise_for_presentation(means.means, asking, Act::read_case, id);
  if (!permit) return tl::unexpected(permit.error());
  Result<EntryHistory> history;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    history = work.boards().history(*permit, id, field);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return history;
}

Result<void> set_need(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                      const board::Need& need) {
  if (need.waived && is_blank(need.note))
    return fail(ErrorKind::incorrect, "what is not needed here needs its reason: say why");
  if (need.note.size() > 500) return fail(ErrorKind::incorrect, "the note is too long: at most 500 bytes");
  return change(means, asking, id, fact("need", need.code), {}, [&](Work& work, const access::Permit& permit, Placed& placed) {
    Presentation& one = placed.presentation;
    if (auto open = check_changeable(one, version); !open) return open;
    const auto found = std::find_if(one.needs.begin(), one.needs.end(), [&](const auto& n) { return n.code == need.code; });
    if (found == one.needs.end())
      return Result<void>(fail(ErrorKind::incorrect, "this case's checklist has no such line"));
    const bool was_done = found->done.has_value();
    const auto before = *found;
    *found = need;
    if (need.done && was_done) found->done = before.done, found->done_by = before.done_by;
    if (need.done && !was_done) found->done = means.means.clock.now(), found->done_by = asking.caller.account;
    if (!need.done) found->done_by = {};
    return put(work, permit, one);
  });
}

Result<void> set_order(const BoardMeans& means, const Asking& asking, board::MeetingId id,
                       const std::vector<PresentationId>& order) {
  const auto permit = authorise_for_meeting(means.means, asking, Act::prepare_board, id);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    PresentationFilter filter;
    filter.meeting = id;
    const auto all = work.boards().presentations(filter);
    if (!all) return tl::unexpected(all.error());
    std::vector<PresentationId> there, wanted = order;
    for (const auto& one : *all) there.push_back(one.id);
    std::sort(there.begin(), there.end());
    std::sort(wanted.begin(), wanted.end());
    if (there != wanted)
      return fail(ErrorKind::conflict, "the agenda has changed meanwhile: look at it again, then order it");
    if (auto ordered = work.boards().set_order(*permit, id, order); !ordered) return ordered;
    if (auto told = announce(work, id); !told) return told;
    return note(work, means.means, asking, *permit, id, fact("step", "ordered"));
  });
}

Result<void> set_place(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version, int minutes,
                       access::AccountId presenter) {
  if (minutes < 1 || minutes > 120) return fail(ErrorKind::incorrect, "the time of a case is from 1 to 120 minutes");
  return change(means, asking, id, "{\"minutes\":" + std::to_string(minutes) + "}", {},
                [&](Work& work, const access::Permit& permit, Placed& placed) {
                  if (auto open = check_changeable(placed.presentation, version); !open) return open;
                  placed.presentation.minutes = minutes;
                  placed.presentation.presenter = presenter;
                  return put(work, permit, placed.presentation);
                });
}

Result<PresentationId> carry_over(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                                  board::MeetingId to, const std::string& reason, bool consent) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the case goes to another meeting");
  PresentationId made;
  const auto done = change(
      means, asking, id, "{\"to\":" + std::to_string(to.value) + "}", reason,
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<void> {
        if (auto open = check_changeable(placed.presentation, version); !open) return open;
        const auto held = find_held(work, to);
        if (!held) return tl::unexpected(held.error());
        const auto& one = placed.presentation;
        if (auto fits = take_in(work, means, asking, *held, {one.patient, one.tumour, one.referral, consent, reason}); !fits)
          return tl::unexpected(fits.error());
        const auto carried = carry(work, permit, placed.presentation, to, Stage::carried_over, reason);
        if (!carried) return tl::unexpected(carried.error());
        made = *carried;
        return announce(work, to);
      });
  if (!done) return tl::unexpected(done.error());
  return made;
}

Result<void> withdraw(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                      const std::string& reason) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the case leaves the agenda");
  return change(means, asking, id, fact("step", "withdrawn"), reason,
                [&](Work& work, const access::Permit& permit, Placed& placed) {
                  if (auto open = check_changeable(placed.presentation, version); !open) return open;
                  placed.presentation.stage = Stage::withdrawn;
                  placed.presentation.stage_reason = reason;
                  return put(work, permit, placed.presentation);
                });
}

}  // namespace repere::workflows
