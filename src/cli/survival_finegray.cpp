#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <ostream>
#include <span>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/fine_gray.hpp"

namespace repere::cli {
namespace {

struct FineGrayCommand : SurvivalInput {
  std::string cause;
  std::string weights;
  std::string covariates;
  std::string predict;
  std::string at;
  std::uint32_t failcode = 1;
  double level = 0.95;
  bool baseline = false;
};

struct Asked {
  std::vector<std::string> covariates;
  std::vector<double> at;
};

// A coefficient as it is printed.
struct Line {
  std::string name;
  double coef, shr, se, z, p, shr_lower, shr_upper;
};

struct FineGrayResult {
  statistics::FineGrayFit fit;
  std::vector<Line> lines;
  std::vector<std::vector<double>> predicted;  // one a row of the file of profiles
  std::size_t left_out = 0;
};

Line line_of(const std::string& name, double coef, double se, double level) {
  const double half = statistics::normal_quantile_of_level(level) * se, z = coef / se;
  return {name,
          coef,
          std::exp(coef),
          se,
          z,
          statistics::normal_two_sided(z),
          std::exp(coef - half),
          std::exp(coef + half)};
}

// The cause to model is 1, all others 2.
std::vector<std::uint8_t> kinds_of(std::span<const std::uint8_t> causes, std::uint32_t failcode) {
  std::vector<std::uint8_t> kinds(causes.size());
  std::transform(causes.begin(), causes.end(), kinds.begin(), [failcode](std::uint8_t cause) {
    return static_cast<std::uint8_t>(cause == 0 ? 0 : cause == failcode ? 1 : 2);
  });
  return kinds;
}

Result<FineGrayResult> fit(const FineGrayCommand& options, const Asked& asked) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time}, {options.cause, ColumnRole::cause}};
  for (const auto& name : asked.covariates) requests.push_back({name, ColumnRole::number});
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t group = request(options.group, ColumnRole::level);
  const std::size_t entry = request(options.entry, ColumnRole::entry);
  const std::size_t weights = request(options.weights, ColumnRole::positive_weight);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  const auto kinds = kinds_of(read->columns[1].events, options.failcode);
  statistics::FineGrayModel model;
  for (std::size_t j = 0; j < asked.covariates.size(); ++j)
    model.covariates.push_back({asked.covariates[j], read->columns[2 + j].numbers});
  if (group)
    model.censoring = {read->columns[group].code,
                       static_cast<std::uint32_t>(read->columns[group].levels.size())};
  statistics::CompetingRisks data{read->columns[0].times(), kinds, 2, {}};
  if (entry) data.entry = read->columns[entry].times();
  if (weights) data.weight = read->columns[weights].numbers;
  auto fitted = fit_fine_gray(data, model);
  if (!fitted) return fail_in(read->file, fitted.error());
  FineGrayResult result{std::move(*fitted), {}, {}, read->left_out};
  for (std::size_t j = 0; j < asked.covariates.size(); ++j)
    result.lines.push_back(
        line_of(asked.covariates[j], result.fit.coefficient[j], result.fit.std_error[j], options.level));
  return result;
}

Result<void> predict(FineGrayResult& result, const FineGrayCommand& options, const Asked& asked) {
  std::vector<ColumnRequest> requests;
  for (const auto& name : asked.covariates) requests.push_back({name, ColumnRole::number});
  const auto read = read_columns(options.predict, requests);
  if (!read) return tl::unexpected(read.error());
  if (read->left_out > 0)
    return fail(ErrorKind::incorrect,
                read->file + ": a row has no value in a covariate; fill it or take the row out");
  for (std::size_t row = 0; row < read->rows; ++row) {
    std::vector<double> values;
    for (const auto& column : read->columns) values.push_back(column.numbers[row]);
    result.predicted.push_back(predicted_incidence(result.fit, values));
  }
  return {};
}

// The last value at or before a time, 0 before the first.
double at_time(const std::vector<double>& times, const std::vector<double>& values, double time) {
  const auto passed = std::upper_bound(times.begin(), times.end(), time) - times.begin();
  return passed == 0 ? 0 : values[static_cast<std::size_t>(passed - 1)];
}

void write_matrix(report::JsonWriter& json, const char* name, const statistics::Matrix& matrix) {
  json.key(name).begin_array();
  for (std::size_t i = 0; i < matrix.size(); ++i)
    json.value(matrix.values().subspan(i * matrix.size(), matrix.size()));
  json.end_array();
}

void write_coefficients(report::JsonWriter& json, const FineGrayResult& result) {
  json.key("coefficients").begin_array();
  for (const auto& line : result.lines)
    json.begin_object()
        .field("name", std::string_view(line.name))
        .field("coef", line.coef)
        .field("shr", line.shr)
        .field("se", line.se)
        .field("z", line.z)
        .field("p", line.p)
        .field("shr_lower", line.shr_lower)
        .field("shr_upper", line.shr_upper)
        .end_object();
  json.end_array();
  write_matrix(json, "covariance", result.fit.covariance);
  write_matrix(json, "inverse_information", result.fit.inverse_information);
}

void write_baseline(report::JsonWriter& json, const statistics::FineGrayFit& fit) {
  std::vector<double> cumulative;
  double hazard = 0;
  for (const double jump : fit.baseline_jump) cumulative.push_back(hazard += jump);
  json.key("baseline").begin_object().key("time").value(std::span<const double>(fit.time));
  json.key("jump").value(std::span<const double>(fit.baseline_jump));
  json.key("cumulative_hazard").value(std::span<const double>(cumulative)).end_object();
}

void write_predicted(report::JsonWriter& json, const FineGrayResult& result, const Asked& asked) {
  json.key("predicted").begin_array();
  for (std::size_t row = 0; row < result.predicted.size(); ++row) {
    const auto& curve = result.predicted[row];
    json.begin_object().field("row", row + 1).key("time").value(std::span<const double>(result.fit.time));
    json.key("estimate").value(std::span<const double>(curve)).key("at").begin_array();
    for (const double time : asked.at)
      json.begin_object()
          .field("time", time)
          .field("estimate", at_time(result.fit.time, curve, time))
          .end_object();
    json.end_array().end_object();
  }
  json.end_array();
}

std::string json_of(const FineGrayResult& result, const FineGrayCommand& options, const Asked& asked) {
  const auto& fit = result.fit;
  report::JsonWriter json;
  json.begin_object()
      .field("n", fit.rows)
      .field("events", fit.events)
      .field("competing", fit.competing)
      .field("failcode", std::size_t{options.failcode});
  write_coefficients(json, result);
  json.field("censoring", std::string_view(fit.censoring_known ? "known" : "estimated"));
  json.field("loglik_null", fit.loglik_null).field("loglik", fit.loglik).key("tests").begin_object();
  json.key("wald")
      .begin_object()
      .field("chi2", fit.wald.chi2)
      .field("df", fit.wald.df)
      .field("p", fit.wald.p)
      .end_object()
      .end_object();
  if (options.baseline) write_baseline(json, fit);
  if (!options.predict.empty()) write_predicted(json, result, asked);
  json.field("iterations", fit.iterations).key("warnings").begin_array();
  for (const auto& warning : fit.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

std::string predicted_csv(const FineGrayResult& result, const Asked& asked) {
  std::string out = "row,time,estimate\n";
  const auto line = [&out](std::size_t row, double time, double estimate) {
    out += std::to_string(row + 1) + "," + csv_number(time) + "," + csv_number(estimate) + "\n";
  };
  for (std::size_t row = 0; row < result.predicted.size(); ++row) {
    const auto& curve = result.predicted[row];
    for (const double time : asked.at) line(row, time, at_time(result.fit.time, curve, time));
    for (std::size_t m = 0; asked.at.empty() && m < curve.size(); ++m)
      line(row, result.fit.time[m], curve[m]);
  }
  return out;
}

// One table: the predicted incidences if profiles were given, else the baseline if asked for, else the coefficients.
std::string csv_of(const FineGrayResult& result, const FineGrayCommand& options, const Asked& asked) {
  if (!options.predict.empty()) return predicted_csv(result, asked);
  std::string out;
  if (options.baseline) {
    out = "time,jump,cumulative_hazard\n";
    double hazard = 0;
    for (std::size_t m = 0; m < result.fit.time.size(); ++m) {
      const double jump = result.fit.baseline_jump[m];
      hazard += jump;
      out += csv_number(result.fit.time[m]) + "," + csv_number(jump) + "," + csv_number(hazard) + "\n";
    }
    return out;
  }
  out = "name,coef,shr,se,z,p,shr_lower,shr_upper\n";
  for (const auto& line : result.lines) {
    out += csv_field(line.name);
    for (const double value : {line.coef, line.shr, line.se, line.z, line.p, line.shr_lower, line.shr_upper})
      out += "," + csv_number(value);
    out += "\n";
  }
  return out;
}

std::string predicted_text(const FineGrayResult& result, const Asked& asked) {
  TextTable table({"row", "time", "incidence"});
  for (std::size_t row = 0; row < result.predicted.size(); ++row) {
    const auto& curve = result.predicted[row];
    std::vector<double> times = asked.at;
    if (times.empty() && !result.fit.time.empty()) times = {result.fit.time.back()};
    for (const double time : times)
      table.add({std::to_string(row + 1), rounded(time, 6), rounded(at_time(result.fit.time, curve, time))});
  }
  return "\n" + table.text();
}

std::string text_of(const FineGrayResult& result, const FineGrayCommand& options, const Asked& asked) {
  const auto& fit = result.fit;
  const std::string level = rounded(100 * options.level) + " %";
  TextTable table({"covariate", "subdistribution hazard ratio", "lower " + level, "upper " + level,
                   "coefficient", "std. error", "z", "p"});
  for (const auto& line : result.lines)
    table.add({line.name, rounded(line.shr), rounded(line.shr_lower), rounded(line.shr_upper),
               rounded(line.coef), rounded(line.se), rounded(line.z), p_text(line.p)});
  std::string out = table.text() + "\n" + std::to_string(fit.rows) + " rows, " + std::to_string(fit.events) +
                    " events of cause " + std::to_string(options.failcode) + ", " +
                    std::to_string(fit.competing) + " of other causes\nWald: chi-squared " +
                    rounded(fit.wald.chi2, 6) + " on " + rounded(fit.wald.df) + ", p " + p_text(fit.wald.p) +
                    "\npseudo log likelihood " + rounded(fit.loglik, 8) + ", without covariates " +
                    rounded(fit.loglik_null, 8) + "\n";
  if (fit.censoring_known)
    out += "standard errors with the weights of late entry and censoring taken as known\n";
  if (!options.predict.empty()) out += predicted_text(result, asked);
  return out + "Rows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const FineGrayCommand& options, Console& console) {
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  if (options.failcode < 1 || options.failcode > 255)
    return wrong_usage(console, "--failcode takes a cause: 1, 2, ... 255");
  Asked asked;
  const auto covariates = list_of_names(options.covariates);
  if (!covariates)
    return wrong_usage(
        console,
        "--covariates takes column names separated by commas; a name that holds a comma stands in quotes");
  asked.covariates = *covariates;
  if (!options.at.empty()) {
    const auto at = list_of_numbers(options.at);
    if (!at) return wrong_usage(console, "--at takes numbers separated by commas: --at 365,730");
    if (options.predict.empty()) return wrong_usage(console, "--at goes with --predict");
    asked.at = *at;
  }
  auto result = fit(options, asked);
  if (!result) return failed(console, result.error());
  if (!options.predict.empty())
    if (auto predicted = predict(*result, options, asked); !predicted)
      return failed(console, predicted.error());
  switch (*options.format) {
    case Format::json:
      console.out << json_of(*result, options, asked) << "\n";
      return 0;
    case Format::csv:
      console.out << csv_of(*result, options, asked);
      break;
    case Format::text:
      console.out << text_of(*result, options, asked);
      break;
  }
  for (const auto& warning : result->fit.warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
}

}  // namespace

void add_survival_finegray(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<FineGrayCommand>();
  CLI::App* command =
      survival.add_subcommand("finegray", "Fine and Gray's model of the subdistribution hazard of one cause");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--cause", options->cause, "column: 0 censored, 1, 2, ... the cause of the event")
      ->required();
  command->add_option("--covariates", options->covariates, "columns of numbers: c1,c2,...")->required();
  command->add_option("--failcode", options->failcode, "the cause to model (1 if not said)");
  command->add_option("--group", options->group,
                      "column: each of its values has its own censoring distribution");
  command->add_option("--entry", options->entry, "column: start of observation (delayed entry)");
  command->add_option("--weights", options->weights, "column: case weights, above 0");
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  command->add_flag("--baseline", options->baseline, "give the baseline subdistribution hazard");
  command->add_option("--predict", options->predict, "CSV file: give the incidence of each of its rows");
  command->add_option("--at", options->at, "times at which to give the predicted incidence: t1,t2,...");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
