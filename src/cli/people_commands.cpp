#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"

namespace repere::cli {

void add_server_place(CLI::App& command, ServerPlace& place) {
  command.add_option("--config", place.config,
                     "configuration file (packaging/repere.toml explains every setting)");
  command.add_option("--db", place.database, "the database: sqlite:FILE or postgresql://…");
  command.add_option("--key", place.key_file, "the key file (beside a SQLite database if not said)");
}

namespace {

void add_audit_verify(CLI::App& audit, const Services& services, Console& console, Ending& ending) {
  auto place = std::make_shared<ServerPlace>();
  CLI::App* command = audit.add_subcommand(
      "verify", "Walks the whole audit trail: ends with 1 when a line was removed, altered or moved");
  add_server_place(*command, *place);
  command->callback([=, &services, &console, &ending] {
    const auto found = services.verify_audit(*place);
    if (!found) {
      ending.exit_code = failed(console, found.error());
      return;
    }
    for (const auto& problem : found->problems) console.out << problem << "\n";
    console.out << found->lines << " lines: " << (found->problems.empty() ? "whole" : "NOT whole") << "\n";
    if (!found->problems.empty()) ending.exit_code = 1;
  });
}

void add_user_first(CLI::App& user, const Services& services, Console& console, Ending& ending) {
  struct Options {
    ServerPlace place;
    std::string login, name;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = user.add_subcommand(
      "first",
      "Invites the first administrator of a database without accounts; prints the one-time link's path");
  add_server_place(*command, options->place);
  command->add_option("--login", options->login, "e-mail address")->required();
  command->add_option("--name", options->name, "as colleagues read it")->required();
  command->callback([=, &services, &console, &ending] {
    const auto link = services.first_administrator(options->place, options->login, options->name);
    if (!link) {
      ending.exit_code = failed(console, link.error());
      return;
    }
    console.out << *link << "\n";
  });
}

}  // namespace

void add_people_commands(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  CLI::App* audit = app.add_subcommand("audit", "The audit trail")->require_subcommand(1);
  add_audit_verify(*audit, services, console, ending);
  CLI::App* user = app.add_subcommand("user", "Accounts, from the command line")->require_subcommand(1);
  add_user_first(*user, services, console, ending);
}

}  // namespace repere::cli
