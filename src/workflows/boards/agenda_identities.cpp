#include "workflows/boards/agenda_identities.hpp"

namespace repere::workflows {

using access::Act;

namespace {

Result<std::optional<Person>> permitted_person(Work& work, const BoardMeans& means, const Asking& asking, const AgendaLine& line) {
  const PatientId patient = line.presentation.patient;
  const auto permit = access::authorise(asking.caller, Act::read_identity, line.file->standing.standing);
  if (!permit) return std::optional<Person>();
  auto person = work.persons().read(*permit, patient);
  if (!person && person.error().kind == ErrorKind::not_found) return std::optional<Person>();
  if (!person) return tl::unexpected(person.error());
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.patient = patient;
  entry.object = object_of(line.presentation.meeting);
  if (auto noted = work.audit().add(entry); !noted) return tl::unexpected(noted.error());
  return std::optional(std::move(*person));
}

}  // namespace

Result<std::vector<std::optional<Person>>> identities_on_agenda(const BoardMeans& means, const Asking& asking, const Agenda& agenda) {
  std::vector<std::optional<Person>> people;
  const auto done = means.means.transactions.write([&](Work& work) -> Result<void> {
    people.clear();
    for (const AgendaLine& line : agenda.lines) {
      auto person = permitted_person(work, means, asking, line);
      if (!person) return tl::unexpected(person.error());
      people.push_back(std::move(*person));
    }
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return people;
}

}  // namespace repere::workflows
