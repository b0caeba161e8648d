#include "workflows/boards/prepare_meeting.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/carrying.hpp"
#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/take_in.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::MeetingState;
using board::Presentation;
using board::PresentationId;
using board::Stage;

namespace {

// A decision is written once the board sits; the code of a centre must be one.
Result<void> check_now(Work& work, const Placed& placed, const board::FieldRule& rule, std::string_view text, Instant now) {
  if (rule.part == board::Part::decision && placed.meeting.state == MeetingState::planned)
    return fail(ErrorKind::conflict, "the meeting has not begun: a decision is written once it is open");
  if (rule.kind == board::FieldKind::day && !text.empty() && PartialDate::parse(text)->first() > board::local_of(now, placed.board.zone).day)
    return fail(ErrorKind::incorrect, std::string(rule.name) + " is in the future: check the year");
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
  std::int64_t version = 0;
  const auto done = change_presentation(
      means.means, asking, {act, id, {}, Changes::words}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (auto open = check_changeable(placed.presentation, placed.presentation.version); !open)
          return tl::unexpected(open.error());
        if (auto now = check_now(work, placed, *rule, entry.text.reveal(), means.means.clock.now()); !now) return tl::unexpected(now.error());
        board::Entry written = entry;
        written.account = asking.caller.account;
        written.at = means.means.clock.now();
        const auto made = work.boards().write(permit, id, written);
        if (!made) return tl::unexpected(made.error());
        version = *made;
        return "{\"field\":\"" + entry.field + "\",\"version\":" + std::to_string(version) + "}";
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

Result<std::optional<FieldNow>> field_now(const BoardMeans& means, const Asking& asking, PresentationId id,
                                          const std::string& field) {
  const auto permit = authorise_for_presentation(means.means, asking, Act::read_case, id);
  if (!permit) return tl::unexpected(permit.error());
  std::optional<FieldNow> now;
  AuditEntry entry = entry_of(means.means, asking, *permit);
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    now.reset();
    const auto one = work.boards().find(id);
    if (!one) return tl::unexpected(one.error());
    entry.patient = one->patient;
    if (board::is_over(one->stage)) return {};
    const auto entries = work.boards().entries(*permit, id);
    if (!entries) return tl::unexpected(entries.error());
    const auto found = entries->find(field);
    now = FieldNow{found == entries->end() ? board::Entry{field, 0, {}, {}, {}} : found->second, {}};
    const auto names = names_of(work, {now->entry.account});
    if (!names) return tl::unexpected(names.error());
    now->author = name_in(*names, now->entry.account);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  entry.object = object_of(id);
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return now;
}

Result<void> set_order(const BoardMeans& means, const Asking& asking, board::MeetingId id,
                       const std::vector<PresentationId>& order) {
  return change_meeting(means.means, asking, {Act::prepare_board, id}, [&](Work& work, const access::Permit& permit, Held&) -> Result<std::string> {
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
    if (auto ordered = work.boards().set_order(permit, id, order); !ordered) return tl::unexpected(ordered.error());
    return fact("step", "ordered");
  });
}

Result<PresentationId> carry_over(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                                  board::MeetingId to, const std::string& reason, bool consent) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the case goes to another meeting");
  PresentationId made;
  const auto done = change_presentation(
      means.means, asking, {Act::prepare_board, id, reason},
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        const auto& one = placed.presentation;
        if (auto open = check_changeable(one, version); !open) return tl::unexpected(open.error());
        const auto held = find_held(work, to);
        if (!held) return tl::unexpected(held.error());
        if (auto fits = take_in(work, means, asking, *held, {one.patient, one.tumour, one.referral, consent, reason}); !fits)
          return tl::unexpected(fits.error());
        const auto carried = carry(work, permit, one, to, Stage::carried_over, reason);
        if (!carried) return tl::unexpected(carried.error());
        made = *carried;
        if (auto told = announce(work, to); !told) return tl::unexpected(told.error());
        return "{\"to\":" + std::to_string(to.value) + "}";
      });
  if (!done) return tl::unexpected(done.error());
  return made;
}

Result<void> withdraw(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                      const std::string& reason) {
  if (is_blank(reason)) return fail(ErrorKind::incorrect, "say why the case leaves the agenda");
  return change_presentation(
      means.means, asking, {Act::prepare_board, id, reason},
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (auto open = check_changeable(placed.presentation, version); !open) return tl::unexpected(open.error());
        placed.presentation.stage = Stage::withdrawn;
        placed.presentation.stage_reason = reason;
        if (auto written = put(work, permit, placed.presentation); !written) return tl::unexpected(written.error());
        return fact("step", "withdrawn");
      });
}

}  // namespace repere::workflows
