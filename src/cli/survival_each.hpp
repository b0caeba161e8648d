#pragma once
#include "cli/command.hpp"

// The survival commands, one a file.
namespace repere::cli {

void add_survival_km(CLI::App& survival, Console& console, Ending& ending);
void add_survival_logrank(CLI::App& survival, Console& console, Ending& ending);
void add_survival_cox(CLI::App& survival, Console& console, Ending& ending);
void add_survival_cuminc(CLI::App& survival, Console& console, Ending& ending);
void add_survival_finegray(CLI::App& survival, Console& console, Ending& ending);
void add_survival_rmst(CLI::App& survival, Console& console, Ending& ending);

}  // namespace repere::cli
