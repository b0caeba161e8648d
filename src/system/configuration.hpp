#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "system/openid_settings.hpp"
#include "system/smtp_server.hpp"

namespace repere::system {

/// What an operator decides: the configuration file, over it the environment. packaging/repere.toml lists and explains every
/// setting; a test holds the two together.
struct Configuration {
  std::string database = "sqlite:var/repere.db";
  int readers = 4;                 ///< connections that read at the same time
  std::filesystem::path key_file;  ///< empty: beside a SQLite database, its name with ".key"
  std::filesystem::path
      audit_head;  ///< where the end of the audit trail is noted; empty: beside the key file
  std::filesystem::path reports = "var/reports";
  std::filesystem::path editions = "var/editions";  ///< of the public results, as `repere publish` writes them
  std::string network_name = "Repère";  ///< as authenticator applications and messages show it
  std::string answerable;  ///< who answers for individual results of the triage questionnaire; empty: none are shown
  std::string triage_rules = "france-public";  ///< a rule set of knowledge/triage, by its id
  std::filesystem::path scan_program;  ///< looks for viruses in referrals' documents; empty: nothing does
  bool demonstration = false;  ///< only with a database that says it is synthetic, and on this machine alone

  /// Sign-in at another provider of identities; empty issuer: none.
  struct OpenIdConnect : OpenIdSettings {
    std::filesystem::path client_secret_file;
    std::filesystem::path authorities_file;  ///< certificates to trust when asking the provider; empty: the system's
  } openid_connect;

  /// What leaves by mail. Without a server of a way, what goes that way waits.
  struct Outbox {
    std::string site;      ///< "https://repere.example": what links begin with
    int link_days = 30;
    int last_try_hours = 72;
    bool attach_reports_to_mssante = false;
    struct Server : SmtpSettings {
      std::filesystem::path password_file;
    } email, mssante;
  } outbox;

  /// HTTP's own settings in the order they stand, under the names of docs/http.md.
  std::vector<std::pair<std::string, std::string>> http;
};

/// A variable of the environment, or nothing.
using Environment = std::function<std::optional<std::string>(const std::string&)>;
/// The environment of this process.
Environment process_environment();

/// Reads the file, when one is given, and the environment over it: the setting database.url is REPERE_DATABASE_URL.
/// Errors: not_found, unavailable; incorrect with file, line and setting for what is not TOML, not a setting (the nearest
///   name is said), or not of its type
Result<Configuration> read_configuration(const std::optional<std::filesystem::path>& file,
                                         const Environment& environment);

/// Every setting outside [http], as "section.name", in the order of the file.
std::vector<std::string> configuration_names();

}  // namespace repere::system
