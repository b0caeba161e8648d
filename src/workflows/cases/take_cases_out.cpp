#include "workflows/cases/take_cases_out.hpp"

#include "domain/registry/keep_patients.hpp"
#include "workflows/cases/case_files.hpp"

namespace repere::workflows {

namespace {

// The command line asks in the name of who holds the database and its key: as the network's epidemiologist.
Result<access::Permit> permit_for(access::Act act) {
  const access::Caller caller{{}, {{access::Role::epidemiologist, {}}}, std::nullopt, std::nullopt};
  return access::authorise(caller, act, access::of_the_network());
}

Result<void> leave_out_objections(Work& work, access::Purpose purpose, TakenOut& taken) {
  const auto objections = work.cases().objections();
  if (!objections) return tl::unexpected(objections.error());
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < taken.rows.patients.size(); ++i) {
    const auto found = objections->find(taken.rows.patients[i].id);
    if (found == objections->end() || access::may_serve(purpose, found->second)) kept.push_back(i);
  }
  taken.objected = static_cast<std::int64_t>(taken.rows.patients.size() - kept.size());
  if (taken.objected > 0) registry::keep_patients(taken.rows, kept);
  return {};
}

Result<void> pseudonymise_for(Work& work, const access::Permit& permit, const TakeOut& wanted, TakenOut& taken) {
  std::vector<std::string> pseudonyms;
  for (const auto& patient : taken.rows.patients) {
    auto one = work.persons().research_pseudonym(permit, wanted.project, PatientId{patient.id});
    if (!one) return tl::unexpected(one.error());
    pseudonyms.push_back(std::move(*one));
  }
  pseudonymise(taken.rows, pseudonyms, wanted.project, wanted.dates);
  return {};
}

Result<void> read(Work& work, const access::Permit& permit, const TakeOut& wanted, TakenOut& taken) {
  const auto revisions = work.record().revisions();
  if (!revisions) return tl::unexpected(revisions.error());
  if (revisions->empty()) return fail(ErrorKind::not_found, "the record is empty: import cases first");
  taken = {{}, wanted.as_of.value_or(revisions->back().id), 0};
  auto rows = work.record().read(taken.revision, wanted.source);
  if (!rows) return tl::unexpected(rows.error());
  taken.rows = std::move(*rows);
  if (auto left = leave_out_objections(work, access::purpose_of(permit), taken); !left) return left;
  return wanted.project.empty() ? Result<void>() : pseudonymise_for(work, permit, wanted, taken);
}

AuditEntry entry_of(const access::Permit& permit, const TakeOut& wanted, const TakenOut& taken, Instant now) {
  AuditEntry entry;
  entry.at = now;
  entry.role = permit.role();
  entry.deed = deed_of(wanted.act);
  entry.object = wanted.object;
  entry.reason = wanted.author.empty() ? "command line" : "command line: " + wanted.author;
  entry.facts = "{\"revision\":" + std::to_string(taken.revision.value) +
                ",\"patients\":" + std::to_string(taken.rows.patients.size()) +
                ",\"objected\":" + std::to_string(taken.objected) + "}";
  return entry;
}

}  // namespace

Result<TakenOut> take_cases_out(Transactions& transactions, const Clock& clock, const TakeOut& wanted) {
  const auto permit = permit_for(wanted.act);
  if (!permit) return tl::unexpected(permit.error());
  TakenOut taken;
  const auto done = transactions.read([&](Work& work) { return read(work, *permit, wanted, taken); });
  if (!done) return tl::unexpected(done.error());
  const auto noted = transactions.write(
      [&](Work& work) { return work.audit().add(entry_of(*permit, wanted, taken, clock.now())); });
  if (!noted) return tl::unexpected(noted.error());
  return taken;
}

}  // namespace repere::workflows
