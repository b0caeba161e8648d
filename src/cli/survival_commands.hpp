#pragma once
#include "cli/command.hpp"

namespace repere::cli {

/// Adds `survival km|logrank|cox|cuminc|rmst`: statistics of the columns of one CSV file.
/// docs/command-line.md is their manual, docs/methods.md the formulas.
void add_survival_commands(CLI::App& app, Console& console, Ending& ending);

}  // namespace repere::cli
