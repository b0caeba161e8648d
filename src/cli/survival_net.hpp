#pragma once
#include "cli/command.hpp"
#include "cli/services.hpp"

namespace repere::cli {

/// Adds `survival net`: net and relative survival against a population table, standardised by age.
/// docs/methods.md has the formulas, docs/life-tables.md the format of the table.
void add_survival_net(CLI::App& survival, const Services& services, Console& console, Ending& ending);

}  // namespace repere::cli
