#include "workflows/cases/read_case.hpp"

namespace repere::workflows {
namespace {

void record_later(const Means& means, AuditEntry entry) {
  means.transactions.later([entry = std::move(entry)](Work& work) { return work.audit().add(entry); });
}

std::string count_fact(const char* what, std::size_t count) {
  return std::string("{\"") + what + "\":" + std::to_string(count) + "}";
}

// The standing by which somebody may do something somewhere: their own centre, or the network.
access::Standing widest_of(const access::Caller& caller, access::Act act) {
  for (const auto& appointment : caller.appointments)
    if (access::is_of_a_centre(appointment.role) &&
        access::answer_to(appointment.role, act, access::Relation::own) == access::Answer::yes)
      return access::of_centre(appointment.centre);
  return access::of_the_network();
}

}  // namespace

Result<CaseFile> read_case(const Means& means, const Asking& asking, PatientId patient) {
  Result<CaseFile> file;
  const auto permit = authorise_for_case(means, asking, access::Act::read_case, patient,
                                         [&](Work& work, const access::Permit& allowed) -> Result<void> {
                                           file = work.cases().read(allowed, patient);
                                           return {};
                                         });
  if (!permit) return tl::unexpected(permit.error());
  AuditEntry entry = entry_of(means, asking, *permit);
  entry.patient = patient;
  if (!file) entry.outcome = Outcome::refused;  // an objection
  record_later(means, std::move(entry));
  return file;
}

Result<std::vector<CaseSummary>> list_cases(const Means& means, const Asking& asking,
                                            const CaseFilter& filter) {
  const auto permit = authorise_for(means, asking, access::Act::list_cases,
                                    widest_of(asking.caller, access::Act::list_cases));
  if (!permit) return tl::unexpected(permit.error());
  Result<std::vector<CaseSummary>> cases;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    cases = work.cases().list(*permit, asking.caller, filter);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (!cases) return cases;
  AuditEntry entry = entry_of(means, asking, *permit);
  entry.facts = count_fact("cases", cases->size());
  record_later(means, std::move(entry));
  return cases;
}

Result<Twins> twins_of(const Means& means, const Asking& asking, PatientId patient) {
  Twins twins;
  const auto permit = authorise_for_case(means, asking, access::Act::read_case, patient, [&](Work& work, const access::Permit& allowed) -> Result<void> {
    twins = {};
    const auto same = work.persons().twins(allowed, patient);
    if (!same) return tl::unexpected(same.error());
    const auto standings = work.cases().standings(*same);
    if (!standings) return tl::unexpected(standings.error());
    for (const PatientId one : *same) {
      const auto found = standings->find(one);
      const bool open = found != standings->end() && access::authorise(asking.caller, access::Act::read_case, found->second.standing);
      if (open) twins.open.push_back(one);
      twins.elsewhere += open ? 0 : 1;
    }
    return {};
  });
  if (!permit) return tl::unexpected(permit.error());
  return twins;
}

Result<Person> read_identity(const Means& means, const Asking& asking, PatientId patient) {
  const auto permit = authorise_for_case(means, asking, access::Act::read_identity, patient);
  if (!permit) return tl::unexpected(permit.error());
  const auto noted = means.transactions.write([&](Work& work) {
    AuditEntry entry = entry_of(means, asking, *permit);
    entry.patient = patient;
    return work.audit().add(entry);
  });
  if (!noted) return tl::unexpected(noted.error());
  Result<Person> person;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    person = work.persons().read(*permit, patient);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return person;
}

Result<PersonsFound> search_people(const Means& means, const Asking& asking, const PersonQuery& query) {
  const auto permit = authorise_for(means, asking, access::Act::search_people,
                                    widest_of(asking.caller, access::Act::search_people));
  if (!permit) return tl::unexpected(permit.error());
  PersonsFound found;
  const auto searched = means.transactions.read([&](Work& work) -> Result<void> {
    found = {};
    const auto matches = work.persons().search(*permit, query);
    if (!matches) return tl::unexpected(matches.error());
    for (const auto& match : *matches) {
      const auto standing = work.cases().standing(match.patient);
      if (!standing) return tl::unexpected(standing.error());
      if (access::authorise(asking.caller, access::Act::read_case, standing->standing))
        found.open.push_back(match);
      else if (access::authorise(asking.caller, access::Act::search_people, standing->standing))
        found.open.push_back(
            match);  // the data protection officer: the number, to act on, and nothing of the case
      else
        found.elsewhere.push_back(match.centre);
    }
    return {};
  });
  if (!searched) return tl::unexpected(searched.error());
  // What was searched for is not written down: it names somebody.
  const auto noted = means.transactions.write([&](Work& work) {
    AuditEntry entry = entry_of(means, asking, *permit);
    if (found.open.size() == 1) entry.patient = found.open.front().patient;
    entry.facts = "{\"found\":" + std::to_string(found.open.size()) +
                  ",\"elsewhere\":" + std::to_string(found.elsewhere.size()) + "}";
    return work.audit().add(entry);
  });
  if (!noted) return tl::unexpected(noted.error());
  return found;
}

}  // namespace repere::workflows
