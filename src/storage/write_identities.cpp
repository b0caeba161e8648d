#include "storage/write_identities.hpp"

#include "storage/people/query.hpp"
#include "storage/source_identities.hpp"

namespace repere::storage {

namespace {

SourceIdentity identity_of(const registry::Patient& row) { return {row.key, row.birth}; }

// Writes sealed rows of this revision, one after the other.
class IdentityInsert {
 public:
  static Result<IdentityInsert> prepare(WriteState& state, workflows::Secrets& secrets) {
    auto insert = state.connection.prepare_insert("source_identity",
                                                  {"patient", "since", "dataset", "key_hash", "sealed"});
    if (!insert) return tl::unexpected(insert.error());
    return IdentityInsert(state, secrets, std::move(*insert));
  }

  Result<void> run(const IdentityToWrite& one, const workflows::SealedPersonKey& key) {
    const auto sealed = seal_identity(secrets_, key, one.patient, identity_of(one.row));
    if (!sealed) return tl::unexpected(sealed.error());
    const std::string hash = hash_of_key(secrets_, one.source, one.row.key);
    insert_->bind(1, one.patient.value);
    insert_->bind(2, state_.revision.value);
    insert_->bind(3, one.dataset);
    insert_->bind(4, std::string_view(hash));
    insert_->bind_bytes(5, *sealed);
    REPERE_TRY(insert_->run());
    return {};
  }

 private:
  IdentityInsert(WriteState& state, workflows::Secrets& secrets, std::unique_ptr<Statement> insert)
      : state_(state), secrets_(secrets), insert_(std::move(insert)) {}
  WriteState& state_;
  workflows::Secrets& secrets_;
  std::unique_ptr<Statement> insert_;
};

struct Known {
  std::int64_t dataset = 0;
  std::string key_hash, sealed, person_key;
};

Result<Known> known_of(Statements& statements, PatientId patient) {
  Known known;
  REPERE_TRY(each_row(
      statements,
      "SELECT i.dataset, i.key_hash, i.sealed, k.sealed FROM source_identity i LEFT JOIN person_key k ON k.patient = "
      "i.patient WHERE i.patient = $1 AND i.until IS NULL",
      [&](const Statement& row) {
        known = {row.whole(0), std::string(row.text(1)), row.bytes(2), row.bytes(3)};
      },
      patient.value));
  return known;
}

}  // namespace

Result<void> add_identities(WriteState& state, workflows::Secrets& secrets, Instant now,
                            std::span<const IdentityToWrite> patients) {
  if (patients.empty()) return {};
  const std::string made = iso_text(now);
  std::vector<workflows::SealedPersonKey> keys;
  keys.reserve(patients.size());
  {
    auto insert = state.connection.prepare_insert("person_key", {"patient", "sealed", "made"});
    if (!insert) return tl::unexpected(insert.error());
    for (const IdentityToWrite& one : patients) {
      if (one.row.key.reveal().empty())
        return fail(ErrorKind::fault, "a new patient of the change has no key of its source");
      keys.push_back(secrets.new_person_key());
      (*insert)->bind(1, one.patient.value);
      (*insert)->bind_bytes(2, keys.back());
      (*insert)->bind(3, std::string_view(made));
      REPERE_TRY((*insert)->run());
    }
  }
  auto insert = IdentityInsert::prepare(state, secrets);
  if (!insert) return tl::unexpected(insert.error());
  for (std::size_t i = 0; i < patients.size(); ++i) REPERE_TRY(insert->run(patients[i], keys[i]));
  return {};
}

Result<void> replace_identities(WriteState& state, workflows::Secrets& secrets,
                                std::span<const IdentityToWrite> patients) {
  Statements statements(state.connection);
  std::vector<std::pair<const IdentityToWrite*, workflows::SealedPersonKey>> changed;
  for (const IdentityToWrite& one : patients) {
    if (one.row.erased || one.row.key.reveal().empty()) continue;
    const auto known = known_of(statements, one.patient);
    if (!known) return tl::unexpected(known.error());
    if (known->person_key.empty()) continue;
    const auto old = open_identity(secrets, known->person_key, one.patient, known->sealed);
    if (!old) return tl::unexpected(old.error());
    if (known->dataset == one.dataset && known->key_hash == hash_of_key(secrets, one.source, one.row.key) &&
        old->birth.reveal() == one.row.birth.reveal())
      continue;
    changed.emplace_back(&one, known->person_key);
  }
  if (changed.empty()) return {};
  auto closer = VersionCloser::make(state, "source_identity", "patient = $2");
  if (!closer) return tl::unexpected(closer.error());
  for (const auto& [one, key] : changed) REPERE_TRY(closer->close(one->patient.value));
  auto insert = IdentityInsert::prepare(state, secrets);
  if (!insert) return tl::unexpected(insert.error());
  for (const auto& [one, key] : changed) REPERE_TRY(insert->run(*one, key));
  return {};
}

}  // namespace repere::storage
