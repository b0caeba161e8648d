#include <CLI/CLI.hpp>
#include <cmath>
#include <ostream>

#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/logistic.hpp"

namespace repere::cli {
namespace {

using statistics::LogisticResidual;

struct LogisticCommand {
  std::string data, outcome, covariates, weights, offset, cluster, residuals;
  bool firth = false, robust = false, profile = false;
  double level = 0.95;
  std::shared_ptr<unsigned> threads;
  std::shared_ptr<Format> format;
};

const std::pair<const char*, LogisticResidual> residual_kinds[] = {
    {"response", LogisticResidual::response},
    {"deviance", LogisticResidual::deviance},
    {"pearson", LogisticResidual::pearson},
    {"leverage", LogisticResidual::leverage},
    {"cook", LogisticResidual::cook},
    {"dfbeta", LogisticResidual::dfbeta},
    {"dfbeta-deviance", LogisticResidual::dfbeta_deviance}};

// What was read and fitted. The model borrows from the columns.
struct Fitted {
  ReadColumns read;
  std::vector<std::string> names;  // of the coefficients, the intercept first
  std::vector<double> residuals;
  statistics::LogisticFit fit;
};

Result<Fitted> compute(const LogisticCommand& options, const std::vector<std::string>& covariates) {
  std::vector<ColumnRequest> requests{{options.outcome, ColumnRole::event}};
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t weights = request(options.weights, ColumnRole::positive_weight);
  const std::size_t offset = request(options.offset, ColumnRole::number);
  const std::size_t cluster = request(options.cluster, ColumnRole::level);
  const std::size_t first = requests.size();
  for (const auto& name : covariates) request(name, ColumnRole::number);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());
  Fitted fitted{std::move(*read), {"(intercept)"}, {}, {}};
  const auto& columns = fitted.read.columns;
  statistics::LogisticModel model;
  model.outcome = columns[0].events;
  if (weights) model.weight = columns[weights].numbers;
  if (offset) model.offset = columns[offset].numbers;
  if (cluster)
    model.clusters = {columns[cluster].code, static_cast<std::uint32_t>(columns[cluster].levels.size())};
  for (std::size_t j = 0; j < covariates.size(); ++j) {
    model.covariates.push_back({covariates[j], columns[first + j].numbers});
    fitted.names.push_back(covariates[j]);
  }
  statistics::LogisticOptions how;
  how.firth = options.firth;
  how.robust = options.robust || cluster > 0;
  how.profile_limits = options.profile;
  how.level = options.level;
  how.threads = *options.threads;
  auto fit = fit_logistic(model, how);
  if (!fit) return fail_in(fitted.read.file, fit.error());
  fitted.fit = std::move(*fit);
  for (const auto& [name, kind] : residual_kinds)
    if (options.residuals == name) fitted.residuals = logistic_residuals(model, fitted.fit, kind).value();
  return fitted;
}

AnswerTable coefficients(const Fitted& fitted, bool robust) {
  AnswerTable table{
      "coefficients",
      {"name", "coef", "or", "se", "robust_se", "z", "p", "or_lower", "or_upper", "lower", "upper"}};
  const auto& fit = fitted.fit;
  for (std::size_t j = 0; j < fitted.names.size(); ++j)
    table.rows.push_back({fitted.names[j], fit.coefficient[j], std::exp(fit.coefficient[j]),
                          fit.model_error[j], robust ? fit.std_error[j] : std::nan(""),
                          fit.coefficient[j] / fit.std_error[j], fit.p[j], std::exp(fit.lower[j]),
                          std::exp(fit.upper[j]), fit.lower[j], fit.upper[j]});
  return table;
}

AnswerTable residual_table(const Fitted& fitted, const std::string& kind) {
  AnswerTable table{"residuals", {"row"}};
  const std::size_t width = fitted.residuals.size() / fitted.read.rows;
  for (std::size_t j = 0; j < width; ++j) table.columns.push_back(width == 1 ? kind : fitted.names[j]);
  // The file's rows are numbered, those that are left out too.
  std::size_t number = 0, next_out = 0;
  for (std::size_t row = 0; row < fitted.read.rows; ++row) {
    ++number;
    for (; next_out < fitted.read.left_out_rows.size() && fitted.read.left_out_rows[next_out] == number;
         ++next_out)
      ++number;
    std::vector<Cell> cells{static_cast<double>(number)};
    for (std::size_t j = 0; j < width; ++j) cells.emplace_back(fitted.residuals[row * width + j]);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Answer answer_of(const LogisticCommand& options, const Fitted& fitted) {
  const auto& fit = fitted.fit;
  const bool robust = options.robust || !options.cluster.empty();
  Answer answer;
  answer.left_out = fitted.read.left_out;
  answer.warnings = fit.warnings;
  if (!options.residuals.empty()) answer.tables.push_back(residual_table(fitted, options.residuals));
  answer.tables.push_back(coefficients(fitted, robust));
  AnswerTable tests{"tests", {"test", "chi2", "df", "p"}};
  for (const auto& [name, test] :
       {std::pair{"lr", fit.likelihood_ratio}, std::pair{"wald", fit.wald}, std::pair{"score", fit.score},
        std::pair{"hosmer_lemeshow", fit.hosmer_lemeshow}})
    tests.rows.push_back({name, test.chi2, static_cast<double>(test.df), test.p});
  answer.tables.push_back(std::move(tests));
  answer.tables.push_back(single("fit",
                                 {"n", "events", "loglik_null", "loglik", "null_deviance", "deviance", "aic",
                                  "brier", "iterations", "penalised"},
                                 {static_cast<double>(fit.rows), fit.events, fit.loglik_null, fit.loglik,
                                  fit.null_deviance, fit.deviance, fit.aic, fit.brier,
                                  static_cast<double>(fit.iterations), options.firth ? "firth" : "no"}));
  const auto& c = fit.discrimination;
  answer.tables.push_back(
      single("concordance", {"value", "se", "se_delong", "concordant", "discordant", "tied_x"},
             {c.value, c.std_error, c.delong_error, c.concordant, c.discordant, c.tied_x}));
  AnswerTable groups{"calibration", {"lowest", "highest", "n", "observed", "expected"}};
  for (const auto& group : fit.calibration)
    groups.rows.push_back({group.lowest, group.highest, group.rows, group.observed, group.expected});
  answer.tables.push_back(std::move(groups));
  return answer;
}

void write_matrix(report::JsonWriter& json, const char* name, const statistics::Matrix& matrix) {
  json.key(name).begin_array();
  const std::size_t p = matrix.size();
  for (std::size_t i = 0; i < p; ++i) json.value(matrix.values().subspan(i * p, p));
  json.end_array();
}

int run(const LogisticCommand& options, Console& console) {
  std::vector<std::string> covariates;
  if (!options.covariates.empty()) {
    const auto names = list_of_names(options.covariates);
    if (!names)
      return wrong_usage(
          console,
          "--covariates takes column names separated by commas; a name that holds a comma stands in quotes");
    covariates = *names;
  }
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  auto fitted = compute(options, covariates);
  if (!fitted) return failed(console, fitted.error());
  Answer answer = answer_of(options, *fitted);
  if (*options.format == Format::json)
    answer.extra = [&](report::JsonWriter& json) {
      write_matrix(json, "covariance", fitted->fit.covariance);
      if (fitted->fit.robust_covariance.size() > 0)
        write_matrix(json, "robust_covariance", fitted->fit.robust_covariance);
      else
        json.field("robust_covariance", std::nullopt);
    };
  print(answer, *options.format, console);
  return 0;
}

}  // namespace

void add_statistics_logistic(CLI::App& statistics, Console& console, Ending& ending) {
  auto options = std::make_shared<LogisticCommand>();
  CLI::App* command = statistics.add_subcommand("logistic", "Logistic regression");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--outcome", options->outcome, "column: 1 yes, 0 no")->required();
  command->add_option("--covariates", options->covariates, "columns of numbers: c1,c2,...");
  command->add_option("--weights", options->weights, "column: case weights, above 0 (copies of the row)");
  command->add_option("--offset", options->offset, "column: a term with coefficient 1");
  auto* cluster = command->add_option("--cluster", options->cluster,
                                      "column: rows of one value are not independent: robust errors");
  command->add_flag("--robust", options->robust, "errors that hold when the model is not true")
      ->excludes(cluster);
  command->add_flag("--firth", options->firth,
                    "Firth's penalty: finite estimates when outcomes are separated");
  command->add_flag("--profile", options->profile,
                    "limits and p of the profile likelihood (always with --firth)");
  std::vector<std::string> kinds;
  for (const auto& [name, kind] : residual_kinds) kinds.emplace_back(name);
  command
      ->add_option(
          "--residuals", options->residuals,
          "by row: response, deviance, pearson, leverage, cook, dfbeta or dfbeta-deviance (R's dfbeta)")
      ->check(CLI::IsMember(kinds));
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  options->threads = add_threads_option(*command);
  options->format = add_format_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
