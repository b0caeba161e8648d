#include <CLI/CLI.hpp>
#include <cmath>
#include <ostream>

#include "cli/json_columns.hpp"
#include "cli/survival_causes.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/aalen_johansen.hpp"
#include "statistics/distributions.hpp"
#include "statistics/gray_test.hpp"

namespace repere::cli {
namespace {

using statistics::IncidenceCurve;
using statistics::Limits;
using statistics::LimitScale;

struct CumincOptions : SurvivalInput {
  std::string cause;
  std::string weights;
  std::string at;
  std::string conf = "log";
  double level = 0.95;
  double rho = 0;
};

struct Asked {
  std::vector<double> at;
  std::vector<std::string> strata;
  LimitScale scale = LimitScale::log;
  double z = 0;
};

struct CumincResult {
  std::vector<std::string> groups;
  std::vector<std::size_t> causes;
  std::vector<IncidenceCurve> curves;  // [groups]
  std::vector<statistics::GrayTest> gray;
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
  bool copies = true;  // weights, if any, are whole: Aalen's error is known
};

LimitScale scale_of(const std::string& word) {
  if (word == "log-log") return LimitScale::log_log;
  if (word == "plain") return LimitScale::plain;
  if (word == "logit") return LimitScale::logit;
  if (word == "arcsin") return LimitScale::arcsin;
  return LimitScale::log;
}

// Fills the tests where there is something to compare, else says why not.
Result<void> add_gray(CumincResult& result, const statistics::CompetingRisks& data,
                      const statistics::Codes& groups, const statistics::Codes& strata, double rho) {
  if (result.groups.size() < 2 || result.causes.empty()) return {};
  if (!data.entry.empty()) {
    result.warnings.emplace_back("Gray's test is not defined with delayed entry: it is left out");
    return {};
  }
  if (!data.weight.empty()) {
    result.warnings.emplace_back("Gray's test is not defined with case weights: it is left out");
    return {};
  }
  auto tests = gray_test(data, groups, strata, rho);
  if (!tests) return tl::unexpected(tests.error());
  result.gray = std::move(*tests);
  for (std::size_t k = 0; k < result.gray.size(); ++k)
    if (std::isnan(result.gray[k].test.chi2))
      result.warnings.push_back(
          "cause " + std::to_string(result.causes[k]) +
          ": a group tells nothing of it, or it has no event where groups are at risk together: "
          "no test");
  return {};
}

Result<CumincResult> compute(const CumincOptions& options, const Asked& asked) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time}, {options.cause, ColumnRole::cause}};
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t entry = request(options.entry, ColumnRole::entry);
  const std::size_t weights = request(options.weights, ColumnRole::weight);
  const std::size_t group = request(options.group, ColumnRole::level);
  const std::size_t first_stratum = requests.size();
  for (const auto& name : asked.strata) request(name, ColumnRole::level);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  const Causes causes = causes_of(read->columns[1]);
  statistics::CompetingRisks data{read->columns[0].times(),
                                  causes.code,
                                  std::max<std::uint32_t>(1, static_cast<std::uint32_t>(causes.label.size())),
                                  {}};
  if (entry) data.entry = read->columns[entry].times();
  if (weights) data.weight = read->columns[weights].numbers;
  statistics::Codes groups;
  if (group)
    groups = {read->columns[group].code, static_cast<std::uint32_t>(read->columns[group].levels.size())};
  std::vector<const Column*> strata_columns;
  for (std::size_t i = first_stratum; i < requests.size(); ++i) strata_columns.push_back(&read->columns[i]);
  const JoinedLevels strata = joined(strata_columns);

  auto curves = aalen_johansen(data, groups);
  if (!curves) return fail_in(read->file, curves.error());
  CumincResult result{
      {}, causes.label, std::move(*curves), {}, {}, read->left_out, statistics::are_copies(data.weight)};
  for (std::size_t g = 0; g < result.curves.size(); ++g)
    result.groups.push_back(group ? options.group + "=" + read->columns[group].levels[g] : "all");
  if (result.causes.empty())
    result.warnings.emplace_back("there is no event of any cause: every row is censored");
  if (!result.copies)
    result.warnings.emplace_back(
        "weights that are not whole numbers: Aalen's error is not defined, the jackknife's is given "
        "(std_error_survfit)");
  if (auto tested = add_gray(result, data, groups, strata.codes(), options.rho); !tested)
    return fail_in(read->file, tested.error());
  return result;
}

struct LimitColumns {
  std::vector<double> lower, upper;
};

LimitColumns limits_of(const std::vector<double>& estimate, const std::vector<double>& error,
                       const Asked& asked) {
  LimitColumns result;
  result.lower.reserve(estimate.size());
  result.upper.reserve(estimate.size());
  for (std::size_t m = 0; m < estimate.size(); ++m) {
    const Limits limits = statistics::incidence_limits(estimate[m], error[m], asked.z, asked.scale);
    result.lower.push_back(limits.lower);
    result.upper.push_back(limits.upper);
  }
  return result;
}

void write_at(report::JsonWriter& json, const IncidenceCurve& curve, std::size_t k, const Asked& asked) {
  json.key("at").begin_array();
  for (const double time : asked.at) {
    const auto at = incidence_at(curve, k, time);
    const Limits limits = statistics::incidence_limits(at.estimate, at.std_error, asked.z, asked.scale);
    const Limits jackknife =
        statistics::incidence_limits(at.estimate, at.jackknife_std_error, asked.z, asked.scale);
    json.begin_object()
        .field("time", at.time)
        .field("estimate", at.estimate)
        .field("std_error", at.std_error)
        .field("lower", limits.lower)
        .field("upper", limits.upper)
        .field("std_error_survfit", at.jackknife_std_error)
        .field("lower_survfit", jackknife.lower)
        .field("upper_survfit", jackknife.upper)
        .end_object();
  }
  json.end_array();
}

void write_cause(report::JsonWriter& json, const CumincResult& result, std::size_t g, std::size_t k,
                 const Asked& asked) {
  const IncidenceCurve& curve = result.curves[g];
  const statistics::CauseIncidence& cause = curve.cause[k];
  const LimitColumns limits = limits_of(cause.estimate, cause.std_error, asked);
  const LimitColumns jackknife = limits_of(cause.estimate, cause.jackknife_std_error, asked);
  json.begin_object()
      .field("group", std::string_view(result.groups[g]))
      .field("cause", result.causes[k])
      .field("n", curve.rows);
  write_column(json, "time", curve.time);
  write_column(json, "n_risk", curve.at_risk);
  write_column(json, "n_event", cause.events);
  write_column(json, "estimate", cause.estimate);
  write_column(json, "std_error", cause.std_error);
  write_column(json, "lower", limits.lower);
  write_column(json, "upper", limits.upper);
  write_column(json, "std_error_survfit", cause.jackknife_std_error);
  write_column(json, "lower_survfit", jackknife.lower);
  write_column(json, "upper_survfit", jackknife.upper);
  write_at(json, curve, k, asked);
  json.end_object();
}

void write_event_free(report::JsonWriter& json, const CumincResult& result) {
  json.key("event_free").begin_array();
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    const IncidenceCurve& curve = result.curves[g];
    json.begin_object().field("group", std::string_view(result.groups[g]));
    write_column(json, "time", curve.time);
    write_column(json, "n_censor", curve.censored);
    write_column(json, "estimate", curve.event_free);
    write_column(json, "std_error_survfit", curve.event_free_std_error);
    json.end_object();
  }
  json.end_array();
}

std::string json_of(const CumincResult& result, const Asked& asked) {
  report::JsonWriter json;
  json.begin_object().key("groups").begin_array();
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    for (std::size_t k = 0; k < result.causes.size(); ++k) write_cause(json, result, g, k, asked);
  json.end_array().key("gray").begin_array();
  for (std::size_t k = 0; k < result.gray.size(); ++k)
    json.begin_object()
        .field("cause", result.causes[k])
        .field("chi2", result.gray[k].test.chi2)
        .field("df", result.gray[k].test.df)
        .field("p", result.gray[k].test.p)
        .end_object();
  json.end_array();
  write_event_free(json, result);
  json.key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

// One table: the times asked for, else the whole curves.
std::string csv_of(const CumincResult& result, const Asked& asked) {
  const bool at_times = !asked.at.empty();
  std::string out =
      at_times
          ? "group,cause,time,estimate,std_error,lower,upper,std_error_survfit,lower_survfit,upper_survfit\n"
          : "group,cause,time,n_risk,n_event,estimate,std_error,lower,upper,std_error_survfit,"
            "lower_survfit,upper_survfit\n";
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    for (std::size_t k = 0; k < result.causes.size(); ++k) {
      const IncidenceCurve& curve = result.curves[g];
      const auto& cause = curve.cause[k];
      const std::string name = csv_field(result.groups[g]) + "," + std::to_string(result.causes[k]);
      const auto line = [&](std::initializer_list<double> before, double estimate, double error,
                            double jackknife) {
        const Limits limits = statistics::incidence_limits(estimate, error, asked.z, asked.scale);
        out += name;
        for (const double value : before) out += "," + csv_number(value);
        const Limits others = statistics::incidence_limits(estimate, jackknife, asked.z, asked.scale);
        for (const double value :
             {estimate, error, limits.lower, limits.upper, jackknife, others.lower, others.upper})
          out += "," + csv_number(value);
        out += "\n";
      };
      for (const double time : asked.at) {
        const auto at = incidence_at(curve, k, time);
        line({time}, at.estimate, at.std_error, at.jackknife_std_error);
      }
      for (std::size_t m = 0; !at_times && m < curve.time.size(); ++m)
        line({curve.time[m], curve.at_risk[m], cause.events[m]}, cause.estimate[m], cause.std_error[m],
             cause.jackknife_std_error[m]);
    }
  return out;
}

std::string gray_text(const CumincResult& result) {
  std::string out;
  for (std::size_t k = 0; k < result.gray.size(); ++k) {
    const auto& test = result.gray[k].test;
    out += "Gray's test, cause " + std::to_string(result.causes[k]) + ": chi-squared " +
           rounded(test.chi2, 6) + " on " + rounded(static_cast<double>(test.df)) +
           " degrees of freedom, p " + p_text(test.p) + "\n";
  }
  return out.empty() ? out : "\n" + out;
}

// The times asked for, else where each curve ends.
std::string text_of(const CumincResult& result, const CumincOptions& options, const Asked& asked) {
  const std::string level = rounded(100 * options.level) + " %";
  TextTable table({"group", "cause", "n", "events", "time", "incidence", "std. error", "lower " + level,
                   "upper " + level});
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    for (std::size_t k = 0; k < result.causes.size(); ++k) {
      const IncidenceCurve& curve = result.curves[g];
      double events = 0;
      for (const double here : curve.cause[k].events) events += here;
      const std::vector<double> last = {curve.time.empty() ? 0 : curve.time.back()};
      for (const double time : asked.at.empty() ? last : asked.at) {
        const auto at = incidence_at(curve, k, time);
        const double error = result.copies ? at.std_error : at.jackknife_std_error;
        const Limits limits = statistics::incidence_limits(at.estimate, error, asked.z, asked.scale);
        table.add({result.groups[g], std::to_string(result.causes[k]), std::to_string(curve.rows),
                   rounded(events), rounded(time, 6), rounded(at.estimate), rounded(error),
                   rounded(limits.lower), rounded(limits.upper)});
      }
    }
  return table.text() + gray_text(result) + "\n- is not estimable. Limits on the " + options.conf +
         " scale.\nRows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const CumincOptions& options, Console& console) {
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  if (!std::isfinite(options.rho)) return wrong_usage(console, "--rho takes a number");
  Asked asked{{}, {}, scale_of(options.conf), statistics::normal_quantile_of_level(options.level)};
  if (!options.at.empty()) {
    const auto at = list_of_numbers(options.at);
    if (!at) return wrong_usage(console, "--at takes numbers separated by commas: --at 365,730");
    asked.at = *at;
  }
  if (!options.strata.empty()) {
    const auto strata = list_of_names(options.strata);
    if (!strata)
      return wrong_usage(
          console,
          "--strata takes column names separated by commas; a name that holds a comma stands in quotes");
    asked.strata = *strata;
  }
  const auto result = compute(options, asked);
  if (!result) return failed(console, result.error());
  switch (*options.format) {
    case Format::json:
      console.out << json_of(*result, asked) << "\n";
      return 0;
    case Format::csv:
      console.out << csv_of(*result, asked);
      break;
    case Format::text:
      console.out << text_of(*result, options, asked);
      break;
  }
  for (const auto& warning : result->warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
}

}  // namespace

void add_survival_cuminc(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<CumincOptions>();
  CLI::App* command = survival.add_subcommand(
      "cuminc", "Cumulative incidence with competing causes (Aalen-Johansen), Gray's test");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--cause", options->cause, "column: 0 censored, 1, 2, ... the cause of the event")
      ->required();
  command->add_option("--group", options->group,
                      "column: one curve a cause for each of its values, compared");
  command->add_option("--entry", options->entry, "column: start of observation (delayed entry)");
  command->add_option("--weights", options->weights, "column: case weights, 0 or more (no test then)");
  command->add_option("--strata", options->strata, "columns: test within each combination of their values");
  command->add_option("--rho", options->rho,
                      "weight of early times in the test: (1 - F(t))^rho (0 if not said)");
  command
      ->add_option("--conf", options->conf,
                   "scale of the limits: log (if not said), log-log, plain, logit or arcsin")
      ->check(CLI::IsMember({"log", "log-log", "plain", "logit", "arcsin"}));
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  command->add_option("--at", options->at, "times at which to give the incidence: t1,t2,...");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
