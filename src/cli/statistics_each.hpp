#pragma once
#include <functional>

#include "cli/services.hpp"
#include "cli/statistics_answer.hpp"

// The commands of `repere statistics`, one a file.
namespace repere::cli {

void add_statistics_proportion(CLI::App& statistics, Console& console, Ending& ending);
void add_statistics_table(CLI::App& statistics, Console& console, Ending& ending);
void add_statistics_funnel(CLI::App& statistics, Console& console, Ending& ending);
void add_statistics_ranks(CLI::App& statistics, Console& console, Ending& ending);
void add_statistics_rates(CLI::App& statistics, const Services& services, Console& console, Ending& ending);
void add_statistics_logistic(CLI::App& statistics, Console& console, Ending& ending);

/// Prints the answer, or the error with its exit code.
int finish(const Result<Answer>& answer, Format format, Console& console);

}  // namespace repere::cli
