#include "workflows/boards/agenda_slot.hpp"

#include <algorithm>

#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;
using board::Passage;
using board::PresentationId;

Result<void> set_slot(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version, const Slot& slot) {
  if (slot.minutes < 1 || slot.minutes > 120) return fail(ErrorKind::incorrect, "the time of a case is 1 to 120 minutes");
  return change_presentation(
      means.means, asking, {Act::prepare_board, id}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        auto& one = placed.presentation;
        if (auto open = check_changeable(one, version); !open) return tl::unexpected(open.error());
        if (slot.presenter != one.presenter)
          if (auto right = check_colleague(work, placed.board, slot.presenter); !right) return tl::unexpected(right.error());
        one.minutes = slot.minutes;
        one.presenter = slot.presenter;
        if (auto written = put(work, permit, one); !written) return tl::unexpected(written.error());
        return "{\"minutes\":" + std::to_string(slot.minutes) + ",\"presenter\":" + std::to_string(slot.presenter.value) + "}";
      });
}

Result<void> set_passage(const BoardMeans& means, const Asking& asking, PresentationId id, std::int64_t version,
                         const std::string& rule) {
  if (!rule.empty() && registered_only_rule(means.rules, rule) == nullptr)
    return fail(ErrorKind::incorrect, "a case is registered without discussion by a rule: choose which");
  return change_presentation(
      means.means, asking, {Act::prepare_board, id}, [&](Work& work, const access::Permit& permit, Placed& placed) -> Result<std::string> {
        auto& one = placed.presentation;
        if (auto open = check_changeable(one, version); !open) return tl::unexpected(open.error());
        if (one.stage != board::Stage::placed)
          return fail(ErrorKind::conflict, "the room has begun to discuss this case: it stays for discussion");
        one.passage = rule.empty() ? Passage::discussion : Passage::registered_only;
        one.rule = rule;
        if (auto written = put(work, permit, one); !written) return tl::unexpected(written.error());
        return fact("passage", rule.empty() ? "discussion" : rule);
      });
}

const board::RegisteredOnlyRule* registered_only_rule(const board::BoardRules& rules, std::string_view code) {
  const auto& all = rules.registered_only;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& rule) { return rule.code == code; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace repere::workflows
