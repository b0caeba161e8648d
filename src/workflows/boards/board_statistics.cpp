#include "workflows/boards/board_statistics.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;
using board::Presentation;
using study::Milestone;
using study::Milestones;

namespace {

std::optional<Day>& at(Milestones& days, Milestone milestone) { return days[static_cast<std::size_t>(milestone)]; }

template <class Row>
void earliest(std::optional<Day>& day, const std::vector<Row>& rows, std::uint32_t tumour) {
  for (const Row& row : rows)
    if (row.tumour == tumour && row.status == registry::ActStatus::done && row.when.kind() == registry::When::Kind::date && row.when.date().exact())
      if (!day || row.when.date().first() < *day) day = row.when.date().first();
}

// What the registry knows.
void add_acts(Milestones& days, const registry::Registry& rows, std::uint32_t tumour) {
  earliest(at(days, Milestone::biopsy), rows.biopsies, tumour);
  auto& treated = at(days, Milestone::first_treatment);
  earliest(treated, rows.surgeries, tumour);
  earliest(treated, rows.radiotherapies, tumour);
  earliest(treated, rows.systemic_treatments, tumour);
}

// The day on which the last thing that was needed was there; nothing while something is missing.
std::optional<Day> complete_on(const Presentation& one, board::Zone zone) {
  std::optional<Instant> complete;
  for (const auto& need : one.needs) {
    if (!need.done && !need.waived) return std::nullopt;
    if (need.done && (!complete || *need.done > *complete)) complete = need.done;
  }
  return complete ? std::optional(board::local_of(*complete, zone).day) : std::nullopt;
}

// Everything that the delays of one centre's boards are made from, by a number of statements that does not grow with cases.
class Delays {
 public:
  Delays(Work& work, const Asking& asking) : work_(work), asking_(asking) {}

  Result<std::vector<Milestones>> of(const access::Permit& permit, const PresentationFilter& filter, const std::vector<Presentation>& all,
                                     const std::vector<board::Signature>& signatures, const std::vector<MeetingLine>& meetings) {
    for (const auto& line : meetings) meetings_.emplace(line.meeting.id, &line);
    for (const auto& signature : signatures) signed_at_.emplace(signature.presentation, signature.at);
    auto seen = work_.boards().texts_of(permit, filter, "first_seen");
    if (!seen) return tl::unexpected(seen.error());
    seen_ = std::move(*seen);
    auto referred = work_.boards().referred(filter);
    if (!referred) return tl::unexpected(referred.error());
    referred_ = std::move(*referred);
    std::vector<Presentation> signed_ones;
    std::copy_if(all.begin(), all.end(), std::back_inserter(signed_ones),
                 [&](const Presentation& one) { return board::is_signed(one.stage) && meetings_.count(one.meeting) == 1; });
    auto files = files_of(signed_ones);
    if (!files) return tl::unexpected(files.error());
    std::vector<Milestones> made;
    for (const Presentation& one : signed_ones) {
      const auto file = files->find(one.patient);
      const auto row = file == files->end() ? std::nullopt : tumour_row(file->second.rows, one.tumour);
      if (!row) continue;
      Milestones days = days_of(one);
      add_acts(days, file->second.rows, *row);
      made.push_back(days);
    }
    return made;
  }

 private:
  // A centre's figures are of its own cases, and of those that others presented to it; never of who objects to the registry.
  Result<std::map<PatientId, CaseFile>> files_of(const std::vector<Presentation>& signed_ones) {
    std::vector<PatientId> patients;
    for (const Presentation& one : signed_ones) patients.push_back(one.patient);
    const auto standings = work_.cases().standings(patients);
    if (!standings) return tl::unexpected(standings.error());
    std::map<PatientId, access::Permit> permits;
    for (const auto& [patient, standing] : *standings) {
      if (!access::may_serve(access::Purpose::registry, standing.objection)) continue;
      auto permit = access::authorise(asking_.caller, Act::read_indicators, standing.standing);
      if (!permit) permit = access::authorise(asking_.caller, Act::read_case, standing.standing);
      if (permit) permits.emplace(patient, *permit);
    }
    return work_.cases().read(permits);
  }

  Milestones days_of(const Presentation& one) const {
    Milestones days;
    const MeetingLine& line = *meetings_.at(one.meeting);
    const auto zone = line.board.zone;
    at(days, Milestone::board) = board::local_of(line.meeting.starts, zone).day;
    at(days, Milestone::complete_file) = complete_on(one, zone);
    if (const auto found = signed_at_.find(one.id); found != signed_at_.end()) at(days, Milestone::report) = board::local_of(found->second, zone).day;
    if (const auto found = referred_.find(one.id); found != referred_.end()) at(days, Milestone::referral) = board::local_of(found->second, zone).day;
    if (const auto found = seen_.find(one.id); found != seen_.end())
      if (const auto day = PartialDate::parse(found->second.reveal()); day && day->exact()) at(days, Milestone::first_contact) = day->first();
    return days;
  }

  Work& work_;
  const Asking& asking_;
  std::map<board::MeetingId, const MeetingLine*> meetings_;
  std::map<board::PresentationId, Instant> signed_at_, referred_;
  std::map<board::PresentationId, Confidential<std::string>> seen_;
};

Result<void> read_statistics(Work& work, const Asking& asking, const access::Permit& permit, Statistics& statistics) {
  const auto filter = presentations_of(statistics.centre, statistics.from, statistics.until);
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  const auto signatures = work.boards().signatures(filter);
  if (!signatures) return tl::unexpected(signatures.error());
  MeetingFilter wanted;
  wanted.centre = statistics.centre;
  wanted.from = filter.from;
  wanted.until = filter.until;
  wanted.most = 10'000;
  auto meetings = work.boards().meetings(wanted);
  if (!meetings) return tl::unexpected(meetings.error());
  std::erase_if(*meetings, [&](const MeetingLine& line) { return line.board.centre != statistics.centre; });
  const auto held = std::count_if(meetings->begin(), meetings->end(), [](const auto& line) { return line.meeting.state == board::MeetingState::over; });
  statistics.activity = study::activity_of(*all, *signatures, static_cast<int>(held));
  auto milestones = Delays(work, asking).of(permit, filter, *all, *signatures, *meetings);
  if (!milestones) return tl::unexpected(milestones.error());
  statistics.milestones = std::move(*milestones);
  return {};
}

}  // namespace

Result<Statistics> board_statistics(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from, Day until) {
  const auto permit = authorise_for(means.means, asking, Act::read_indicators, access::of_centre(centre));
  if (!permit) return tl::unexpected(permit.error());
  Statistics statistics{centre, from, until, {}, {}};
  const auto read = means.means.transactions.read([&](Work& work) { return read_statistics(work, asking, *permit, statistics); });
  if (!read) return tl::unexpected(read.error());
  return statistics;
}

Result<std::vector<Statistics>> statistics_of_centres(const BoardMeans& means, const Asking& asking, Day from, Day until) {
  std::vector<Statistics> all;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    all.clear();
    const auto boards = work.boards().boards();
    if (!boards) return tl::unexpected(boards.error());
    std::set<std::string> centres;
    for (const auto& one : *boards) centres.insert(one.centre);
    for (const auto& centre : centres) {
      const auto permit = access::authorise(asking.caller, Act::read_indicators, access::of_centre(centre));
      if (!permit) continue;
      Statistics statistics{centre, from, until, {}, {}};
      if (auto done = read_statistics(work, asking, *permit, statistics); !done) return done;
      all.push_back(std::move(statistics));
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return all;
}

}  // namespace repere::workflows
