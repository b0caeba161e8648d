#include "workflows/boards/read_agenda.hpp"

#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using access::Act;

namespace {

// Who has a case on an agenda sees the meeting too, and of it their own cases.
Result<access::Permit> authorise_for_agenda(const BoardMeans& means, const Asking& asking, board::MeetingId id) {
  access::Standing standing;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    const auto held = find_held(work, id);
    if (!held) return tl::unexpected(held.error());
    standing = standing_of(held->board);
    PresentationFilter filter;
    filter.meeting = id;
    const auto all = work.boards().presentations(filter);
    if (!all) return tl::unexpected(all.error());
    for (const auto& one : *all) standing.shared_with.push_back(one.asked_by);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return authorise_for(means.means, asking, Act::prepare_board, standing);
}

void describe(AgendaLine& line, const BoardMeans& means, const registry::Registry& rows) {
  for (const auto& tumour : rows.tumours)
    if (tumour.id == line.presentation.tumour.value) {
      if (tumour.histotype) line.histotype = means.reference.histotypes[tumour.histotype].code;
      if (tumour.site) line.site = means.reference.sites[tumour.site].code;
    }
  line.missing = board::missing_needs(means.rules.readiness, line.presentation.needs);
  line.ready = line.missing.empty();
}

Result<void> fill(Work& work, const BoardMeans& means, const Asking& asking, const access::Permit& permit, Agenda& agenda) {
  PresentationFilter filter;
  filter.meeting = agenda.meeting.id;
  const auto all = work.boards().presentations(filter);
  if (!all) return tl::unexpected(all.error());
  auto entries = work.boards().entries_of_meeting(permit, agenda.meeting.id);
  if (!entries) return tl::unexpected(entries.error());
  for (std::size_t i = 0; i < all->size() && i < entries->size(); ++i) {
    const auto seen = see_case(work, asking, (*all)[i].patient);
    if (!seen) continue;
    AgendaLine line{(*all)[i], std::move((*entries)[i]), false, {}, {}, {}};
    describe(line, means, seen->file.rows);
    agenda.lines.push_back(std::move(line));
  }
  return {};
}

}  // namespace

Result<Agenda> read_agenda(const BoardMeans& means, const Asking& asking, board::MeetingId id) {
  const auto permit = authorise_for_agenda(means, asking, id);
  if (!permit) return tl::unexpected(permit.error());
  Agenda agenda;
  const auto read = means.means.transactions.read([&](Work& work) -> Result<void> {
    const auto held = find_held(work, id);
    if (!held) return tl::unexpected(held.error());
    agenda = {held->board, held->meeting, {}};
    return fill(work, means, asking, *permit, agenda);
  });
  if (!read) return tl::unexpected(read.error());
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.object = object_of(id);
  entry.facts = "{\"read\":" + std::to_string(agenda.lines.size()) + "}";
  means.means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
  return agenda;
}

}  // namespace repere::workflows
