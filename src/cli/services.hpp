#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/age_standard.hpp"
#include "domain/network/regions.hpp"
#include "domain/reference_data.hpp"
#include "study/definition.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"
#include "workflows/work.hpp"

// What the commands need and may not include themselves; app puts it together.
namespace repere::cli {

/// history_only: nothing that is sealed is read, and no key is needed.
enum class RecordOpening { create_if_missing, existing_only, history_only };

/// Which record a command speaks of.
struct RecordPlace {
  std::string url;                      ///< sqlite:FILE or postgresql://…
  std::optional<std::string> key_file;  ///< beside a SQLite database if not said
};

/// A record, and the secrets that it is read with.
struct OpenedRecord {
  std::shared_ptr<workflows::Secrets> secrets;
  std::unique_ptr<workflows::RecordStore> store;
};

/// The work of people on a record: with its audit trail, in transactions.
struct OpenedWork {
  std::shared_ptr<workflows::Secrets> secrets;
  std::unique_ptr<workflows::Transactions> transactions;
};

/// What `migrate` would do to a record; from 0: there is none yet, and nothing could be tried.
struct MigrationPlan {
  int from = 0, to = 0;            ///< versions of the schema
  std::vector<std::string> steps;  ///< "5: referrals"
};

struct CohortRequest {
  std::filesystem::path out;
  std::int64_t cases = 43'975;
  std::uint64_t seed = 1;
  double dirt = 0;
  bool five_years = false;  ///< follow-up of 5 years; else a median of 14 months
  std::function<void(std::int64_t done)> progress;
};

struct ServeRequest {
  std::vector<std::pair<std::string, std::string>> http;  ///< settings of the server, name and value (docs/http.md)
  std::filesystem::path reports;
  std::function<void(const std::string& address)> ready;
};

/// Which server a command speaks of: a configuration file, and what the command line says over it.
struct ServerPlace {
  std::optional<std::filesystem::path> config;
  std::optional<std::string> database, key_file, reports;
  bool demonstration = false;
  /// Whether the command names a database at all: without one `serve` shows reports only.
  bool has_database() const { return config || database; }
};

/// What `audit verify` found: problems are sentences; none means whole.
struct AuditFindings {
  std::int64_t lines = 0;
  std::vector<std::string> problems;
};

/// What a backup holds.
struct BackupSummary {
  int schema_version = 0;
  Instant made{};
  bool encrypted = false;
  std::map<std::string, std::int64_t> rows;  ///< by table
};

/// Which backup goes where; erasures that were made since are repeated.
struct RestoreRequest {
  std::filesystem::path file, backup_key;  ///< an empty key: not encrypted
  RecordPlace to;
  std::filesystem::path erasures;  ///< empty: beside the record's key file
  bool without_erasures = false;
};

struct RestoredBackup {
  BackupSummary summary;
  std::int64_t erasures_repeated = 0;
};

struct Services {
  std::string version;
  const workflows::Clock& clock;
  std::function<Result<const ReferenceData*>()> reference;  ///< loaded and checked at the first call
  std::function<Result<OpenedRecord>(const RecordPlace&, RecordOpening)> open_record;
  std::function<Result<OpenedWork>(const RecordPlace&)> open_work;
  std::function<Result<study::Study>(const std::filesystem::path&)> load_study;
  std::function<Result<void>(const CohortRequest&)> make_cohort;
  std::function<Result<void>(const ServeRequest&)> serve;  ///< reports only, no accounts
  std::function<Result<void>(const ServeRequest&, const ServerPlace&)> serve_people;
  std::function<Result<AuditFindings>(const ServerPlace&)> verify_audit;
  /// The path of the one-time link of a first administrator with this login and name.
  std::function<Result<std::string>(const ServerPlace&, const std::string& login, const std::string& name)> first_administrator;
  std::function<Result<AgeStandards>()> age_standards;
  std::function<Result<Regions>()> regions;  ///< of every department
  // An empty key file: not encrypted.
  using Path = std::filesystem::path;
  std::function<Result<BackupSummary>(const std::string& url, const Path& file, const Path& key_file)> save_backup;
  std::function<Result<RestoredBackup>(const RestoreRequest&)> restore_backup;
  std::function<Result<BackupSummary>(const Path& file, const Path& key_file)> verify_backup;
  /// Tries the steps and takes them back.
  std::function<Result<MigrationPlan>(const RecordPlace&)> plan_migration;
};

}  // namespace repere::cli
