#include "cli/survival_commands.hpp"

#include <CLI/CLI.hpp>

#include "cli/survival_each.hpp"

namespace repere::cli {
namespace {

// A command of the contract that this version does not have yet; whatever options follow it.
void add_later(CLI::App& survival, const std::string& name, const std::string& about, Console& console,
               Ending& ending) {
  CLI::App* command = survival.add_subcommand(name, about + " (in a later version)");
  command->allow_extras();
  command->callback([name, &console, &ending] {
    ending.exit_code = wrong_usage(console, "survival " + name + " is not available in this version");
  });
}

}  // namespace

void add_survival_commands(CLI::App& app, Console& console, Ending& ending) {
  CLI::App* survival =
      app.add_subcommand("survival", "Survival statistics of a CSV file")->require_subcommand(1);
  add_survival_km(*survival, console, ending);
  add_survival_logrank(*survival, console, ending);
  add_survival_cox(*survival, console, ending);
  add_survival_cuminc(*survival, console, ending);
  add_later(*survival, "rmst", "Restricted mean survival time", console, ending);
}

}  // namespace repere::cli
