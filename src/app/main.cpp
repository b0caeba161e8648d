// The program: the only place that knows everything.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <optional>

#include "app/backups.hpp"
#include "app/cohort_folder.hpp"
#include "app/opened_record.hpp"
#include "app/people_server.hpp"
#include "catalogue/age_standards.hpp"
#include "catalogue/definitions.hpp"
#include "catalogue/find_knowledge.hpp"
#include "catalogue/load.hpp"
#include "catalogue/network_files.hpp"
#include "cli/commands.hpp"
#include "system/clock.hpp"
#include "web/pages/report_site.hpp"
#include "web/server/server.hpp"
#include "web/server/settings.hpp"

namespace {

using namespace repere;

// The reference data, read when the first command asks for them: `repere survival` needs none.
class Reference {
 public:
  Result<const ReferenceData*> get() {
    if (!data_) {
      const auto folder = find_knowledge_folder();
      if (!folder) return tl::unexpected(folder.error());
      auto loaded = load_reference_data(*folder);
      if (!loaded) return tl::unexpected(loaded.error());
      data_.emplace(std::move(*loaded));
    }
    return &*data_;
  }

 private:
  std::optional<ReferenceData> data_;
};

Result<void> make_cohort(Reference& reference, const cli::CohortRequest& request) {
  const auto data = reference.get();
  if (!data) return tl::unexpected(data.error());
  return app::write_cohort(request, **data);
}

Result<void> serve(const cli::ServeRequest& request, const workflows::Clock& clock) {
  std::vector<web::Setting> settings;
  for (const auto& [name, value] : request.http) settings.push_back({name, value});
  const auto options = web::server_options(settings);
  if (!options) return tl::unexpected(options.error());
  auto routes = web::report_routes(request.reports);
  if (!routes) return tl::unexpected(routes.error());
  web::Application application;
  application.routes = std::move(*routes);
  application.now = [&clock] { return clock.now(); };
  application.version = REPERE_VERSION;
  auto server = web::Server::start(std::move(application), *options);
  if (!server) return tl::unexpected(server.error());
  request.ready(web::address_shown(*options, (*server)->ports().front()));
  (*server)->wait();
  return {};
}

// The configuration file, the environment, and what the command line says over both.
Result<system::Configuration> configuration_of(const cli::ServerPlace& place) {
  auto configuration = system::read_configuration(place.config, system::process_environment());
  if (!configuration) return configuration;
  if (place.database) configuration->database = *place.database;
  if (place.key_file) configuration->key_file = *place.key_file;
  if (place.reports) configuration->reports = *place.reports;
  if (place.demonstration) configuration->demonstration = true;
  return configuration;
}

// What the public directory is made from; a server alone needs it.
Result<Geography> geography_of() {
  const auto folder = find_knowledge_folder();
  if (!folder) return tl::unexpected(folder.error());
  const auto tables = find_geography_folder(*folder);
  if (!tables) return tl::unexpected(tables.error());
  if (!*tables)
    std::cerr << "the table of places was not made (npm ci in portal/geography, then build): the public directory searches by "
                 "department only\n";
  return load_geography(*folder, *tables);
}

// Calls `what` with the configuration and the reference data, or gives the error of reading them.
template <class What>
auto with_place(Reference& reference, const cli::ServerPlace& place, const What& what)
    -> decltype(what(std::declval<const system::Configuration&>(), std::declval<const ReferenceData&>())) {
  const auto configuration = configuration_of(place);
  if (!configuration) return tl::unexpected(configuration.error());
  const auto data = reference.get();
  if (!data) return tl::unexpected(data.error());
  return what(*configuration, **data);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  Reference reference;
  const system::MachineClock clock;
  const cli::Services services{
      REPERE_VERSION,
      clock,
      [&] { return reference.get(); },
      [&](const cli::RecordPlace& place, cli::RecordOpening opening) -> Result<cli::OpenedRecord> {
        const auto data = reference.get();
        if (!data) return tl::unexpected(data.error());
        return app::open_record(place, opening, **data);
      },
      [&](const cli::RecordPlace& place) -> Result<cli::OpenedWork> {
        const auto data = reference.get();
        if (!data) return tl::unexpected(data.error());
        return app::open_work(place, **data, clock);
      },
      [&](const std::filesystem::path& file) -> Result<study::Study> {
        const auto data = reference.get();
        if (!data) return tl::unexpected(data.error());
        return load_study(file, **data);
      },
      [&](const cli::CohortRequest& request) { return make_cohort(reference, request); },
      [&](const cli::ServeRequest& request) { return serve(request, clock); },
      [&](const cli::ServeRequest& request, const cli::ServerPlace& place) {
        return with_place(reference, place, [&](const system::Configuration& configuration, const ReferenceData& data) -> Result<void> {
          const auto geography = geography_of();
          if (!geography) return tl::unexpected(geography.error());
          return app::serve_people(request, configuration, data, *geography, clock);
        });
      },
      [&](const cli::ServerPlace& place) {
        return with_place(reference, place,
                          [&](const system::Configuration& configuration, const ReferenceData& data) -> Result<cli::AuditFindings> {
                            auto report = app::verify_trail(configuration, data, clock);
                            if (!report) return tl::unexpected(report.error());
                            return cli::AuditFindings{report->lines, std::move(report->problems)};
                          });
      },
      [&](const cli::ServerPlace& place, const std::string& login, const std::string& name) {
        return with_place(reference, place, [&](const system::Configuration& configuration, const ReferenceData& data) {
          return app::first_link(configuration, data, clock, login, name);
        });
      },
      []() -> Result<AgeStandards> {
        const auto folder = find_knowledge_folder();
        if (!folder) return tl::unexpected(folder.error());
        return load_age_standards(*folder);
      },
      []() -> Result<Regions> {
        const auto folder = find_knowledge_folder();
        if (!folder) return tl::unexpected(folder.error());
        return load_regions(*folder / "network" / "regions.csv");
      },
      [&](const std::string& url, const std::filesystem::path& file, const std::filesystem::path& key_file) {
        return app::save_backup(url, file, key_file, clock.now());
      },
      [&](const cli::RestoreRequest& request) -> Result<cli::RestoredBackup> {
        const auto data = reference.get();
        if (!data) return tl::unexpected(data.error());
        return app::restore_backup(request, **data, clock);
      },
      app::verify_backup, app::plan_migration};
  cli::Console console{std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
  try {
    return cli::run(argc, argv, services, console);
  } catch (const std::bad_alloc&) {
    std::cerr << "repere: not enough memory for this input\n";
  } catch (const std::exception& problem) {
    std::cerr << "repere: our fault: " << problem.what() << "\n";
  }
  return 3;
}
