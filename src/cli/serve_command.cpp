#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"

namespace repere::cli {

void add_serve_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto request = std::make_shared<ServeRequest>();
  auto reports = std::make_shared<std::string>("var/reports");
  auto db = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("serve", "Serves the reports to a browser until it is stopped (Ctrl-C)");
  command->add_option("--listen", request->listen, "ADDRESS:PORT (127.0.0.1:8080 if not said)");
  command->add_option("--reports", *reports, "folder with the reports, fr/ and en/ (var/reports if not said)");
  command->add_option("--db", *db, "the record: sqlite:FILE; checked, not shown by this version");
  command->callback([=, &services, &console, &ending] {
    if (!db->empty())
      if (const auto store = services.open_record(*db, RecordOpening::existing_only); !store) {
        ending.exit_code = failed(console, store.error());
        return;
      }
    request->reports = *reports;
    request->ready = [&console](const std::string& address) {
      console.out << "serving at " << address << "  (Ctrl-C stops)" << std::endl;
    };
    if (const auto served = services.serve(*request); !served) ending.exit_code = failed(console, served.error());
  });
}

}  // namespace repere::cli
