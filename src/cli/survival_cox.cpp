#include <CLI/CLI.hpp>
#include <cmath>
#include <optional>
#include <ostream>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/cox.hpp"

namespace repere::cli {
namespace {

struct CoxCommand : SurvivalInput {
  std::string covariates;
  std::string weights;
  std::string offset;
  std::string ties = "efron";
  std::optional<double> ridge;
  bool ridge_unscaled = false;
  bool firth = false;
  LaterOptions later;
};

struct Names {
  std::vector<std::string> covariates;
  std::vector<std::string> strata;
};

// A coefficient as it is printed.
struct Line {
  std::string name;
  double coef, hr, se, z, p, hr_lower, hr_upper;
};

struct CoxResult {
  statistics::CoxFit fit;
  std::string ties;
  std::optional<statistics::Ridge> ridge;
  std::vector<Line> lines;
  std::size_t left_out = 0;
};

Line line_of(const std::string& name, double coef, double se) {
  const double z95 = statistics::normal_quantile_of_level(0.95), z = coef / se;
  return {name,
          coef,
          std::exp(coef),
          se,
          z,
          statistics::normal_two_sided(z),
          std::exp(coef - z95 * se),
          std::exp(coef + z95 * se)};
}

// With Firth's correction the test and the interval are those of the profile of the penalised likelihood.
void use_profile(Line& line, const statistics::CoxProfile& profile, std::size_t j) {
  line.p = profile.test[j].p;
  line.hr_lower = std::exp(profile.lower[j]);
  line.hr_upper = std::exp(profile.upper[j]);
}

statistics::CoxOptions options_of(const CoxCommand& command) {
  statistics::CoxOptions options;
  options.ties = command.ties == "exact"     ? statistics::Ties::exact
                 : command.ties == "breslow" ? statistics::Ties::breslow
                                             : statistics::Ties::efron;
  if (command.ridge) options.ridge = statistics::Ridge{*command.ridge, !command.ridge_unscaled};
  options.firth = command.firth;
  options.threads = *command.threads;
  return options;
}

Result<CoxResult> compute(const CoxCommand& options, const Names& names) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time}, {options.event, ColumnRole::event}};
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t entry = request(options.entry, ColumnRole::entry);
  const std::size_t weights = request(options.weights, ColumnRole::positive_weight);
  const std::size_t offset = request(options.offset, ColumnRole::number);
  const std::size_t first_covariate = requests.size();
  for (const auto& name : names.covariates) request(name, ColumnRole::number);
  const std::size_t first_stratum = requests.size();
  for (const auto& name : names.strata) request(name, ColumnRole::level);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  statistics::FollowUp data{read->columns[0].times(), read->columns[1].events, {}, {}};
  if (entry) data.entry = read->columns[entry].times();
  if (weights) data.weight = read->columns[weights].numbers;
  std::vector<const Column*> strata_columns;
  for (std::size_t i = first_stratum; i < requests.size(); ++i) strata_columns.push_back(&read->columns[i]);
  const JoinedLevels strata = joined(strata_columns);
  statistics::CoxModel model{{}, strata.codes(), {}};
  if (offset) model.offset = read->columns[offset].numbers;
  for (std::size_t j = 0; j < names.covariates.size(); ++j)
    model.covariates.push_back({names.covariates[j], read->columns[first_covariate + j].numbers});
  const statistics::CoxOptions how = options_of(options);
  auto fit = fit_cox(data, model, how);
  if (!fit) return fail_in(read->file, fit.error());
  CoxResult result{std::move(*fit), options.ties, how.ridge, {}, read->left_out};
  for (std::size_t j = 0; j < names.covariates.size(); ++j)
    result.lines.push_back(line_of(names.covariates[j], result.fit.coefficient[j], result.fit.std_error[j]));
  if (result.fit.profile)
    for (std::size_t j = 0; j < names.covariates.size(); ++j)
      use_profile(result.lines[j], *result.fit.profile, j);
  return result;
}

void write_test(report::JsonWriter& json, const char* name, const statistics::ChiSquaredTest& test) {
  json.key(name).begin_object().field("chi2", test.chi2).field("df", test.df).field("p", test.p).end_object();
}

void write_coefficients(report::JsonWriter& json, const CoxResult& result) {
  json.key("coefficients").begin_array();
  for (const auto& line : result.lines)
    json.begin_object()
        .field("name", std::string_view(line.name))
        .field("coef", line.coef)
        .field("hr", line.hr)
        .field("se", line.se)
        .field("robust_se", std::nullopt)
        .field("z", line.z)
        .field("p", line.p)
        .field("hr_lower", line.hr_lower)
        .field("hr_upper", line.hr_upper)
        .end_object();
  json.end_array().key("covariance").begin_array();
  const std::size_t p = result.fit.covariance.size();
  for (std::size_t i = 0; i < p; ++i) json.value(result.fit.covariance.values().subspan(i * p, p));
  json.end_array().field("robust_covariance", std::nullopt);
}

void write_tests(report::JsonWriter& json, const statistics::CoxFit& fit) {
  json.field("loglik_null", fit.loglik_null).field("loglik", fit.loglik).key("tests").begin_object();
  write_test(json, "lr", fit.likelihood_ratio);
  write_test(json, "wald", fit.wald);
  write_test(json, "score", fit.score);
  json.field("robust_score", std::nullopt).end_object();
  const auto& c = fit.concordance;
  json.key("concordance")
      .begin_object()
      .field("value", c.value)
      .field("se", c.std_error)
      .field("concordant", c.concordant)
      .field("discordant", c.discordant)
      .field("tied_x", c.tied_x)
      .field("tied_y", c.tied_y)
      .field("tied_xy", c.tied_xy)
      .end_object();
}

void write_penalty(report::JsonWriter& json, const CoxResult& result) {
  if (!result.ridge && !result.fit.profile) return;
  json.key("penalty").begin_object();
  if (result.ridge)
    json.field("kind", std::string_view("ridge"))
        .field("theta", result.ridge->theta)
        .field("scaled", result.ridge->standardised);
  else
    json.field("kind", std::string_view("firth"));
  json.end_object();
}

std::string json_of(const CoxResult& result) {
  report::JsonWriter json;
  json.begin_object().field("n", result.fit.rows).field("events", result.fit.events);
  json.field("ties", std::string_view(result.ties));
  write_coefficients(json, result);
  write_tests(json, result.fit);
  json.key("zph").begin_array().end_array().field("iterations", result.fit.iterations);
  json.key("warnings").begin_array();
  for (const auto& warning : result.fit.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out);
  write_penalty(json, result);
  return json.end_object().take();
}

std::string csv_of(const CoxResult& result) {
  std::string out = "name,coef,hr,se,robust_se,z,p,hr_lower,hr_upper\n";
  for (const auto& line : result.lines) {
    out += csv_field(line.name) + "," + csv_number(line.coef) + "," + csv_number(line.hr) + "," +
           csv_number(line.se) + ",";
    for (const double value : {line.z, line.p, line.hr_lower, line.hr_upper}) out += "," + csv_number(value);
    out += "\n";
  }
  return out;
}

std::string text_of(const CoxResult& result) {
  const auto& fit = result.fit;
  TextTable table(
      {"covariate", "hazard ratio", "lower 95 %", "upper 95 %", "coefficient", "std. error", "z", "p"});
  for (const auto& line : result.lines)
    table.add({line.name, rounded(line.hr), rounded(line.hr_lower), rounded(line.hr_upper),
               rounded(line.coef), rounded(line.se), rounded(line.z), p_text(line.p)});
  const auto test = [](const char* name, const statistics::ChiSquaredTest& t) {
    return std::string(name) + ": chi-squared " + rounded(t.chi2, 6) + " on " + rounded(t.df) + ", p " +
           p_text(t.p) + "\n";
  };
  return table.text() + "\n" + std::to_string(fit.rows) + " rows, " + std::to_string(fit.events) +
         " events, ties " + result.ties + "\n" + test("likelihood ratio", fit.likelihood_ratio) +
         test("Wald", fit.wald) + test("score", fit.score) + "concordance " + rounded(fit.concordance.value) +
         " (std. error " + rounded(fit.concordance.std_error) + ")\nlog likelihood " +
         rounded(fit.loglik, 8) + ", without covariates " + rounded(fit.loglik_null, 8) +
         "\nRows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const CoxCommand& options, Console& console) {
  if (const auto later = options.later.given())
    return wrong_usage(console, "survival cox " + *later + " is not available in this version");
  if (options.ridge && !(*options.ridge >= 0 && std::isfinite(*options.ridge)))
    return wrong_usage(console, "--ridge takes a number of 0 or more");
  if (options.ridge && options.firth) return wrong_usage(console, "--ridge and --firth do not go together");
  if (options.ties == "exact" && (options.ridge || options.firth))
    return wrong_usage(console, "--ties exact takes no penalty: use efron or breslow");
  Names names;
  const auto covariates = list_of_names(options.covariates);
  if (!covariates) return wrong_usage(console, "--covariates takes column names separated by commas");
  names.covariates = *covariates;
  if (!options.strata.empty()) {
    const auto strata = list_of_names(options.strata);
    if (!strata) return wrong_usage(console, "--strata takes column names separated by commas");
    names.strata = *strata;
  }
  const auto result = compute(options, names);
  if (!result) return failed(console, result.error());
  switch (*options.format) {
    case Format::json:
      console.out << json_of(*result) << "\n";
      return 0;
    case Format::csv:
      console.out << csv_of(*result);
      break;
    case Format::text:
      console.out << text_of(*result);
      break;
  }
  for (const auto& warning : result->fit.warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
}

}  // namespace

void add_survival_cox(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<CoxCommand>();
  CLI::App* command = survival.add_subcommand("cox", "Cox's proportional hazards model");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--event", options->event, "column: 1 event, 0 censored")->required();
  command->add_option("--covariates", options->covariates, "columns of numbers: c1,c2,...")->required();
  command->add_option("--entry", options->entry,
                      "column: start of observation (delayed entry, time-varying rows)");
  command->add_option("--strata", options->strata,
                      "columns: each combination of values has its own baseline hazard");
  command->add_option("--weights", options->weights, "column: case weights, above 0");
  command->add_option("--offset", options->offset, "column: a term with coefficient 1");
  command->add_option("--ties", options->ties, "efron (if not said), breslow or exact")
      ->check(CLI::IsMember({"efron", "breslow", "exact"}));
  command->add_option("--ridge", options->ridge,
                      "penalty: theta / 2 times the squared coefficients, each on the scale of "
                      "its covariate's standard deviation");
  command
      ->add_flag("--ridge-unscaled", options->ridge_unscaled,
                 "the penalty is on the coefficients as they are")
      ->needs("--ridge");
  command->add_flag("--firth", options->firth, "Firth's correction: finite estimates under separation");
  options->later.add_option(*command, "--cluster");
  options->later.add_flag(*command, "--robust");
  options->later.add_option(*command, "--zph");
  options->later.add_flag(*command, "--baseline");
  options->later.add_option(*command, "--predict");
  options->later.add_option(*command, "--residuals");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
