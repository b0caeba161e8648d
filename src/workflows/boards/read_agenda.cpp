#include "workflows/boards/read_agenda.hpp"

#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;
using board::Presentation;

namespace {

// Who has a case on an agenda sees the meeting too, and of it their own cases.
access::Standing standing_of_agenda(const board::Board& board, const std::vector<Presentation>& all) {
  access::Standing standing = standing_of(board);
  for (const Presentation& one : all) standing.shared_with.push_back(one.asked_by);
  return standing;
}

void describe(AgendaLine& line, const BoardMeans& means, board::Zone zone) {
  for (const auto& tumour : line.file->rows.tumours)
    if (tumour.id == line.presentation.tumour.value) {
      if (tumour.histotype) line.histotype = means.reference.histotypes[tumour.histotype].code;
      if (tumour.site) line.site = means.reference.sites[tumour.site].code;
    }
  const Day today = board::local_of(means.means.clock.now(), zone).day;
  for (const auto& need : line.presentation.needs)
    if (board::is_overdue(need, today)) line.overdue.push_back(need.code);
  line.missing = board::missing_needs(means.rules.readiness, line.presentation.needs);
  line.ready = line.missing.empty();
}

// What an agenda is made of, by a statement or a few for each.
struct Pieces {
  std::vector<board::Entries> entries;
  std::map<PatientId, std::shared_ptr<const CaseFile>> cases;
  Names names;
};

Result<Pieces> read_pieces(Work& work, const Asking& asking, const access::Permit& permit, board::MeetingId id,
                           const std::vector<Presentation>& all) {
  auto entries = work.boards().entries_of_meeting(permit, id);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<PatientId> patients;
  std::set<access::AccountId> presenters;
  for (const Presentation& one : all) patients.push_back(one.patient), presenters.insert(one.presenter);
  auto cases = see_cases(work, asking, patients);
  if (!cases) return tl::unexpected(cases.error());
  auto names = names_of(work, presenters);
  if (!names) return tl::unexpected(names.error());
  Pieces pieces{std::move(*entries), {}, std::move(*names)};
  for (auto& [patient, seen] : *cases) pieces.cases.emplace(patient, std::make_shared<const CaseFile>(std::move(seen.file)));
  return pieces;
}

Result<void> fill(Work& work, const BoardMeans& means, const Asking& asking, const access::Permit& permit,
                  const std::vector<Presentation>& all, Agenda& agenda) {
  auto pieces = read_pieces(work, asking, permit, agenda.meeting.id, all);
  if (!pieces) return tl::unexpected(pieces.error());
  for (std::size_t i = 0; i < all.size() && i < pieces->entries.size(); ++i) {
    const auto seen = pieces->cases.find(all[i].patient);
    if (seen == pieces->cases.end()) continue;
    AgendaLine line;
    line.presentation = all[i];
    line.entries = std::move(pieces->entries[i]);
    line.presenter = name_in(pieces->names, all[i].presenter);
    line.file = seen->second;
    describe(line, means, agenda.board.zone);
    agenda.lines.push_back(std::move(line));
  }
  return {};
}

// One line for the agenda; where pathways were read, one for each patient too.
void note_reading(const BoardMeans& means, const Asking& asking, const access::Permit& permit, const Agenda& agenda,
                  AgendaDepth depth) {
  std::vector<AuditEntry> entries{entry_of(means.means, asking, permit)};
  entries.front().object = object_of(agenda.meeting.id);
  entries.front().facts = "{\"read\":" + std::to_string(agenda.lines.size()) + "}";
  if (depth == AgendaDepth::pathways)
    for (const AgendaLine& line : agenda.lines) {
      AuditEntry& one = entries.emplace_back(entry_of(means.means, asking, permit));
      one.deed = deed_of(Act::read_case);
      one.patient = line.presentation.patient;
      one.object = object_of(line.presentation.id);
    }
  means.means.transactions.later([entries = std::move(entries)](Work& work) -> Result<void> {
    for (const AuditEntry& entry : entries)
      if (auto added = work.audit().add(entry); !added) return added;
    return {};
  });
}

}  // namespace

Result<Agenda> read_agenda(const BoardMeans& means, const Asking& asking, board::MeetingId id, AgendaDepth depth) {
  access::Standing standing;
  Agenda agenda;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    auto held = find_held(work, id);
    if (!held) return tl::unexpected(held.error());
    PresentationFilter filter;
    filter.meeting = id;
    const auto all = work.boards().presentations(filter);
    if (!all) return tl::unexpected(all.error());
    standing = standing_of_agenda(held->board, *all);
    agenda = {std::move(held->board), std::move(held->meeting), {}};
    const auto permit = access::authorise(asking.caller, Act::prepare_board, standing);
    return permit ? fill(work, means, asking, *permit, *all, agenda) : Result<void>();
  });
  if (!read) return tl::unexpected(read.error());
  // A refusal stands in the trail.
  const auto permit = authorise_for(means.means, asking, Act::prepare_board, standing);
  if (!permit) return tl::unexpected(permit.error());
  note_reading(means, asking, *permit, agenda, depth);
  return agenda;
}

}  // namespace repere::workflows
