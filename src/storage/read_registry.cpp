#include "storage/read_registry.hpp"

#include <algorithm>

#include "storage/centre_rows.hpp"
#include "storage/dataset_rows.hpp"
#include "storage/read_rows.hpp"
#include "storage/revision_log.hpp"
#include "storage/source_identities.hpp"

namespace repere::storage {

using registry::Registry;

namespace {

// Which row of a table a record number is. Rows come by number, and so mostly do those that refer to them.
class RowFinder {
 public:
  void add(std::int64_t id) { ids_.push_back(id); }
  std::optional<std::uint32_t> find(std::int64_t id) {
    if (last_ < ids_.size() && ids_[last_] == id) return last_;
    if (last_ + 1 < ids_.size() && ids_[last_ + 1] == id) return ++last_;
    const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (found == ids_.end() || *found != id) return std::nullopt;
    return last_ = static_cast<std::uint32_t>(found - ids_.begin());
  }

 private:
  std::vector<std::int64_t> ids_;  // ascending
  std::uint32_t last_ = 0;
};

class RegistryReader {
 public:
  RegistryReader(Connection& connection, const ReferenceData& reference, workflows::Secrets& secrets, RevisionId as_of,
                 bool all)
      : connection_(connection), reference_(reference), secrets_(secrets), as_of_(as_of), all_(all) {}

  Result<Registry> read(const std::optional<std::string>& source) {
    REPERE_TRY(read_sources(source));
    REPERE_TRY(read_patients());
    REPERE_TRY(read_identities());
    REPERE_TRY(read_tumours());
    Result<void> read;
    registry::for_each_act_table([&](const auto& table) {
      if (read) read = read_acts(table);
    });
    if (!read) return tl::unexpected(read.error());
    return std::move(registry_);
  }

 private:
  registry::Codes codes() const { return {reference_.histotypes, reference_.sites, registry_.centres}; }

  Result<void> read_sources(const std::optional<std::string>& source) {
    auto datasets = read_datasets(connection_, as_of_);
    if (!datasets) return tl::unexpected(datasets.error());
    for (StoredDataset& stored : *datasets) {
      if (source && stored.dataset.source != *source) continue;
      datasets_.add(stored.id);
      registry_.datasets.push_back(std::move(stored.dataset));
    }
    auto stored = read_centres(connection_, as_of_);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<Centre> more;
    for (StoredCentre& one : *stored) more.push_back(std::move(one.centre));
    auto centres = reference_.centres.with(std::move(more));
    if (!centres) return fail_in(connection_.name(), centres.error());
    registry_.centres = std::move(*centres);
    return {};
  }

  Result<void> read_patients() {
    const registry::Codes lists = codes();
    return for_each_row(connection_, patient_table(), as_of_, lists, [&](RowReader& row) {
      registry::Patient patient;
      patient.id = row.whole();
      const auto dataset = datasets_.find(row.whole());
      if (!dataset) return !all_;
      row.skip();  // the pseudonym
      patient.dataset = static_cast<std::uint16_t>(*dataset);
      registry::for_each_column<registry::Patient>([&](const auto& column) {
        if (!identifies(column.name)) row.get_column(patient, column);
      });
      patients_.add(patient.id);
      registry_.patients.push_back(std::move(patient));
      return true;
    });
  }

  Result<void> read_identities() {
    auto query = connection_.prepare(
        "SELECT i.patient, i.key_hash, i.sealed, k.sealed, k.destroyed FROM source_identity i LEFT JOIN person_key k ON "
        "k.patient = i.patient WHERE i.since <= $1 AND (i.until IS NULL OR i.until > $1) ORDER BY i.patient");
    if (!query) return tl::unexpected(query.error());
    (*query)->bind(1, as_of_.value);
    for (std::size_t known = 0;;) {
      const auto more = (*query)->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more && known == registry_.patients.size()) return {};
      if (!*more) return identities_lacking();
      const auto at = patients_.find((*query)->whole(0));
      if (!at && all_) return identities_lacking();
      if (!at) continue;
      REPERE_TRY(open_identity_of(registry_.patients[*at], **query));
      ++known;
    }
  }

  Result<void> open_identity_of(registry::Patient& patient, const Statement& row) {
    if (!row.is_null(4)) {
      patient.erased = true;
      patient.key = Confidential<std::string>(key_of_erased(row.text(1)));
      return {};
    }
    auto identity = open_identity(secrets_, row.bytes(3), PatientId{patient.id}, row.bytes(2));
    if (!identity) return fail_in(connection_.name(), identity.error());
    patient.key = std::move(identity->key);
    patient.birth = identity->birth;
    return {};
  }

  tl::unexpected<Error> identities_lacking() const {
    return fail(
        ErrorKind::unavailable,
        connection_.name() + ": table source_identity lacks rows; the database is damaged: restore a backup");
  }

  Result<void> read_tumours() {
    const registry::Codes lists = codes();
    return for_each_row(connection_, tumour_table(), as_of_, lists, [&](RowReader& row) {
      registry::Tumour tumour;
      tumour.id = row.whole();
      const auto patient = patients_.find(row.whole());
      if (!patient) return !all_;
      tumour.patient = *patient;
      registry::for_each_column<registry::Tumour>(
          [&](const auto& column) { row.get_column(tumour, column); });
      tumours_.add(tumour.id);
      registry_.tumours.push_back(std::move(tumour));
      return true;
    });
  }

  template <class Table>
  Result<void> read_acts(const Table& table) {
    using Row = typename Table::Row;
    const registry::Codes lists = codes();
    return for_each_row(connection_, act_table<Row>(table.name), as_of_, lists, [&](RowReader& row) {
      Row act;
      act.id = row.whole();
      const auto tumour = tumours_.find(row.whole());
      if (!tumour) return !all_;
      act.tumour = *tumour;
      registry::for_each_act_column<Row>([&](const auto& column) { row.get_column(act, column); });
      (registry_.*(table.rows)).push_back(std::move(act));
      return true;
    });
  }

  Connection& connection_;
  const ReferenceData& reference_;
  workflows::Secrets& secrets_;
  RevisionId as_of_;
  bool all_;  // without a source to choose, every row must find what it refers to
  Registry registry_;
  RowFinder datasets_, patients_, tumours_;
};

}  // namespace

Result<Registry> read_registry(Connection& connection, const ReferenceData& reference, workflows::Secrets& secrets,
                               std::optional<RevisionId> as_of, const std::optional<std::string>& source) {
  auto transaction = Transaction::read(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto end = end_of_log(connection);
  if (!end) return tl::unexpected(end.error());
  if (as_of && (as_of->value < 1 || *as_of > end->newest))
    return fail(ErrorKind::not_found, connection.name() + ": there is no revision " +
                                          std::to_string(as_of->value) + "; the newest is " +
                                          std::to_string(end->newest.value));
  auto registry = RegistryReader(connection, reference, secrets, as_of.value_or(end->newest), !source).read(source);
  if (!registry) return tl::unexpected(registry.error());
  REPERE_TRY(transaction->commit());
  return registry;
}

}  // namespace repere::storage
