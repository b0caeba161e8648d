#include "app/people_server.hpp"

#include <malloc.h>

#include <algorithm>
#include <iostream>

#include "app/audit_head.hpp"
#include "app/keys.hpp"
#include "app/outbox.hpp"
#include "app/secret_file.hpp"
#include "app/server_knowledge.hpp"
#include "storage/people/sql_transactions.hpp"
#include "storage/reach/sql_reach.hpp"
#include "system/erasure_file.hpp"
#include "system/curl_client.hpp"
#include "system/openid_connect.hpp"
#include "system/scan_program.hpp"
#include "system/sodium_secrets.hpp"
#include "web/pages/report_site.hpp"
#include "web/people/boards/board_pages.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/room/room_pages.hpp"
#include "web/public/centre_directory.hpp"
#include "web/public/guide_pages.hpp"
#include "web/public/public_routes.hpp"
#include "web/public/suspicion_pages.hpp"
#include "web/public/results/results_pages.hpp"
#include "web/public/referral_pages.hpp"
#include "web/public/sent_report_pages.hpp"
#include "web/server/server.hpp"
#include "web/server/settings.hpp"
#include "workflows/accounts/demonstration.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/boards/demonstration_board.hpp"
#include "workflows/boards/open_meetings.hpp"
#include "workflows/messages/remind_owners.hpp"
#include "workflows/reach/reach_counter.hpp"

namespace repere::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* first_login = "admin@repere.example";

// Opened in this order, gone in the other: what stands below uses what stands above.
struct Stores {
  std::unique_ptr<system::SodiumSecrets> secrets;
  std::unique_ptr<storage::SqlTransactions> transactions;
  std::unique_ptr<system::ErasureFile> erasures;
  workflows::Means means(const workflows::Clock& clock) const {
    return {*transactions, *secrets, clock, erasures.get()};
  }
};

fs::path head_file_of(const system::Configuration& configuration, const fs::path& key_file) {
  return configuration.audit_head.empty() ? fs::path(key_file.string() + ".audit") : configuration.audit_head;
}

Result<Stores> open_stores(const system::Configuration& configuration, const ReferenceData& reference,
                           const workflows::Clock& clock, bool may_create) {
  const auto file = key_file_of(configuration);
  if (!file) return tl::unexpected(file.error());
  const auto mode = may_create ? storage::OpenMode::create_if_missing : storage::OpenMode::existing_only;
  auto secrets = open_secrets(configuration.database, *file, mode);
  if (!secrets) return tl::unexpected(secrets.error());
  Stores stores;
  stores.secrets = std::move(*secrets);
  storage::SharedDatabase::Settings settings;
  settings.readers = static_cast<std::size_t>(configuration.readers);
  settings.writes.lost = [](const Error& error) {
    std::cerr << "repere: an audit line of a reading could not be written: " << error.message << "\n";
  };
  settings.writes.waits = [](bool begins) { begins ? web::WorkerPool::begin_wait() : web::WorkerPool::end_wait(); };
  auto opened = storage::SqlTransactions::open(configuration.database, mode,
                                               {*stores.secrets, clock, reference}, std::move(settings));
  if (!opened) return tl::unexpected(opened.error());
  stores.transactions = std::move(*opened);
  stores.erasures = std::make_unique<system::ErasureFile>(erasure_list_of(*file), *stores.secrets);
  const auto repeated = workflows::agree_on_erasures(*stores.transactions, *stores.erasures, clock.now());
  if (!repeated) return tl::unexpected(repeated.error());
  if (*repeated > 0) std::cerr << *repeated << " erasures of the list were applied again\n";
  return stores;
}

Result<bool> has_accounts(const workflows::Means& means) {
  bool some = false;
  const auto read = means.transactions.read([&](workflows::Work& work) -> Result<void> {
    const auto all = work.accounts().all();
    if (!all) return tl::unexpected(all.error());
    some = !all->empty();
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return some;
}

// The provider of identities that the configuration names, and what asks it.
struct Provider {
  std::unique_ptr<system::CurlClient> client;
  std::unique_ptr<system::OpenIdConnect> connect;
};

Result<Provider> provider_of(const system::Configuration::OpenIdConnect& wanted) {
  Provider provider;
  if (wanted.issuer.empty()) return provider;
  system::OpenIdSettings settings = wanted;
  if (!wanted.client_secret_file.empty()) {
    auto secret = secret_in(wanted.client_secret_file, "the client's secret (openid_connect.client_secret_file)");
    if (!secret) return tl::unexpected(secret.error());
    while (secret->ends_with(' ')) secret->pop_back();
    settings.client_secret = Confidential<std::string>(std::move(*secret));
  }
  if (auto good = system::check(settings); !good) return tl::unexpected(good.error());
  system::CurlClient::Limits limits;
  limits.authorities = wanted.authorities_file;
  provider.client = std::make_unique<system::CurlClient>(limits);
  provider.connect = std::make_unique<system::OpenIdConnect>(std::move(settings), *provider.client);
  return provider;
}

bool is_this_machine(const web::ListenAddress& address) {
  return address.host == "127.0.0.1" || address.host == "::1";
}

// The centre at which demonstration accounts work: the one with most cases, so that there is something to see.
std::string busiest_centre(const workflows::Means& means) {
  std::map<std::string, int> counts;
  access::Caller caller{{}, {{access::Role::epidemiologist, {}}}, std::nullopt, std::nullopt};
  const auto permit = access::authorise(caller, access::Act::list_cases, access::of_the_network());
  static_cast<void>(means.transactions.read([&](workflows::Work& work) -> Result<void> {
    workflows::CaseFilter filter;
    filter.most = 500;
    const auto cases = work.cases().list(*permit, caller, filter);
    if (!cases) return tl::unexpected(cases.error());
    for (const auto& one : *cases)
      if (!one.centre.empty()) ++counts[one.centre];
    return {};
  }));
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
}

// The links that the first start, or a demonstration, prints: shown on standard error, never logged.
Result<void> print_links(const system::Configuration& configuration, const workflows::BoardMeans& boards,
                         const std::string& address) {
  const workflows::Means& means = boards.means;
  if (configuration.demonstration) {
    const std::string centre = busiest_centre(means);
    const auto links = workflows::make_demonstration_links(means, centre);
    if (!links) return tl::unexpected(links.error());
    if (auto made = workflows::make_demonstration_board(boards, centre); !made) return made;
    std::cerr << "demonstration accounts (synthetic data); each link works once:\n";
    for (const auto& link : *links)
      std::cerr << "  " << word_in(access::role_words, link.role)
                << std::string(16 - word_in(access::role_words, link.role).size(), ' ') << address
                << "/demonstration/" << link.token << "\n";
    return {};
  }
  const auto some = has_accounts(means);
  if (!some) return tl::unexpected(some.error());
  if (*some) return {};
  const auto invited = workflows::invite_first_administrator(means, first_login, "Administration");
  if (!invited) return tl::unexpected(invited.error());
  std::cerr << "first start: this link, good for seven days and once, opens the administrator's account ("
            << first_login << "):\n  " << address << "/invitation/" << invited->token << "\n";
  return {};
}

Result<void> note_head(const workflows::Means& means, const fs::path& file) {
  return means.transactions.read([&](workflows::Work& work) -> Result<void> {
    const auto head = work.audit().head();
    if (!head) return tl::unexpected(head.error());
    return head->first == 0 ? Result<void>() : write_audit_head(file, *head);
  });
}

// Whoever hears of a new message may wake the worker as long as the database tells; it works no longer than what it needs is there.
struct RunningOutbox {
  explicit RunningOutbox(workflows::OutboxMeans means)
      : worker(std::make_shared<workflows::OutboxWorker>(std::move(means), [](const Error& error) {
          std::cerr << "repere: the outbox could not be emptied, and is tried again: " << error.message << "\n";
        })) {}
  ~RunningOutbox() { worker->stop(); }
  RunningOutbox(const RunningOutbox&) = delete;
  RunningOutbox& operator=(const RunningOutbox&) = delete;
  std::shared_ptr<workflows::OutboxWorker> worker;
};

// What is due for somebody is queued by every server of a database: whoever comes first.
class RunningReminders {
 public:
  explicit RunningReminders(const workflows::Means& means)
      : means_(means), thread_(std::chrono::minutes(5), [this] { queue(); }) {}

 private:
  void queue() {
    const auto queued = workflows::queue_reminders(means_);
    if (!queued && !failing_)
      std::cerr << "repere: reminders could not be queued, and are tried again: " << queued.error().message << "\n";
    failing_ = !queued;
  }
  const workflows::Means& means_;
  bool failing_ = false;
  FromTimeToTime thread_;
};

}  // namespace

Result<fs::path> key_file_of(const system::Configuration& configuration) {
  return key_file_for(configuration.database, configuration.key_file.string());
}

Result<void> serve_people(const cli::ServeRequest& request, const system::Configuration& configuration,
                          const ReferenceData& reference, const Geography& geography,
                          const workflows::Clock& clock) {
  // Reports are read and compressed in pieces of megabytes: each taken from the system by itself, they go back to it.
  ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  std::vector<web::Setting> settings;
  for (const auto& [name, value] : configuration.http) settings.push_back({name, value});
  for (const auto& [name, value] : request.http) settings.push_back({name, value});
  const auto options = web::server_options(settings);
  if (!options) return tl::unexpected(options.error());
  if (configuration.demonstration &&
      !std::all_of(options->listen.begin(), options->listen.end(), is_this_machine))
    return fail(
        ErrorKind::forbidden,
        "a demonstration listens on this machine only (127.0.0.1 or ::1): its links need no password");
  const auto triage = triage_rules(configuration);
  if (!triage) return tl::unexpected(triage.error());
  const auto provider = provider_of(configuration.openid_connect);
  if (!provider) return tl::unexpected(provider.error());
  const auto written = written_pages();
  if (!written) return tl::unexpected(written.error());
  const auto board_rules = rules_of_boards();
  if (!board_rules) return tl::unexpected(board_rules.error());
  auto messages = message_rules_of(configuration);
  if (!messages) return tl::unexpected(messages.error());
  auto connectors = mail_connectors(configuration);
  if (!connectors) return tl::unexpected(connectors.error());
  auto stores = open_stores(configuration, reference, clock, true);
  if (!stores) return tl::unexpected(stores.error());
  workflows::Means means = stores->means(clock);
  means.messages = &*messages;
  messages->demonstration = configuration.demonstration;
  if (auto held = hold_back_demonstration(means, *messages, *connectors); !held) return held;
  const auto gate = std::make_shared<web::PeopleGate>(means);
  const auto events = std::make_shared<web::EventHub>();
  storage::Notifications& notifications = stores->transactions->database().notifications();
  notifications.listen("session", [gate, events](const storage::Notification& told) {
    if (told.after_gap) return gate->forget_all();
    gate->forget(told.payload);
    events->close(told.payload);
  });
  notifications.listen("case", [events](const storage::Notification& told) {
    if (told.after_gap) return events->reset_all();
    events->deliver({"case/" + told.payload, "changed", "{}", {}});
  });
  notifications.listen("meeting", [events](const storage::Notification& told) {
    if (told.after_gap) return events->reset_all();
    events->deliver(web::meeting_event(told.payload));
  });

  web::Application application;
  auto routes = web::report_routes(configuration.reports, web::ReportPlace::section);
  if (!routes) return tl::unexpected(routes.error());
  application.routes = std::move(*routes);
  workflows::NoScanner no_scanner;
  system::ScanProgram scan_program(configuration.scan_program);
  workflows::DocumentScanner& scanner =
      configuration.scan_program.empty() ? static_cast<workflows::DocumentScanner&>(no_scanner) : scan_program;
  storage::SqlReach reach_store(stores->transactions->database());
  workflows::ReachCounter reach_counter(reach_store, clock, geography.places.departments(), [](const Error& error) {
    std::cerr << "repere: the counts of the public pages could not be written, and are kept: " << error.message << "\n";
  });
  workflows::OpenMeetingsKept meetings(means, [](const Error& error) {
    std::cerr << "repere: the next board meetings could not be read for the public pages: " << error.message << "\n";
  });
  const web::PublicWorld in_public{reference,
                                   {configuration.network_name, configuration.demonstration},
                                   true,
                                   [&reach_counter](reach::Counted what, std::optional<std::size_t> department) {
                                     reach_counter.count(what, department);
                                   },
                                   [&meetings] { return meetings.now(); }};
  const auto directory = web::centre_directory(in_public, geography.places, geography.outlines);
  web::add_public_style(application.routes);
  web::add_home_pages(application.routes, in_public);
  const web::SuspicionDesk desk{in_public.network, *triage, configuration.answerable,
                                [&clock] { return clock.now(); }, directory, in_public.count};
  web::add_suspicion_pages(application.routes, desk);
  web::add_centre_pages(application.routes, directory, geography.outlines);
  const web::GuideDesk guide_desk{in_public, written->guides, written->regions, *triage,
                                  [&clock] { return clock.now(); }};
  web::add_guide_pages(application.routes, guide_desk);
  web::add_results_pages(application.routes, in_public, configuration.editions);
  const web::PeopleWorld world{means, reference, *gate, {means, reference, board_rules->rules}, provider->connect.get(), sending_of(*connectors, *messages)};
  const RunningOutbox outbox(outbox_means(configuration, *connectors, world.boards));
  notifications.listen("outbox", [worker = outbox.worker](const storage::Notification&) { worker->wake(); });
  const RunningReminders reminders(means);
  application.gauges = outbox_gauges(*outbox.worker, means);
  const web::ReferralDesk referral_desk{means, scanner, reference, in_public.network, world.boards,
                                        geography.places.departments(), in_public.count};
  web::add_referral_pages(application.routes, referral_desk);
  web::add_sent_report_pages(application.routes, referral_desk);
  web::add_case_routes(application.routes, world);
  web::add_person_routes(application.routes, world);
  web::add_account_routes(application.routes, world);
  web::add_audit_routes(application.routes, world);
  web::add_sign_in_pages(application.routes, world);
  web::add_provider_pages(application.routes, world);
  web::add_workspace_pages(application.routes, world);
  web::add_account_pages(application.routes, world);
  web::add_security_pages(application.routes, world);
  web::add_case_pages(application.routes, world);
  web::add_inbox_pages(application.routes, world);
  web::add_message_routes(application.routes, world);
  web::add_message_pages(application.routes, world);
  web::add_duties_page(application.routes, world);
  web::add_board_pages(application.routes, world);
  web::add_room_pages(application.routes, world, events);
  web::add_audience_pages(application.routes, world, reach_store, geography.places.departments());
  web::add_own_referral_pages(application.routes, world, scanner);
  application.gate = gate;
  application.events = events;
  application.now = [&clock] { return clock.now(); };
  application.version = REPERE_VERSION;
  application.ready = [&means] {
    return means.transactions.read([](workflows::Work& work) -> Result<void> {
      const auto version = work.record().schema_version();
      return version ? Result<void>() : tl::unexpected(version.error());
    });
  };
  auto server = web::Server::start(std::move(application), *options);
  if (!server) return tl::unexpected(server.error());
  const std::string address = web::address_shown(*options, (*server)->ports().front());
  if (auto printed = print_links(configuration, world.boards, address); !printed) return printed;
  request.ready(address);
  (*server)->wait();
  reach_counter.stop();
  meetings.stop();
  outbox.worker->stop();
  stores->transactions->database().stop();
  const auto file = key_file_of(configuration);
  return file ? note_head(means, head_file_of(configuration, *file)) : Result<void>();
}

Result<workflows::TrailReport> verify_trail(const system::Configuration& configuration,
                                            const ReferenceData& reference, const workflows::Clock& clock) {
  const auto file = key_file_of(configuration);
  if (!file) return tl::unexpected(file.error());
  const fs::path head_file = head_file_of(configuration, *file);
  const auto known = read_audit_head(head_file);
  if (!known) return tl::unexpected(known.error());
  const auto stores = open_stores(configuration, reference, clock, false);
  if (!stores) return tl::unexpected(stores.error());
  Result<workflows::TrailReport> report;
  const auto read = stores->transactions->read([&](workflows::Work& work) -> Result<void> {
    report = work.audit().verify(*known);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  if (report && report->whole() && report->lines > 0)
    if (auto noted = write_audit_head(head_file, {report->lines, report->head}); !noted)
      return tl::unexpected(noted.error());
  return report;
}

Result<std::string> first_link(const system::Configuration& configuration, const ReferenceData& reference,
                               const workflows::Clock& clock, const std::string& login,
                               const std::string& name) {
  const auto stores = open_stores(configuration, reference, clock, true);
  if (!stores) return tl::unexpected(stores.error());
  const auto invited = workflows::invite_first_administrator(stores->means(clock), login, name);
  if (!invited) return tl::unexpected(invited.error());
  return "/invitation/" + invited->token;
}

}  // namespace repere::app
