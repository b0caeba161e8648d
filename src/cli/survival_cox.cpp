#include <CLI/CLI.hpp>
#include <cmath>

#include "cli/survival_cox_output.hpp"
#include "cli/survival_each.hpp"

namespace repere::cli {
namespace {

const char* const residual_words = "martingale, deviance, score, dfbeta, dfbetas, schoenfeld or scaledsch";

// What is wrong with the words of the command; nothing if all is well.
std::optional<std::string> wrong_words(const CoxCommand& command) {
  if (command.ridge && !(*command.ridge >= 0 && std::isfinite(*command.ridge)))
    return "--ridge takes a number of 0 or more";
  if (command.ridge && command.firth) return "--ridge and --firth do not go together";
  const bool penalised = command.ridge || command.firth;
  if (command.ties == "exact" && penalised) return "--ties exact takes no penalty: use efron or breslow";
  if (!(command.level > 0 && command.level < 1)) return "--level takes a number between 0 and 1";
  if (command.robust && !command.cluster.empty())
    return "--robust and --cluster do not go together: --robust takes each row as a cluster";
  if (command.is_robust() && penalised)
    return "a penalised fit has no robust variance: leave one of them out";
  if (command.is_robust() && command.ties == "exact")
    return "--ties exact has no robust variance: use efron or breslow";
  if (command.zph && !transform_of(*command.zph)) return "--zph takes km, identity, rank or log";
  if (command.zph && penalised) return "--zph tests fits without a penalty";
  if (!command.residuals.empty() && !residual_kind_of(command.residuals))
    return std::string("--residuals takes ") + residual_words;
  return std::nullopt;
}

int run(const CoxCommand& command, Console& console) {
  if (const auto wrong = wrong_words(command)) return wrong_usage(console, *wrong);
  CoxNames names;
  const auto covariates = list_of_names(command.covariates);
  if (!covariates)
    return wrong_usage(
        console,
        "--covariates takes column names separated by commas; a name that holds a comma stands in quotes");
  names.covariates = *covariates;
  if (!command.strata.empty()) {
    const auto strata = list_of_names(command.strata);
    if (!strata)
      return wrong_usage(
          console,
          "--strata takes column names separated by commas; a name that holds a comma stands in quotes");
    names.strata = *strata;
  }
  const auto result = compute_cox(command, names);
  if (!result) return failed(console, result.error());
  return print_result(console, *command.format,
                      {[&] { return json_of(*result); }, [&] { return csv_of(*result); },
                       [&] { return text_of(*result); }, result->warnings});
}

void add_model_options(CLI::App& command, CoxCommand& options) {
  command.add_option("--data", options.data, "CSV file")->required();
  command.add_option("--time", options.time, "column: end of follow-up")->required();
  command.add_option("--event", options.event, "column: 1 event, 0 censored")->required();
  command.add_option("--covariates", options.covariates, "columns of numbers: c1,c2,...")->required();
  command.add_option("--entry", options.entry,
                     "column: start of observation (delayed entry, time-varying rows)");
  command.add_option("--strata", options.strata,
                     "columns: each combination of values has its own baseline hazard");
  command.add_option("--cluster", options.cluster,
                     "column: rows with one value depend on each other; variance by clusters");
  command.add_flag("--robust", options.robust, "robust variance, each row a cluster of its own");
  command.add_option("--weights", options.weights, "column: case weights, above 0");
  command.add_option("--offset", options.offset, "column: a term with coefficient 1");
  command.add_option("--ties", options.ties, "efron (if not said), breslow or exact")
      ->check(CLI::IsMember({"efron", "breslow", "exact"}));
  command.add_option(
      "--ridge", options.ridge,
      "penalty: theta / 2 times the squared coefficients, each on the scale of its covariate's "
      "standard deviation");
  command
      .add_flag("--ridge-unscaled", options.ridge_unscaled, "the penalty is on the coefficients as they are")
      ->needs("--ridge");
  command.add_flag("--firth", options.firth, "Firth's correction: finite estimates under separation");
}

void add_diagnostic_options(CLI::App& command, CoxCommand& options) {
  // The value may be left out: then it is km.
  command
      .add_option_function<std::vector<std::string>>(
          "--zph",
          [&options](const std::vector<std::string>& words) {
            options.zph = words.empty() || words[0].empty() ? "km" : words[0];
          },
          "test of proportional hazards, over time as km (if not said), identity, rank or log")
      ->expected(0, 1)
      ->type_name("TRANSFORM");
  command.add_option("--residuals", options.residuals, std::string("residuals: ") + residual_words);
  command.add_flag("--baseline", options.baseline, "cumulative baseline hazard of each stratum");
  command.add_option(
      "--predict", options.predict,
      "CSV file, a profile a row (the covariates' columns; the strata's, to say which stratum; the "
      "offset's): their expected survival");
  command
      .add_option(
          "--conf", options.conf,
          "scale of the limits of expected survival: log (if not said), log-log, plain, logit or arcsin")
      ->check(CLI::IsMember({"log", "log-log", "plain", "logit", "arcsin"}));
  command.add_option("--level", options.level, "confidence level of intervals and limits (0.95 if not said)");
}

}  // namespace

void add_survival_cox(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<CoxCommand>();
  CLI::App* command = survival.add_subcommand("cox", "Cox's proportional hazards model");
  add_model_options(*command, *options);
  add_diagnostic_options(*command, *options);
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
