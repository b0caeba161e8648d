#include "workflows/boards/presentation_access.hpp"

#include "domain/registry/row_text.hpp"

namespace repere::workflows {

using board::MeetingId;
using board::Presentation;
using board::PresentationId;

access::Standing standing_of(const board::Board& board) { return {board.centre, board.sites, {}, false}; }

Day local_day_of(const Held& held) { return board::local_of(held.meeting.starts, held.board.zone).day; }

Result<Held> find_held(Work& work, MeetingId id) {
  auto meeting = work.boards().find(id);
  if (!meeting) return tl::unexpected(meeting.error());
  auto board = work.boards().find(meeting->board);
  if (!board) return tl::unexpected(board.error());
  return Held{std::move(*meeting), std::move(*board)};
}

Result<Placed> find_placed(Work& work, PresentationId id) {
  auto presentation = work.boards().find(id);
  if (!presentation) return tl::unexpected(presentation.error());
  auto held = find_held(work, presentation->meeting);
  if (!held) return tl::unexpected(held.error());
  return Placed{std::move(*presentation), std::move(held->meeting), std::move(held->board)};
}

// One that is not there and one of a case that is nothing to the caller get one answer.
Result<access::Permit> authorise_for_presentation(const Means& means, const Asking& asking, access::Act act,
                                                  PresentationId id) {
  PatientId patient;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto found = work.boards().find(id);
    if (found) patient = found->patient;
    return found || found.error().kind == ErrorKind::not_found ? Result<void>() : tl::unexpected(found.error());
  });
  if (!read) return tl::unexpected(read.error());
  auto permit = authorise_for_case(means, asking, act, patient);
  if (!permit && permit.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, "there is no such presentation");
  return permit;
}

Result<access::Permit> authorise_for_meeting(const Means& means, const Asking& asking, access::Act act, MeetingId id) {
  access::Standing standing;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto found = find_held(work, id);
    if (!found) return tl::unexpected(found.error());
    standing = standing_of(found->board);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return authorise_for(means, asking, act, standing);
}

// An import that brought the case may have been taken back; the patient may object.
std::optional<SeenCase> see_case(Work& work, const Asking& asking, PatientId patient) {
  const auto standing = work.cases().standing(patient);
  if (!standing) return std::nullopt;
  const auto permit = access::authorise(asking.caller, access::Act::read_case, standing->standing);
  if (!permit) return std::nullopt;
  auto file = work.cases().read(*permit, patient);
  if (!file) return std::nullopt;
  return SeenCase{*permit, std::move(*file)};
}

Result<std::map<PatientId, SeenCase>> see_cases(Work& work, const Asking& asking, const std::vector<PatientId>& patients) {
  const auto standings = work.cases().standings(patients);
  if (!standings) return tl::unexpected(standings.error());
  std::map<PatientId, access::Permit> permits;
  for (const auto& [patient, standing] : *standings)
    if (const auto permit = access::authorise(asking.caller, access::Act::read_case, standing.standing)) permits.emplace(patient, *permit);
  auto files = work.cases().read(permits);
  if (!files) return tl::unexpected(files.error());
  std::map<PatientId, SeenCase> seen;
  for (auto& [patient, file] : *files) seen.emplace(patient, SeenCase{permits.at(patient), std::move(file)});
  return seen;
}

Result<std::vector<Presentation>> those_seen(Work& work, const Asking& asking, std::vector<Presentation> all) {
  std::vector<PatientId> patients;
  for (const Presentation& one : all) patients.push_back(one.patient);
  const auto standings = work.cases().standings(patients);
  if (!standings) return tl::unexpected(standings.error());
  std::erase_if(all, [&](const Presentation& one) {
    const auto found = standings->find(one.patient);
    return found == standings->end() || !access::authorise(asking.caller, access::Act::read_case, found->second.standing);
  });
  return all;
}

std::optional<std::uint32_t> tumour_row(const registry::Registry& rows, TumourId tumour) {
  for (std::uint32_t i = 0; i < rows.tumours.size(); ++i)
    if (rows.tumours[i].id == tumour.value) return i;
  return std::nullopt;
}

PresentationFilter presentations_of(const std::string& centre, Day from, Day until) {
  PresentationFilter filter;
  filter.centre = centre;
  filter.from = Instant(from);
  filter.until = Instant(until + std::chrono::days(1));
  return filter;
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  const Presentation& presentation, std::string facts, const std::string& reason) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.patient = presentation.patient;
  entry.object = object_of(presentation.id);
  entry.facts = std::move(facts);
  if (!reason.empty()) entry.reason = reason;
  return work.audit().add(entry);
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit, MeetingId meeting,
                  std::string facts, const std::string& reason) {
  AuditEntry entry = entry_of(means, asking, permit);
  entry.object = object_of(meeting);
  entry.facts = std::move(facts);
  if (!reason.empty()) entry.reason = reason;
  return work.audit().add(entry);
}

Result<void> announce(Work& work, MeetingId meeting, PresentationId one, Changes what) {
  std::string about;
  if (one) about = (what == Changes::turn ? " turn " : " ") + std::to_string(one.value);
  return work.announce("meeting", std::to_string(meeting.value) + about);
}

Result<void> announce_people(Work& work, MeetingId meeting) { return work.announce("meeting", std::to_string(meeting.value) + " people"); }

Result<void> check_changeable(const Presentation& one, std::int64_t version) {
  if (board::is_signed(one.stage)) return fail(ErrorKind::conflict, "this is signed: correct it by an addendum");
  if (board::is_over(one.stage))
    return fail(ErrorKind::conflict, "this case is no longer on this agenda: look at the meeting again");
  if (one.version != version)
    return fail(ErrorKind::conflict, "this was changed meanwhile: look at it again, then repeat your change");
  return {};
}

Result<void> put(Work& work, const access::Permit& permit, const Presentation& presentation) {
  const auto written = work.boards().put(permit, presentation);
  return written ? Result<void>() : tl::unexpected(written.error());
}

Result<void> put(Work& work, const access::Permit& permit, const board::Meeting& meeting) {
  const auto written = work.boards().put(permit, meeting);
  return written ? Result<void>() : tl::unexpected(written.error());
}

Result<void> change_presentation(const Means& means, const Asking& asking, const PresentationChange& change,
                                 const PresentationDeed& deed) {
  const auto permit = authorise_for_presentation(means, asking, change.act, change.id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    auto placed = find_placed(work, change.id);
    if (!placed) return tl::unexpected(placed.error());
    auto facts = deed(work, *permit, *placed);
    if (!facts) return tl::unexpected(facts.error());
    const PresentationId alone = change.what == Changes::anything ? PresentationId{} : change.id;
    if (auto told = announce(work, placed->meeting.id, alone, change.what); !told) return told;
    return note(work, means, asking, *permit, placed->presentation, std::move(*facts), change.reason);
  });
}

Result<void> change_meeting(const Means& means, const Asking& asking, const MeetingChange& change,
                            const MeetingDeed& deed) {
  const auto permit = authorise_for_meeting(means, asking, change.act, change.id);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    auto held = find_held(work, change.id);
    if (!held) return tl::unexpected(held.error());
    auto facts = deed(work, *permit, *held);
    if (!facts) return tl::unexpected(facts.error());
    if (auto told = change.people_only ? announce_people(work, change.id) : announce(work, change.id); !told) return told;
    return note(work, means, asking, *permit, change.id, std::move(*facts));
  });
}

std::string fact(std::string_view name, std::string_view value) {
  std::string text = "{";
  registry::append_json_text(text, name);
  text += ':';
  registry::append_json_text(text, value);
  return text + "}";
}

}  // namespace repere::workflows
