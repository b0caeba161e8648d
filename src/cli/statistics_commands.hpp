#pragma once
#include "cli/command.hpp"
#include "cli/services.hpp"

namespace repere::cli {

/// Adds `statistics proportion|table|funnel|ranks|rates|logistic`: statistics of the columns of one CSV file beside those of
/// survival. docs/command-line.md is their manual, docs/methods.md the formulas.
void add_statistics_commands(CLI::App& app, const Services& services, Console& console, Ending& ending);

}  // namespace repere::cli
