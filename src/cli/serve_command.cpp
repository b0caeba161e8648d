#include <CLI/CLI.hpp>
#include <array>
#include <ostream>

#include "cli/commands.hpp"

namespace repere::cli {

namespace {

// The options that have a setting's name of their own; the others are given with --set.
struct HttpOption {
  const char *flag, *setting, *what;
};
constexpr HttpOption http_options[] = {
    {"--listen", "listen", "ADDRESS:PORT (127.0.0.1:8080 if not said); may come several times"},
    {"--tls-certificate", "tls_certificate", "PEM file with the certificate and its chain: serves HTTPS"},
    {"--tls-key", "tls_key", "PEM file with the certificate's key"},
    {"--host", "host", "a name this site answers to (any if not said); may come several times"},
    {"--trusted-proxy", "trusted_proxy", "address or range (10.0.0.0/8) of a proxy whose Forwarded headers count"},
    {"--metrics-listen", "metrics_listen", "ADDRESS:PORT for /metrics alone"},
    {"--metrics-from", "metrics_from", "address or range that may read /metrics (this machine if not said)"},
};

Result<void> add_settings(const std::vector<std::string>& texts, ServeRequest& request) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return fail(ErrorKind::incorrect, "--set takes NAME=VALUE, for instance connections=20000");
    request.http.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return {};
}

}  // namespace

void add_serve_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto place = std::make_shared<ServerPlace>();
  auto given = std::make_shared<std::array<std::vector<std::string>, std::size(http_options)>>();
  auto settings = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("serve", "Serves people and machines with accounts, and the reports, until it is stopped (Ctrl-C)");
  add_server_place(*command, *place);
  for (std::size_t i = 0; i < given->size(); ++i) command->add_option(http_options[i].flag, (*given)[i], http_options[i].what);
  command->add_option("--set", *settings, "NAME=VALUE: another setting of the server (docs/http.md)");
  command->add_option("--reports", place->reports, "folder with the reports, fr/ and en/ (var/reports if not said)");
  command->add_flag("--demonstration", place->demonstration,
                    "prints one-time links of demonstration accounts: only on synthetic data, only on this machine");
  command->callback([=, &services, &console, &ending] {
    ServeRequest request;
    for (std::size_t i = 0; i < given->size(); ++i)
      for (const std::string& value : (*given)[i]) request.http.emplace_back(http_options[i].setting, value);
    if (const auto added = add_settings(*settings, request); !added) {
      ending.exit_code = failed(console, added.error());
      return;
    }
    request.reports = place->reports.value_or("var/reports");
    request.ready = [&console](const std::string& address) {
      console.out << "serving at " << address << "  (Ctrl-C stops)" << std::endl;
    };
    const auto served = place->has_database() ? services.serve_people(request, *place) : services.serve(request);
    if (!served) ending.exit_code = failed(console, served.error());
  });
}

}  // namespace repere::cli
