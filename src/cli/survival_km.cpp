#include "cli/survival_km.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "statistics/distributions.hpp"
#include "statistics/landmark.hpp"

namespace repere::cli {
namespace {

using statistics::SurvivalAt;
using statistics::SurvivalCurve;

statistics::KaplanMeierOptions curve_options(const KmOptions& options) {
  return {scale_of(options.conf), options.level, statistics::CurveVariance::automatic, *options.threads};
}

// The columns of the file; what the statistics borrow lies here.
struct KmData {
  ReadColumns read;
  statistics::FollowUp rows;
  statistics::Codes groups;
  std::vector<std::string> names;  // of the groups
};

Result<KmData> read_data(const KmOptions& options) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time}, {options.event, ColumnRole::event}};
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t entry = request(options.entry, ColumnRole::entry);
  const std::size_t weights = request(options.weights, ColumnRole::weight);
  const std::size_t group = request(options.group, ColumnRole::level);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  KmData data{std::move(*read), {}, {}, {"all"}};
  auto& columns = data.read.columns;
  if (options.reverse)
    for (auto& event : columns[1].events) event = event == 0;
  data.rows = {columns[0].times(), columns[1].events, {}, {}};
  if (entry) data.rows.entry = columns[entry].times();
  if (weights) data.rows.weight = columns[weights].numbers;
  if (group) {
    data.groups = {columns[group].code, static_cast<std::uint32_t>(columns[group].levels.size())};
    data.names.clear();
    for (const auto& level : columns[group].levels) data.names.push_back(options.group + "=" + level);
  }
  return data;
}

// The survival of each group at the times asked for, of those who were alive at `start`; not known (NaN) where nobody was.
Result<std::vector<std::vector<SurvivalAt>>> conditional_survival(const KmData& data,
                                                                  const KmOptions& options, double start,
                                                                  const std::vector<double>& at) {
  const auto kept = rows_at_risk(data.rows, data.groups, start, statistics::LateEntries::kept);
  if (!kept) return tl::unexpected(kept.error());
  std::vector<SurvivalCurve> curves(data.names.size());
  if (kept->rows() > 0) {
    auto fitted = kaplan_meier(kept->view(), kept->groups(), curve_options(options));
    if (!fitted) return tl::unexpected(fitted.error());
    curves = std::move(*fitted);
  }
  std::vector<std::vector<SurvivalAt>> result;
  for (const auto& curve : curves) {
    result.push_back(survival_at(curve, at));
    for (auto& one : result.back())  // before `start` nothing is conditional on it
      if (one.time < start) one = survival_at(SurvivalCurve{}, one.time);
  }
  return result;
}

void add_hazard_limits(KmHazardLimits& limits, double hazard, double std_error, const KmOptions& options) {
  const auto scale = options.hazard == "log" ? statistics::HazardScale::log : statistics::HazardScale::plain;
  const auto one = statistics::hazard_limits(hazard, std_error,
                                             statistics::normal_quantile_of_level(options.level), scale);
  limits.lower.push_back(one.lower);
  limits.upper.push_back(one.upper);
}

KmGroup group_of(const std::string& name, SurvivalCurve&& curve, const KmOptions& options,
                 const KmAsked& asked) {
  KmGroup group{name,
                {},
                survival_quantile(curve, 0.5),
                survival_at(curve, asked.at),
                survival_quantiles(curve, asked.quantiles),
                {},
                {},
                {}};
  group.curve = std::move(curve);
  if (options.hazard.empty()) return group;
  for (std::size_t m = 0; m < group.curve.time.size(); ++m)
    add_hazard_limits(group.hazard, group.curve.cumulative_hazard[m],
                      group.curve.cumulative_hazard_std_error[m], options);
  for (const auto& at : group.at)
    add_hazard_limits(group.hazard_at, at.cumulative_hazard, at.cumulative_hazard_std_error, options);
  return group;
}

std::vector<KmDifference> differences(const std::vector<KmGroup>& groups, const std::vector<double>& times,
                                      double level) {
  std::vector<KmDifference> result;
  for (const double time : times) {
    const SurvivalAt first = survival_at(groups.front().curve, time);
    for (std::size_t g = 1; g < groups.size(); ++g) {
      const SurvivalAt second = survival_at(groups[g].curve, time);
      const auto contrast = statistics::difference({first.survival, first.std_error},
                                                   {second.survival, second.std_error}, level);
      result.push_back({time, groups[g].name, groups.front().name, contrast});
    }
  }
  return result;
}

Result<KmResult> compute(const KmOptions& options, const KmAsked& asked) {
  auto data = read_data(options);
  if (!data) return tl::unexpected(data.error());
  KmResult result;
  result.left_out = data->read.left_out;
  statistics::RowsAtRisk at_landmark;
  if (options.landmark) {
    auto kept = rows_at_risk(data->rows, data->groups, *options.landmark, statistics::LateEntries::left_out);
    if (!kept) return fail_in(data->read.file, kept.error());
    if (kept->rows() == 0)
      return fail(ErrorKind::incorrect,
                  data->read.file + ": no row is at risk at the landmark; name an earlier time");
    at_landmark = std::move(*kept);
    result.left_out_at_landmark = at_landmark.left_out;
    data->rows = at_landmark.view();
    data->groups = at_landmark.groups();
  }
  auto curves = kaplan_meier(data->rows, data->groups, curve_options(options));
  if (!curves) return fail_in(data->read.file, curves.error());
  for (std::size_t g = 0; g < curves->size(); ++g)
    result.groups.push_back(group_of(data->names[g], std::move((*curves)[g]), options, asked));
  if (options.conditional) {
    auto conditional = conditional_survival(*data, options, *options.conditional, asked.at);
    if (!conditional) return fail_in(data->read.file, conditional.error());
    for (std::size_t g = 0; g < result.groups.size(); ++g)
      result.groups[g].conditional = std::move((*conditional)[g]);
  }
  result.differences = differences(result.groups, asked.difference, options.level);
  return result;
}

bool is_time(double value) { return value >= 0 && std::isfinite(value); }
bool is_share(double value) { return value >= 0 && value <= 1; }

// What is wrong with the options taken together; nothing is wrong if empty.
std::string misuse(const KmOptions& options, const KmAsked& asked) {
  if (!(options.level > 0 && options.level < 1)) return "--level takes a number between 0 and 1";
  if (!std::all_of(asked.quantiles.begin(), asked.quantiles.end(), is_share))
    return "--quantiles takes shares between 0 and 1 separated by commas: --quantiles 0.25,0.5";
  if (!asked.difference.empty() && options.group.empty())
    return "--difference compares groups: name their column with --group";
  for (const auto& start : {options.conditional, options.landmark})
    if (start && !is_time(*start)) return "--conditional and --landmark take a time, 0 or later";
  if (options.conditional && asked.at.empty())
    return "--conditional needs the times to give the survival at: --at 365,730";
  return "";
}

int run(const KmOptions& options, Console& console) {
  KmAsked asked;
  const auto take = [](const std::string& text, std::vector<double>& numbers) {
    if (text.empty()) return true;
    const auto list = list_of_numbers(text);
    if (list) numbers = *list;
    return list.has_value();
  };
  if (!take(options.at, asked.at))
    return wrong_usage(console, "--at takes numbers separated by commas: --at 365,730");
  if (!take(options.quantiles, asked.quantiles))
    return wrong_usage(console,
                       "--quantiles takes shares between 0 and 1 separated by commas: --quantiles 0.25,0.5");
  if (!take(options.difference, asked.difference))
    return wrong_usage(console, "--difference takes times separated by commas: --difference 365,730");
  if (const std::string wrong = misuse(options, asked); !wrong.empty()) return wrong_usage(console, wrong);
  const auto result = compute(options, asked);
  if (!result) return failed(console, result.error());
  return print_result(console, *options.format,
                      {[&] { return json_of(*result, options); },
                       [&] { return csv_of(*result, options); },
                       [&] { return text_of(*result, options); },
                       {}});
}

}  // namespace

void add_survival_km(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<KmOptions>();
  CLI::App* command =
      survival.add_subcommand("km", "Kaplan-Meier and Nelson-Aalen curves, quantiles, survival at times");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--event", options->event, "column: 1 event, 0 censored")->required();
  command->add_option("--entry", options->entry, "column: start of observation (delayed entry)");
  command->add_option("--group", options->group, "column: one curve for each of its values");
  command->add_option("--weights", options->weights, "column: case weights");
  command
      ->add_option("--conf", options->conf,
                   "scale of the limits: log (if not said), log-log, plain, logit or arcsin")
      ->check(CLI::IsMember({"log", "log-log", "plain", "logit", "arcsin"}));
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  command->add_option("--at", options->at, "times at which to give the survival: t1,t2,...");
  command->add_option("--quantiles", options->quantiles,
                      "shares p of which to give the time: p1,p2,... (p is 1 - S)");
  command->add_flag(
      "--reverse", options->reverse,
      "the time to censoring: how long cases were followed (events and censorings change places)");
  command
      ->add_option("--nelson-aalen", options->hazard,
                   "limits of the cumulative hazard too, on the scale plain (if not said) or log")
      ->expected(0, 1)
      ->check(CLI::IsMember({"plain", "log", ""}))
      ->type_name("SCALE");
  command->add_option("--difference", options->difference,
                      "times at which to compare each group's survival with the first group's: t1,t2,...");
  command->add_option("--conditional", options->conditional,
                      "a time: the survival at the times of --at of those who were alive then");
  command->add_option(
      "--landmark", options->landmark,
      "a time: only rows at risk then, observed from then on (times stay counted from the origin)");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, command, &console, &ending] {
    if (command->count("--nelson-aalen") > 0 && options->hazard.empty()) options->hazard = "plain";
    ending.exit_code = run(*options, console);
  });
}

}  // namespace repere::cli
