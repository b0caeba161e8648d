#include "workflows/boards/board_actions.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "domain/board/network_day.hpp"
#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;

namespace {

Result<board::Action> find_action(Work& work, const access::Permit& permit, board::PresentationId presentation, board::ActionId id) {
  auto action = work.boards().find(permit, id);
  if (action && action->presentation != presentation) return fail(ErrorKind::not_found, "this case has no such action");
  return action;
}

// What is in force of an action once its case is signed: all but its words.
Result<void> check_after_signature(Work& work, const access::Permit& permit, const Placed& placed, const board::Action& action) {
  const auto stage = placed.presentation.stage;
  if (action.id) {
    const auto now = find_action(work, permit, action.presentation, action.id);
    if (!now) return tl::unexpected(now.error());
    if (!board::is_signed(stage) || now->what.reveal() == action.what.reveal()) return {};
    return fail(ErrorKind::conflict, "the words of this action are signed: who does it and until when may change, the words by an addendum");
  }
  if (board::is_signed(stage)) return fail(ErrorKind::conflict, "this is signed: correct it by an addendum");
  if (board::is_over(stage)) return fail(ErrorKind::conflict, "this case is no longer on this agenda: look at the meeting again");
  return {};
}

}  // namespace

Result<board::ActionId> put_action(const BoardMeans& means, const Asking& asking, const board::Action& action) {
  const std::string& what = action.what.reveal();
  if (is_blank(what)) return fail(ErrorKind::incorrect, "an action needs words: what is to be done");
  if (what.size() > 1000) return fail(ErrorKind::incorrect, "the action is too long: at most 1,000 bytes");
  if (is_blank(action.owner_name) && !action.owner)
    return fail(ErrorKind::incorrect, "an action needs somebody who does it: name them");
  board::ActionId id;
  const auto done = change_presentation(
      means.means, asking, {Act::record_decision, action.presentation, {}, Changes::words},
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        if (auto may = check_after_signature(work, permit, placed, action); !may) return tl::unexpected(may.error());
        board::Action put = action;
        const auto owner = put.owner ? Result<access::AccountId>(put.owner) : account_named(work, placed.board, put.owner_name);
        if (!owner) return tl::unexpected(owner.error());
        put.owner = *owner;
        const auto made = work.boards().put(permit, put);
        if (!made) return tl::unexpected(made.error());
        id = *made;
        return "{\"action\":" + std::to_string(id.value) + "}";
      });
  if (!done) return tl::unexpected(done.error());
  return id;
}

Result<std::vector<ActionLine>> list_actions(const BoardMeans& means, const Asking& asking, const std::string& centre) {
  const auto permit = authorise_for(means.means, asking, Act::record_decision, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  const Day today = board::network_day(means.means.clock.now());
  std::vector<ActionLine> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    lines.clear();
    auto actions = work.boards().open_actions(*permit, centre, access::AccountId{});
    if (!actions) return tl::unexpected(actions.error());
    for (auto& action : *actions) {
      const auto one = work.boards().find(action.presentation);
      if (!one) return tl::unexpected(one.error());
      const auto standing = work.cases().standing(one->patient);
      if (!standing || !access::authorise(asking.caller, Act::read_case, standing->standing)) continue;
      const bool overdue = !action.done && action.due && *action.due < today;
      lines.push_back({std::move(action), one->pseudonym, one->meeting, overdue});
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.overdue && !b.overdue; });
  return lines;
}

Result<void> hand_over_action(const BoardMeans& means, const Asking& asking, board::PresentationId presentation,
                              const Handover& wanted) {
  if (is_blank(wanted.owner_name)) return fail(ErrorKind::incorrect, "an action needs somebody who does it: name them");
  return change_presentation(
      means.means, asking, {Act::record_decision, presentation, {}, Changes::words},
      [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        auto action = find_action(work, permit, presentation, wanted.action);
        if (!action) return tl::unexpected(action.error());
        const auto owner = account_named(work, placed.board, wanted.owner_name);
        if (!owner) return tl::unexpected(owner.error());
        action->version = wanted.version;
        action->owner = *owner;
        action->owner_name = wanted.owner_name;
        action->due = wanted.due;
        if (auto put = work.boards().put(permit, *action); !put) return tl::unexpected(put.error());
        return "{\"action_handed_over\":" + std::to_string(wanted.action.value) + "}";
      });
}

Result<void> finish_action(const BoardMeans& means, const Asking& asking, board::PresentationId presentation,
                           board::ActionId id, std::int64_t version) {
  return change_presentation(
      means.means, asking, {Act::record_decision, presentation, {}, Changes::words},
      [&](Work& work, const access::Permit& permit, Placed&) -> Result<std::string> {
        auto action = find_action(work, permit, presentation, id);
        if (!action) return tl::unexpected(action.error());
        const std::string facts = "{\"action_done\":" + std::to_string(id.value) + "}";
        if (action->done) return facts;
        action->version = version;
        action->done = means.means.clock.now();
        action->done_by = asking.caller.account;
        if (auto put = work.boards().put(permit, *action); !put) return tl::unexpected(put.error());
        return facts;
      });
}

}  // namespace repere::workflows
