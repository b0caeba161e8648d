#include "cli/survival_commands.hpp"

#include <CLI/CLI.hpp>

#include "cli/survival_each.hpp"

namespace repere::cli {

void add_survival_commands(CLI::App& app, Console& console, Ending& ending) {
  CLI::App* survival =
      app.add_subcommand("survival", "Survival statistics of a CSV file")->require_subcommand(1);
  add_survival_km(*survival, console, ending);
  add_survival_logrank(*survival, console, ending);
  add_survival_cox(*survival, console, ending);
  add_survival_cuminc(*survival, console, ending);
  add_survival_finegray(*survival, console, ending);
  add_survival_rmst(*survival, console, ending);
}

}  // namespace repere::cli
