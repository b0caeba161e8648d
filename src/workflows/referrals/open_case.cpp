#include "workflows/referrals/open_case.hpp"

#include <map>

#include "domain/registry/row_text.hpp"
#include "workflows/cases/check_rows.hpp"
#include "workflows/referrals/referral_access.hpp"
#include "workflows/referrals/rows_of_referral.hpp"

namespace repere::workflows {

using access::Act;
using referral::Referral;
using referral::ReferralId;
using referral::State;

namespace {

/// What the caller may do, asked before anything is read.
struct Rights {
  access::Permit read, edit, name;
  std::string centre;
};

Result<Rights> rights_of(const Means& means, const Asking& asking, ReferralId id) {
  const auto read = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!read) return tl::unexpected(read.error());
  std::string centre;
  const auto found = means.transactions.read([&](Work& work) -> Result<void> {
    const auto standing = work.referrals().standing(id);
    if (!standing) return tl::unexpected(standing.error());
    centre = standing->responsible_centre;
    return {};
  });
  if (!found) return tl::unexpected(found.error());
  const auto edit = authorise_for(means, asking, Act::edit_case, access::of_centre(centre));
  const auto name = authorise_for(means, asking, Act::correct_identity, access::of_centre(centre));
  // Whoever reads the referral is not told that there is none.
  if (!edit || !name)
    return fail(ErrorKind::forbidden,
                "your role opens no cases at this centre: ask its secretary, a clinician, a surgeon or the "
                "coordinator");
  return Rights{*read, *edit, *name, centre};
}

Result<Referral> taken_up(Work& work, const Rights& rights, const OpenCase& wanted) {
  auto one = work.referrals().read(rights.read, wanted.referral);
  if (!one) return one;
  const auto there = work.referrals().case_of(wanted.referral);
  if (!there) return tl::unexpected(there.error());
  if (*there) return fail(ErrorKind::conflict, "this referral has its case already: open that one");
  if (one->version != wanted.version || one->centre != rights.centre)
    return fail(ErrorKind::conflict,
                "the referral has changed meanwhile: look at it again, then open the case");
  if (one->erased) return fail(ErrorKind::conflict, "this referral was erased");
  if (one->state == State::closed)
    return fail(ErrorKind::conflict, "this referral was closed: no case is opened of it");
  if (one->state == State::received || one->state == State::incomplete)
    return fail(ErrorKind::conflict, "take the referral up first, then open the case");
  return one;
}

// Those whom the caller may not see are not spoken of.
Result<void> check_new(Work& work, const Asking& asking, const Rights& rights, const OpenCase& wanted) {
  if (wanted.anyway) return {};
  const auto same = work.referrals().same_person(rights.read, wanted.referral);
  if (!same) return tl::unexpected(same.error());
  const auto said = work.referrals().judgements(rights.read, wanted.referral);
  if (!said) return tl::unexpected(said.error());
  std::map<PatientId, Said> last;
  for (const auto& one : *said)
    if (one.patient) last[one.patient] = one.said;
  std::string numbers;
  for (const PatientId patient : same->patients) {
    if (const auto found = last.find(patient); found != last.end() && found->second == Said::different) continue;
    const auto standing = work.cases().standing(patient);
    if (standing && access::authorise(asking.caller, Act::read_case, standing->standing))
      numbers += (numbers.empty() ? "" : ", ") + std::to_string(patient.value);
  }
  if (numbers.empty()) return {};
  return fail(ErrorKind::conflict, "somebody of the same name and birth date is known here (case " + numbers +
                                       "): choose that case, or say that it is another person");
}

/// Everything in it is new.
ChangeSet adding(const registry::Registry& rows, RevisionHeader header) {
  ChangeSet change{std::move(header), rows, {RowAction::add}, {RowAction::add}, {}, std::nullopt};
  std::size_t number = 0;
  registry::for_each_act_table(
      [&](const auto& table) { change.acts[number++].assign((rows.*(table.rows)).size(), RowAction::add); });
  return change;
}

std::string text_of(const registry::Registry& rows, const ReferenceData& reference) {
  const registry::Codes codes{reference.histotypes, reference.sites, rows.centres};
  std::string text = "[";
  const auto add = [&](std::string_view table, const auto& row) {
    text += std::string(text.size() > 1 ? "," : "") + "{\"table\":\"" + std::string(table) + "\",\"row\":";
    registry::append_row_json(text, row, codes);
    text += '}';
  };
  add("patients", rows.patients[0]);
  add("tumours", rows.tumours[0]);
  registry::for_each_act_table([&](const auto& table) {
    for (const auto& row : rows.*(table.rows)) add(table.name, row);
  });
  return text + "]";
}

struct Made {
  PatientId patient;
  std::string after;
};

Result<Made> make_case(Work& work, const Means& means, const ReferenceData& reference, const Rights& rights,
                       const Referral& one, const std::string& site) {
  const auto synthetic = work.cases().all_synthetic();
  if (!synthetic) return tl::unexpected(synthetic.error());
  auto receiving = work.referrals().receiving_centres();
  if (!receiving) return tl::unexpected(receiving.error());
  const auto centres = reference.centres.with(std::move(*receiving));
  if (!centres) return tl::unexpected(centres.error());
  auto rows = rows_of(one, site, *centres, reference);
  if (!rows) return tl::unexpected(rows.error());
  rows->datasets.push_back(entry_dataset(*synthetic));
  if (auto possible = check_rows(*rows, reference, means.clock.now()); !possible)
    return tl::unexpected(possible.error());
  const RevisionHeader header{RevisionKind::edit, means.clock.now(),
                              "account " + std::to_string(rights.edit.account().value),
                              "opened of " + object_of(one.id)};
  if (const auto applied = work.record().apply(adding(*rows, header)); !applied)
    return tl::unexpected(applied.error());
  const auto patient =
      work.referrals().patient_called(rights.edit, rows->datasets[0].source, rows->patients[0].key);
  if (!patient) return tl::unexpected(patient.error());
  if (auto written = work.persons().write(rights.name, person_of(one, *patient)); !written)
    return tl::unexpected(written.error());
  return Made{*patient, text_of(*rows, reference)};
}

Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  const Made& made, const OpenCase& wanted) {
  AuditEntry entry = entry_of(means, asking, permit, wanted.referral);
  entry.patient = made.patient;
  entry.facts = wanted.known ? R"({"case":"bound"})" : R"({"case":"opened"})";
  if (permit.act() == Act::edit_case && !made.after.empty()) {
    entry.before = Confidential<std::string>("[]");
    entry.after = Confidential<std::string>(made.after);
  }
  return work.audit().add(entry);
}

}  // namespace

Result<PatientId> open_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                            const OpenCase& wanted) {
  const auto rights = rights_of(means, asking, wanted.referral);
  if (!rights) return tl::unexpected(rights.error());
  if (wanted.known)
    if (const auto seen = authorise_for_case(means, asking, Act::read_case, wanted.known); !seen)
      return tl::unexpected(seen.error());
  Made made;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    const auto one = taken_up(work, *rights, wanted);
    if (!one) return tl::unexpected(one.error());
    made = {wanted.known, {}};
    if (!wanted.known) {
      if (auto fresh = check_new(work, asking, *rights, wanted); !fresh) return fresh;
      const auto opened = make_case(work, means, reference, *rights, *one, wanted.site);
      if (!opened) return tl::unexpected(opened.error());
      made = *opened;
      if (auto noted = note(work, means, asking, rights->name, made, wanted); !noted) return noted;
    }
    if (auto bound = work.referrals().bind(rights->edit, wanted.referral, made.patient, means.clock.now());
        !bound)
      return bound;
    const SameJudgement same{0, wanted.referral, {}, made.patient, Said::same, asking.caller.account, means.clock.now(), wanted.reason};
    if (wanted.known)
      if (auto judged = work.referrals().judge(rights->edit, same); !judged) return judged;
    if (auto noted = note(work, means, asking, rights->edit, made, wanted); !noted) return noted;
    if (auto told = work.announce("case", std::to_string(made.patient.value)); !told) return told;
    return work.announce("referral", rights->centre);
  });
  if (!done) return tl::unexpected(done.error());
  return made.patient;
}

Result<std::optional<PatientId>> case_of(const Means& means, const Asking& asking, ReferralId id) {
  const auto permit = authorise_for_referral(means, asking, Act::read_referral, id);
  if (!permit) return tl::unexpected(permit.error());
  std::optional<PatientId> shown;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    shown = std::nullopt;
    const auto found = work.referrals().case_of(id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return {};
    const auto standing = work.cases().standing(**found);
    if (standing && access::authorise(asking.caller, Act::read_case, standing->standing)) shown = *found;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return shown;
}

Result<std::vector<Referral>> referrals_of_case(const Means& means, const Asking& asking, PatientId patient) {
  const auto permit = authorise_for_case(means, asking, Act::read_case, patient);
  if (!permit) return tl::unexpected(permit.error());
  std::vector<Referral> shown;
  // The lines of the trail are on the disk before the answer goes out, as for a referral that is opened by itself.
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    shown.clear();
    const auto all = work.referrals().referrals_of(patient);
    if (!all) return tl::unexpected(all.error());
    for (const ReferralId id : *all) {
      const auto standing = work.referrals().standing(id);
      if (!standing) return tl::unexpected(standing.error());
      const auto reading = access::authorise(asking.caller, Act::read_referral, *standing);
      if (!reading) continue;
      auto one = work.referrals().read(*reading, id);
      if (!one) return tl::unexpected(one.error());
      if (auto noted = work.audit().add(entry_of(means, asking, *reading, id)); !noted) return noted;
      shown.push_back(std::move(*one));
    }
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return shown;
}

}  // namespace repere::workflows
