#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"

namespace repere::cli {

void add_demo_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto request = std::make_shared<CohortRequest>();
  CLI::App* demo = app.add_subcommand("demo", "Synthetic data to try the program with")->require_subcommand(1);
  CLI::App* cohort = demo->add_subcommand("cohort", "Writes a synthetic national cohort as a folder of the exchange format");
  auto out = std::make_shared<std::string>();
  cohort->add_option("--out", *out, "the folder to write; it must not be there yet")->required();
  cohort->add_option("--cases", request->cases, "number of cases (43,975 if not said)")->check(CLI::Range(std::int64_t{0}, std::int64_t{100'000'000}));
  cohort->add_option("--seed", request->seed, "the same seed gives the same bytes (1 if not said)");
  cohort->add_option("--dirt", request->dirt, "share of cases to damage, 0 to 1; dirt_truth.csv tells which and how")
      ->check(CLI::Range(0.0, 1.0));
  cohort
      ->add_option_function<std::string>(
          "--follow-up", [request](const std::string& word) { request->five_years = word == "5y"; },
          "median follow-up: 14m (if not said) or 5y")
      ->check(CLI::IsMember({"14m", "5y"}));
  cohort->callback([request, out, &services, &console, &ending] {
    request->out = *out;
    if (console.err_is_terminal && request->cases > 100'000)
      request->progress = [&console](std::int64_t done) { console.err << "\r" << done << " cases" << std::flush; };
    const auto made = services.make_cohort(*request);
    if (request->progress) console.err << "\n";
    if (!made) {
      ending.exit_code = failed(console, made.error());
      return;
    }
    console.out << request->cases << " synthetic cases in " << *out << "\n";
  });
}

}  // namespace repere::cli
