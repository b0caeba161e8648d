#include "workflows/boards/after_board.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::Followed;
using study::Milestone;
using board::Presentation;
using board::Stage;

namespace {

Day today_of(const BoardMeans& means) { return std::chrono::floor<std::chrono::days>(means.means.clock.now()); }

PresentationFilter period(const std::string& centre, Day from, Day until) {
  PresentationFilter filter;
  filter.centre = centre;
  filter.from = Instant(from);
  filter.until = Instant(until + std::chrono::days(1));
  return filter;
}

// The case of a presentation, when the caller may see it.
struct Seen {
  access::Permit permit;
  CaseFile file;
};
std::optional<Seen> see(Work& work, const Asking& asking, const Presentation& one) {
  const auto standing = work.cases().standing(one.patient);
  if (!standing) return std::nullopt;
  const auto permit = access::authorise(asking.caller, Act::read_case, standing->standing);
  if (!permit) return std::nullopt;
  auto file = work.cases().read(*permit, one.patient);
  if (!file) return std::nullopt;
  return Seen{*permit, std::move(*file)};
}

std::optional<std::uint32_t> row_of(const registry::Registry& rows, TumourId tumour) {
  for (std::uint32_t i = 0; i < rows.tumours.size(); ++i)
    if (rows.tumours[i].id == tumour.value) return i;
  return std::nullopt;
}

Result<FollowedLine> line_of(Work& work, const BoardMeans& means, const Presentation& one, const Seen& seen, std::uint32_t row) {
  const auto held = find_held(work, one.meeting);
  if (!held) return tl::unexpected(held.error());
  const auto entries = work.boards().entries(seen.permit, one.id);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<std::string> modalities;
  for (const char* field : board::modality_fields)
    if (!board::text_of(*entries, field).empty()) modalities.emplace_back(field);
  FollowedLine line{one, {}, {}, Followed::not_yet, false};
  line.done = board::done_of(seen.file.rows, row, board::local_of(held->meeting.starts, held->board.zone).day, modalities,
                             seen.file.rows.centres.find(board::text_of(*entries, "planned_centre")), board::text_of(*entries, "urgency"),
                             today_of(means));
  const auto judged = work.boards().judgement(seen.permit, one.id);
  if (!judged) return tl::unexpected(judged.error());
  line.judgement = *judged;
  line.followed = line.judgement ? line.judgement->followed : board::followed_of(line.done);
  line.overdue = !line.judgement && std::any_of(line.done.begin(), line.done.end(), [](const auto& done) { return done.overdue; });
  return line;
}

template <class Row>
void earliest(std::optional<Day>& day, const std::vector<Row>& rows, std::uint32_t tumour) {
  for (const Row& row : rows)
    if (row.tumour == tumour && row.status == registry::ActStatus::done && row.when.kind() == registry::When::Kind::date && row.when.date().exact())
      if (!day || row.when.date().first() < *day) day = row.when.date().first();
}

study::Milestones milestones_of(const Presentation& one, const Seen& seen, std::uint32_t row, const board::Meeting& meeting,
                                const board::Board& board, const std::vector<board::Signature>& signatures) {
  study::Milestones days;
  const auto at = [&](Milestone milestone) -> std::optional<Day>& { return days[static_cast<std::size_t>(milestone)]; };
  at(Milestone::board) = board::local_of(meeting.starts, board.zone).day;
  for (const auto& signature : signatures)
    if (signature.presentation == one.id) at(Milestone::report) = board::local_of(signature.at, board.zone).day;
  std::optional<Instant> complete;
  const bool all_done = !one.needs.empty() && std::all_of(one.needs.begin(), one.needs.end(), [](const auto& need) { return need.done || need.waived; });
  for (const auto& need : one.needs)
    if (all_done && need.done && (!complete || *need.done > *complete)) complete = need.done;
  if (complete) at(Milestone::complete_file) = board::local_of(*complete, board.zone).day;
  earliest(at(Milestone::biopsy), seen.file.rows.biopsies, row);
  auto& treated = at(Milestone::first_treatment);
  earliest(treated, seen.file.rows.surgeries, row);
  earliest(treated, seen.file.rows.radiotherapies, row);
  earliest(treated, seen.file.rows.systemic_treatments, row);
  return days;
}

Result<void> referral_day(Work& work, const Asking& asking, const Presentation& one, const board::Board& board, study::Milestones& days) {
  if (!one.referral) return {};
  const auto standing = work.referrals().standing(one.referral);
  if (!standing) return {};
  const auto permit = access::authorise(asking.caller, Act::read_referral, *standing);
  if (!permit) return {};
  const auto read = work.referrals().read(*permit, one.referral);
  if (!read) return tl::unexpected(read.error());
  days[static_cast<std::size_t>(Milestone::referral)] = board::local_of(read->received, board.zone).day;
  return {};
}

}  // namespace

Result<std::vector<ActionLine>> list_actions(const BoardMeans& means, const Asking& asking, const std::string& centre, bool only_own) {
  const auto permit = authorise_for(means.means, asking, Act::record_decision, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  std::vector<ActionLine> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    lines.clear();
    auto actions = work.boards().open_actions(*permit, centre, only_own ? asking.caller.account : access::AccountId{});
    if (!actions) return tl::unexpected(actions.error());
    for (auto& action : *actions) {
      const auto one = work.boards().find(action.presentation);
      if (!one) return tl::unexpected(one.error());
      const auto standing = work.cases().standing(one->patient);
      if (!standing || !access::authorise(asking.caller, Act::read_case, standing->standing)) continue;
      const bool overdue = !action.done && action.due && *action.due < today_of(means);
      lines.push_back({std::move(action), one->pseudonym, one->meeting, overdue});
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.overdue && !b.overdue; });
  return lines;
}

Result<void> finish_action(const BoardMeans& means, const Asking& asking, board::ActionId id, std::int64_t version) {
  board::PresentationId presentation;
  const auto looked = authorise_for(means.means, asking, Act::record_decision, [&] {
    for (const auto& one : asking.caller.appointments)
      if (access::is_of_a_centre(one.role)) return access::of_centre(one.centre);
    return access::of_the_network();
  }());
  if (!looked) return tl::unexpected(looked.error());
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    const auto action = work.boards().find(*looked, id);
    if (!action) return tl::unexpected(action.error());
    presentation = action->presentation;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  const auto permit = authorise_for_presentation(means.means, asking, Act::record_decision, presentation);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    auto action = work.boards().find(*permit, id);
    if (!action) return tl::unexpected(action.error());
    if (action->done) return {};
    action->version = version;
    action->done = means.means.clock.now();
    action->done_by = asking.caller.account;
    if (auto put = work.boards().put(*permit, *action); !put) return tl::unexpected(put.error());
    const auto placed = find_placed(work, presentation);
    if (!placed) return tl::unexpected(placed.error());
    return note(work, means.means, asking, *permit, placed->presentation, "{\"action_done\":" + std::to_string(id.value) + "}");
  });
}

Result<std::vector<FollowedLine>> list_followed(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from, Day until) {
  const auto permit = authorise_for(means.means, asking, Act::prepare_board, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  std::vector<FollowedLine> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    lines.clear();
    const auto all = work.boards().presentations(period(centre, from, until));
    if (!all) return tl::unexpected(all.error());
    for (const Presentation& one : *all) {
      if (one.stage != Stage::signed_decision && one.stage != Stage::registered) continue;
      const auto seen = see(work, asking, one);
      const auto row = seen ? row_of(seen->file.rows, one.tumour) : std::nullopt;
      if (!row) continue;
      auto line = line_of(work, means, one, *seen, *row);
      if (!line) return tl::unexpected(line.error());
      lines.push_back(std::move(*line));
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.overdue && !b.overdue; });
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.facts = "{\"decisions\":" + std::to_string(lines.size()) + "}";
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return lines;
}

Result<void> judge(const BoardMeans& means, const Asking& asking, const Judgement& judgement) {
  const bool blank = is_blank(judgement.reason.reveal());
  if (blank && judgement.followed != Followed::followed)
    return fail(ErrorKind::incorrect, "a decision that was not followed, or in part, needs the reason: say why");
  if (judgement.reason.reveal().size() > 2000) return fail(ErrorKind::incorrect, "the reason is too long: at most 2,000 bytes");
  const auto permit = authorise_for_presentation(means.means, asking, Act::prepare_board, judgement.presentation);
  if (!permit) return tl::unexpected(permit.error());
  return means.means.transactions.write([&](Work& work) -> Result<void> {
    const auto placed = find_placed(work, judgement.presentation);
    if (!placed) return tl::unexpected(placed.error());
    if (placed->presentation.stage != Stage::signed_decision && placed->presentation.stage != Stage::registered)
      return fail(ErrorKind::conflict, "only a signed decision is compared with what was done");
    Judgement made = judgement;
    made.account = asking.caller.account;
    made.at = means.means.clock.now();
    if (auto judged = work.boards().judge(*permit, made); !judged) return judged;
    return note(work, means.means, asking, *permit, placed->presentation, fact("followed", word_in(board::followed_words, made.followed)));
  });
}

Result<Statistics> board_statistics(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from, Day until) {
  const auto permit = authorise_for(means.means, asking, Act::read_indicators, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  Statistics statistics{centre, from, until, {}, {}};
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    statistics.milestones.clear();
    const auto filter = period(centre, from, until);
    const auto all = work.boards().presentations(filter);
    if (!all) return tl::unexpected(all.error());
    const auto signatures = work.boards().signatures(filter);
    if (!signatures) return tl::unexpected(signatures.error());
    MeetingFilter meetings;
    meetings.centre = centre;
    meetings.from = filter.from;
    meetings.until = filter.until;
    meetings.most = 10'000;
    const auto held = work.boards().meetings(meetings);
    if (!held) return tl::unexpected(held.error());
    const auto over = std::count_if(held->begin(), held->end(), [](const auto& line) { return line.meeting.state == board::MeetingState::over; });
    statistics.activity = study::activity_of(*all, *signatures, static_cast<int>(over));
    for (const Presentation& one : *all) {
      if (!board::is_signed(one.stage)) continue;
      const auto seen = see(work, asking, one);
      const auto row = seen ? row_of(seen->file.rows, one.tumour) : std::nullopt;
      if (!row) continue;
      const auto place = find_held(work, one.meeting);
      if (!place) return tl::unexpected(place.error());
      auto days = milestones_of(one, *seen, *row, place->meeting, place->board, *signatures);
      if (auto referred = referral_day(work, asking, one, place->board, days); !referred) return referred;
      statistics.milestones.push_back(days);
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return statistics;
}

Result<std::vector<MeetingLine>> network_week(const BoardMeans& means, const Asking& asking, Day monday) {
  if (!asking.caller.is_signed_in()) return fail(ErrorKind::forbidden, "sign in to see the boards of the network");
  MeetingFilter filter;
  filter.from = Instant(monday);
  filter.until = Instant(monday + std::chrono::days(7));
  Result<std::vector<MeetingLine>> lines;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    lines = work.boards().meetings(filter);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return lines;
}

}  // namespace repere::workflows
