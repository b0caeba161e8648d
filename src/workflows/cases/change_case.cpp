#include "workflows/cases/change_case.hpp"

#include <algorithm>
#include <map>

#include "domain/registry/row_text.hpp"
#include "workflows/cases/check_rows.hpp"

namespace repere::workflows {
namespace {

using registry::Registry;

// What becomes of each row of an edit, and what the trail says of it.
class EditPlan {
 public:
  EditPlan(const Registry& now, const Registry& wanted, const ReferenceData& reference)
      : now_(now), wanted_(wanted), codes_{reference.histotypes, reference.sites, now.centres} {}

  Result<ChangeSet> make(RevisionHeader header) {
    ChangeSet change{std::move(header), wanted_, {RowAction::keep}, {}, {}, std::nullopt};
    REPERE_ENSURE(wanted_.patients.size() == 1);
    plan("patients", now_.patients, wanted_.patients, change.patients);
    plan("tumours", now_.tumours, wanted_.tumours, change.tumours);
    std::size_t number = 0;
    registry::for_each_act_table([&](const auto& table) {
      plan(table.name, now_.*(table.rows), wanted_.*(table.rows), change.acts[number++]);
    });
    if (!problem_.empty()) return fail(ErrorKind::incorrect, problem_);
    if (!something_)
      return fail(ErrorKind::incorrect,
                  "nothing is different from what is recorded: there is nothing to write");
    return change;
  }
  std::string before() const { return "[" + before_ + "]"; }
  std::string after() const { return "[" + after_ + "]"; }

 private:
  template <class Row>
  void plan(std::string_view table, const std::vector<Row>& now, const std::vector<Row>& wanted,
            std::vector<RowAction>& actions) {
    std::map<std::int64_t, const Row*> known;
    for (const Row& row : now) known[row.id] = &row;
    actions.clear();
    for (const Row& row : wanted) {
      if (row.id == 0) {
        actions.push_back(RowAction::add);
        note(after_, table, row);
        continue;
      }
      const auto old = known.find(row.id);
      if (old == known.end()) {
        problem_ = "a row of " + std::string(table) + " names a number that is not of this patient";
        actions.push_back(RowAction::keep);
        continue;
      }
      const bool same = registry::equal_columns(row, *old->second) && same_parent(row, *old->second);
      actions.push_back(same ? RowAction::keep : RowAction::replace);
      if (same) continue;
      note(before_, table, *old->second);
      note(after_, table, row);
    }
  }
  template <class Row>
  bool same_parent(const Row& row, const Row& old) const {
    if constexpr (std::is_base_of_v<registry::Act, Row>)
      return wanted_.tumours.at(row.tumour).id == now_.tumours.at(old.tumour).id;
    else
      return true;
  }
  template <class Row>
  void note(std::string& out, std::string_view table, const Row& row) {
    something_ = true;
    if (!out.empty()) out += ',';
    out += "{\"table\":\"" + std::string(table) + "\",\"row\":";
    registry::append_row_json(out, row, codes_);
    out += '}';
  }

  const Registry& now_;
  const Registry& wanted_;
  registry::Codes codes_;
  std::string before_, after_, problem_;
  bool something_ = false;
};

Result<void> check_shape(const CaseEdit& edit) {
  if (edit.reason.empty()) return fail(ErrorKind::incorrect, "a change needs its reason: say why it is made");
  if (edit.rows.patients.size() != 1 || edit.rows.patients.front().id != edit.patient.value)
    return fail(ErrorKind::incorrect, "an edit holds the row of its one patient");
  bool placed = true;
  for (const auto& tumour : edit.rows.tumours) placed = placed && tumour.patient == 0;
  registry::for_each_act_table([&](const auto& table) {
    for (const auto& act : edit.rows.*(table.rows)) placed = placed && act.tumour < edit.rows.tumours.size();
  });
  if (!placed) return fail(ErrorKind::incorrect, "an act names no tumour of the edit");
  return {};
}

// One act of one patient: authorised, done and recorded in one transaction.
template <class Do>
Result<void> do_and_record(const Means& means, const Asking& asking, access::Act act, PatientId patient,
                           const std::string& reason, std::string facts, const Do& what) {
  const auto permit = authorise_for_case(means, asking, act, patient);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto done = what(work, *permit); !done) return done;
    AuditEntry entry = entry_of(means, asking, *permit);
    entry.patient = patient;
    if (!reason.empty()) entry.reason = reason;
    entry.facts = facts;
    return work.audit().add(entry);
  });
}

}  // namespace

namespace {

tl::unexpected<Error> changed_meanwhile() {
  return fail(ErrorKind::conflict,
              "the case was changed meanwhile: look at both versions, then repeat your change");
}

// An edit that is ready to be written: everything that can be done before the writer's turn was done.
struct PreparedEdit {
  const access::Permit& permit;
  const CaseEdit& edit;
  ChangeSet change;
  AuditEntry entry;
};

Result<PreparedEdit> prepare_edit(const Means& means, const Asking& asking, const ReferenceData& reference,
                                  const access::Permit& permit, const CaseFile& now, CaseEdit& edit) {
  if (auto good = check_shape(edit); !good) return tl::unexpected(good.error());
  if (now.version != edit.version) return changed_meanwhile();
  edit.rows.centres = now.rows.centres;
  const Instant at = means.clock.now();
  if (auto possible = check_rows(edit.rows, reference, at); !possible) return tl::unexpected(possible.error());
  EditPlan plan(now.rows, edit.rows, reference);
  auto change =
      plan.make({RevisionKind::edit, at, "account " + std::to_string(permit.account().value), edit.reason});
  if (!change) return tl::unexpected(change.error());
  AuditEntry entry = entry_of(means, asking, permit);
  entry.patient = edit.patient;
  entry.reason = edit.reason;
  entry.before = Confidential<std::string>(plan.before());
  entry.after = Confidential<std::string>(plan.after());
  return PreparedEdit{permit, edit, std::move(*change), std::move(entry)};
}

// The writer's turn: is the file still the one that the edit was made from? Then its rows, its revision, its line.
// Nothing: it is not.
Result<std::optional<Revision>> write_edit(const Means& means, PreparedEdit prepared) {
  std::optional<Revision> written;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    written.reset();
    const auto version = work.cases().version_for_edit(prepared.permit, prepared.edit.patient);
    if (!version) return tl::unexpected(version.error());
    if (*version != prepared.edit.version) return {};
    auto revision = work.record().apply(prepared.change);
    if (!revision) return tl::unexpected(revision.error());
    prepared.entry.object = "revision " + std::to_string(revision->id.value);
    if (auto told = work.announce("case", std::to_string(prepared.edit.patient.value)); !told) return told;
    written = std::move(*revision);
    return work.audit().add(prepared.entry);
  });
  if (!done) return tl::unexpected(done.error());
  return written;
}

}  // namespace

Result<Revision> edit_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                           PatientId patient, const MakeEdit& make) {
  constexpr int tries = 3;
  for (int i = 0; i < tries; ++i) {
    Result<CaseFile> now;
    const auto permit = authorise_for_case(means, asking, access::Act::edit_case, patient,
                                           [&](Work& work, const access::Permit& allowed) -> Result<void> {
                                             now = work.cases().for_edit(allowed, patient);
                                             return {};
                                           });
    if (!permit) return tl::unexpected(permit.error());
    if (!now) return tl::unexpected(now.error());
    auto edit = make(*now);
    if (!edit) return tl::unexpected(edit.error());
    auto prepared = prepare_edit(means, asking, reference, *permit, *now, *edit);
    if (!prepared) return tl::unexpected(prepared.error());
    auto written = write_edit(means, std::move(*prepared));
    if (!written) return tl::unexpected(written.error());
    if (*written) return std::move(**written);
  }
  return changed_meanwhile();
}

Result<Revision> edit_case(const Means& means, const Asking& asking, const ReferenceData& reference,
                           const CaseEdit& edit) {
  if (auto good = check_shape(edit); !good) return tl::unexpected(good.error());
  return edit_case(means, asking, reference, edit.patient, [&](const CaseFile&) -> Result<CaseEdit> { return edit; });
}

Result<void> correct_identity(const Means& means, const Asking& asking, const Person& person) {
  return do_and_record(
      means, asking, access::Act::correct_identity, person.patient, {}, {},
      [&](Work& work, const access::Permit& permit) { return work.persons().write(permit, person); });
}

Result<void> share_case(const Means& means, const Asking& asking, PatientId patient,
                        const std::string& centre, const std::string& reason) {
  return do_and_record(means, asking, access::Act::share_case, patient, reason,
                       "{\"with\":\"" + centre + "\"}", [&](Work& work, const access::Permit& permit) {
                         return work.cases().share(permit, patient, centre, reason, means.clock.now());
                       });
}

Result<void> end_share(const Means& means, const Asking& asking, PatientId patient,
                       const std::string& centre) {
  return do_and_record(means, asking, access::Act::share_case, patient, {},
                       "{\"no_longer_with\":\"" + centre + "\"}",
                       [&](Work& work, const access::Permit& permit) {
                         return work.cases().end_share(permit, patient, centre, means.clock.now());
                       });
}

Result<void> record_objection(const Means& means, const Asking& asking, PatientId patient,
                              access::Objection objection, const std::string& reason) {
  return do_and_record(means, asking, access::Act::record_objection, patient, reason,
                       "{\"objection\":\"" + std::string(word_in(access::objection_words, objection)) + "\"}",
                       [&](Work& work, const access::Permit& permit) {
                         return work.cases().set_objection(permit, patient, objection, reason,
                                                           means.clock.now());
                       });
}

// The list comes last: a list that cannot be written takes the erasure back, and what is on it is erased again at the next
// start should the commit fail.
Result<void> erase_person(const Means& means, const Asking& asking, PatientId patient,
                          const std::string& reason) {
  const auto permit = authorise_for_case(means, asking, access::Act::erase_person, patient);
  if (!permit) return tl::unexpected(permit.error());
  return means.transactions.write([&](Work& work) -> Result<void> {
    if (auto erased = work.persons().erase(*permit, patient, reason, means.clock.now()); !erased) return erased;
    AuditEntry entry = entry_of(means, asking, *permit);
    entry.patient = patient;
    if (!reason.empty()) entry.reason = reason;
    if (auto added = work.audit().add(entry); !added) return added;
    if (means.erasures == nullptr) return {};
    const auto all = work.persons().erasures();
    if (!all) return tl::unexpected(all.error());
    return means.erasures->add(*all);
  });
}

}  // namespace repere::workflows
