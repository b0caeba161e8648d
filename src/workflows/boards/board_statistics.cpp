#include "workflows/boards/board_statistics.hpp"

#include <algorithm>

#include "workflows/boards/presentation_access.hpp"
#include "workflows/referrals/referral_store.hpp"

namespace repere::workflows {

using access::Act;
using board::Presentation;
using study::Milestone;

namespace {

template <class Row>
void earliest(std::optional<Day>& day, const std::vector<Row>& rows, std::uint32_t tumour) {
  for (const Row& row : rows)
    if (row.tumour == tumour && row.status == registry::ActStatus::done && row.when.kind() == registry::When::Kind::date && row.when.date().exact())
      if (!day || row.when.date().first() < *day) day = row.when.date().first();
}

study::Milestones milestones_of(const Presentation& one, const SeenCase& seen, std::uint32_t row, const board::Meeting& meeting,
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

Result<Statistics> board_statistics(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from, Day until) {
  const auto permit = authorise_for(means.means, asking, Act::read_indicators, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  Statistics statistics{centre, from, until, {}, {}};
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    statistics.milestones.clear();
    const auto filter = presentations_of(centre, from, until);
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
      const auto seen = see_case(work, asking, one.patient);
      const auto row = seen ? tumour_row(seen->file.rows, one.tumour) : std::nullopt;
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

}  // namespace repere::workflows
