#include "cli/statistics_commands.hpp"

#include <CLI/CLI.hpp>

#include "cli/statistics_each.hpp"

namespace repere::cli {

int finish(const Result<Answer>& answer, Format format, Console& console) {
  if (!answer) return failed(console, answer.error());
  print(*answer, format, console);
  return 0;
}

void add_statistics_commands(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  CLI::App* statistics =
      app.add_subcommand("statistics",
                         "Proportions, tables, ranks, rates and logistic regression of a CSV file")
          ->require_subcommand(1);
  add_statistics_proportion(*statistics, console, ending);
  add_statistics_table(*statistics, console, ending);
  add_statistics_funnel(*statistics, console, ending);
  add_statistics_ranks(*statistics, console, ending);
  add_statistics_rates(*statistics, services, console, ending);
  add_statistics_logistic(*statistics, console, ending);
}

}  // namespace repere::cli
