#include <CLI/CLI.hpp>
#include <cmath>
#include <optional>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/distributions.hpp"
#include "statistics/rmst.hpp"

namespace repere::cli {
namespace {

using statistics::Contrast;
using statistics::Estimate;

struct RmstOptions : SurvivalInput {
  double tau = 0;
  double level = 0.95;
};

struct RmstGroup {
  std::string name;
  std::size_t rows;
  double events;
  Estimate mean;
  double lower;
  double upper;
};

struct RmstResult {
  std::vector<RmstGroup> groups;
  std::optional<Contrast> difference;  // of two groups: second - first
  std::optional<Contrast> ratio;       // second / first
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
};

Result<RmstResult> compute(const RmstOptions& options) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time}, {options.event, ColumnRole::event}};
  const auto request = [&](const std::string& name, ColumnRole role) {
    if (name.empty()) return std::size_t{0};
    requests.push_back({name, role});
    return requests.size() - 1;
  };
  const std::size_t entry = request(options.entry, ColumnRole::entry);
  const std::size_t group = request(options.group, ColumnRole::level);
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  statistics::FollowUp data{read->columns[0].times(), read->columns[1].events, {}, {}};
  if (entry) data.entry = read->columns[entry].times();
  statistics::Codes codes;
  if (group)
    codes = {read->columns[group].code, static_cast<std::uint32_t>(read->columns[group].levels.size())};
  statistics::KaplanMeierOptions how;
  how.threads = *options.threads;
  const auto curves = kaplan_meier(data, codes, how);
  if (!curves) return fail_in(read->file, curves.error());

  RmstResult result;
  result.left_out = read->left_out;
  const double z = statistics::normal_quantile_of_level(options.level);
  for (std::size_t g = 0; g < curves->size(); ++g) {
    const auto& curve = (*curves)[g];
    const std::string name = group ? options.group + "=" + read->columns[group].levels[g] : "all";
    const Estimate mean = restricted_mean(curve, options.tau);
    result.groups.push_back({name, curve.rows, curve.total_events, mean, mean.value - z * mean.std_error,
                             mean.value + z * mean.std_error});
    if (outlives(curve, options.tau))
      result.warnings.push_back(name + ": nobody is followed up to tau (the last one to " +
                                rounded(curve.time.back(), 6) + "); the last survival is carried on to it");
  }
  if (result.groups.size() == 2) {
    result.difference = difference(result.groups[0].mean, result.groups[1].mean, options.level);
    result.ratio = ratio(result.groups[0].mean, result.groups[1].mean, options.level);
  }
  return result;
}

std::string json_of(const RmstResult& result, double tau) {
  report::JsonWriter json;
  json.begin_object().field("tau", tau).key("groups").begin_array();
  for (const auto& group : result.groups)
    json.begin_object()
        .field("group", std::string_view(group.name))
        .field("rmst", group.mean.value)
        .field("std_error", group.mean.std_error)
        .field("lower", group.lower)
        .field("upper", group.upper)
        .field("n", group.rows)
        .field("events", group.events)
        .end_object();
  json.end_array().key("difference");
  if (const auto& d = result.difference)
    json.begin_object()
        .field("estimate", d->estimate)
        .field("std_error", d->std_error)
        .field("p", d->p)
        .field("lower", d->lower)
        .field("upper", d->upper)
        .end_object();
  else
    json.value(std::nullopt);
  json.key("ratio");
  if (const auto& r = result.ratio)
    json.begin_object()
        .field("estimate", r->estimate)
        .field("lower", r->lower)
        .field("upper", r->upper)
        .field("p", r->p)
        .end_object();
  else
    json.value(std::nullopt);
  json.key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

std::string csv_line(const std::string& name, std::initializer_list<double> values) {
  std::string out = csv_field(name);
  for (const double value : values) out += "," + csv_number(value);
  return out + "\n";
}

std::string csv_of(const RmstResult& result) {
  std::string out = "group,n,events,rmst,std_error,lower,upper,p\n";
  for (const auto& g : result.groups)
    out += csv_line(g.name, {static_cast<double>(g.rows), g.events, g.mean.value, g.mean.std_error, g.lower,
                             g.upper, std::nan("")});
  const double none = std::nan("");
  if (const auto& d = result.difference)
    out += csv_line("difference", {none, none, d->estimate, d->std_error, d->lower, d->upper, d->p});
  if (const auto& r = result.ratio)
    out += csv_line("ratio", {none, none, r->estimate, none, r->lower, r->upper, r->p});
  return out;
}

std::string text_of(const RmstResult& result, const RmstOptions& options) {
  const std::string level = percent(options.level);
  TextTable table({"group", "n", "events", "mean to " + rounded(options.tau, 6), "std. error",
                   "lower " + level, "upper " + level, "p"});
  for (const auto& g : result.groups)
    table.add({g.name, std::to_string(g.rows), rounded(g.events), rounded(g.mean.value, 6),
               rounded(g.mean.std_error), rounded(g.lower, 6), rounded(g.upper, 6), ""});
  if (const auto& d = result.difference)
    table.add({"difference (second - first)", "", "", rounded(d->estimate, 6), rounded(d->std_error),
               rounded(d->lower, 6), rounded(d->upper, 6), p_text(d->p)});
  if (const auto& r = result.ratio)
    table.add({"ratio (second / first)", "", "", rounded(r->estimate), "", rounded(r->lower),
               rounded(r->upper), p_text(r->p)});
  return table.text() + "\n- is not estimable.\nRows left out because a named column is empty: " +
         std::to_string(result.left_out) + "\n";
}

int run(const RmstOptions& options, Console& console) {
  if (!(options.tau > 0) || !std::isfinite(options.tau))
    return wrong_usage(console, "--tau takes a time above 0");
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  const auto result = compute(options);
  if (!result) return failed(console, result.error());
  return print_result(console, *options.format,
                      {[&] { return json_of(*result, options.tau); }, [&] { return csv_of(*result); },
                       [&] { return text_of(*result, options); }, result->warnings});
}

}  // namespace

void add_survival_rmst(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<RmstOptions>();
  CLI::App* command = survival.add_subcommand("rmst", "Restricted mean survival time");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--event", options->event, "column: 1 event, 0 censored")->required();
  command->add_option("--tau", options->tau, "time up to which the mean is taken")->required();
  command->add_option("--entry", options->entry, "column: start of observation (delayed entry)");
  command->add_option("--group", options->group,
                      "column: one mean for each of its values; two are compared, second with first");
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
