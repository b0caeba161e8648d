#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/survival_quantiles.hpp"

namespace repere::cli {
namespace {

using statistics::SurvivalCurve;

struct KmOptions : SurvivalInput {
  std::string weights;
  std::string conf = "log";
  double level = 0.95;
  std::string at;
  std::string quantiles;
};

// One group with all that is said of it.
struct GroupResult {
  std::string name;
  SurvivalCurve curve;
  statistics::SurvivalQuantile median;
  std::vector<statistics::SurvivalAt> at;
  std::vector<statistics::SurvivalQuantile> quantiles;
};

struct KmResult {
  std::vector<GroupResult> groups;
  std::size_t left_out = 0;
};

statistics::LimitScale scale_of(const std::string& word) {
  using statistics::LimitScale;
  static const std::map<std::string, LimitScale> words{{"log", LimitScale::log},
                                                       {"log-log", LimitScale::log_log},
                                                       {"plain", LimitScale::plain},
                                                       {"logit", LimitScale::logit},
                                                       {"arcsin", LimitScale::arcsin}};
  return words.at(word);
}

struct Asked {
  std::vector<double> at;
  std::vector<double> quantiles;
};

Result<KmResult> compute(const KmOptions& options, const Asked& asked) {
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

  statistics::FollowUp data{read->columns[0].times(), read->columns[1].events, {}, {}};
  if (entry) data.entry = read->columns[entry].times();
  if (weights) data.weight = read->columns[weights].numbers;
  statistics::Codes codes;
  if (group)
    codes = {read->columns[group].code, static_cast<std::uint32_t>(read->columns[group].levels.size())};
  auto curves = kaplan_meier(data, codes,
                             {scale_of(options.conf), options.level, statistics::CurveVariance::automatic});
  if (!curves) return fail_in(read->file, curves.error());

  KmResult result{{}, read->left_out};
  for (std::size_t g = 0; g < curves->size(); ++g) {
    auto& curve = (*curves)[g];
    const std::string name = group ? options.group + "=" + read->columns[group].levels[g] : "all";
    result.groups.push_back({name,
                             {},
                             survival_quantile(curve, 0.5),
                             survival_at(curve, asked.at),
                             survival_quantiles(curve, asked.quantiles)});
    result.groups.back().curve = std::move(curve);
  }
  return result;
}

void write_at(report::JsonWriter& json, const GroupResult& group) {
  json.key("at").begin_array();
  for (const auto& at : group.at)
    json.begin_object()
        .field("time", at.time)
        .field("n_risk", at.at_risk)
        .field("survival", at.survival)
        .field("std_error", at.std_error)
        .field("lower", at.lower)
        .field("upper", at.upper)
        .end_object();
  json.end_array();
  json.key("quantiles").begin_array();
  for (const auto& quantile : group.quantiles)
    json.begin_object()
        .field("p", quantile.p)
        .field("time", quantile.time)
        .field("lower", quantile.lower)
        .field("upper", quantile.upper)
        .end_object();
  json.end_array();
}

std::string json_of(const KmResult& result) {
  report::JsonWriter json;
  json.begin_object().key("groups").begin_array();
  for (const auto& group : result.groups) {
    const auto column = [&](const char* name, const std::vector<double>& values) {
      json.key(name).value(std::span<const double>(values));
    };
    json.begin_object()
        .field("group", std::string_view(group.name))
        .field("n", group.curve.rows)
        .field("events", group.curve.total_events)
        .field("median", group.median.time)
        .field("median_lower", group.median.lower)
        .field("median_upper", group.median.upper);
    column("time", group.curve.time);
    column("n_risk", group.curve.at_risk);
    column("n_event", group.curve.events);
    column("n_censor", group.curve.censored);
    column("survival", group.curve.survival);
    column("std_error", group.curve.std_error);
    column("lower", group.curve.lower);
    column("upper", group.curve.upper);
    column("cumulative_hazard", group.curve.cumulative_hazard);
    write_at(json, group);
    json.end_object();
  }
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

// One table: the times asked for, else the quantiles asked for, else the whole curves.
std::string csv_of(const KmResult& result, const Asked& asked) {
  std::string out;
  const auto line = [&out](const std::string& group, std::initializer_list<double> values) {
    out += csv_field(group);
    for (const double value : values) out += "," + csv_number(value);
    out += "\n";
  };
  if (!asked.at.empty()) {
    out = "group,time,n_risk,survival,std_error,lower,upper\n";
    for (const auto& group : result.groups)
      for (const auto& at : group.at)
        line(group.name, {at.time, at.at_risk, at.survival, at.std_error, at.lower, at.upper});
  } else if (!asked.quantiles.empty()) {
    out = "group,p,time,lower,upper\n";
    for (const auto& group : result.groups)
      for (const auto& q : group.quantiles) line(group.name, {q.p, q.time, q.lower, q.upper});
  } else {
    out = "group,time,n_risk,n_event,n_censor,survival,std_error,lower,upper,cumulative_hazard\n";
    for (const auto& group : result.groups) {
      const SurvivalCurve& c = group.curve;
      for (std::size_t m = 0; m < c.time.size(); ++m)
        line(group.name, {c.time[m], c.at_risk[m], c.events[m], c.censored[m], c.survival[m], c.std_error[m],
                          c.lower[m], c.upper[m], c.cumulative_hazard[m]});
    }
  }
  return out;
}

std::string text_of(const KmResult& result, const KmOptions& options) {
  const std::string level = rounded(100 * options.level) + " %";
  const std::string lower = "lower " + level, upper = "upper " + level;
  TextTable summary({"group", "n", "events", "median", lower, upper});
  TextTable at({"group", "time", "at risk", "survival", "std. error", lower, upper});
  TextTable quantiles({"group", "p", "time", lower, upper});
  for (const auto& group : result.groups) {
    const auto& m = group.median;
    summary.add({group.name, std::to_string(group.curve.rows), rounded(group.curve.total_events),
                 rounded(m.time, 6), rounded(m.lower, 6), rounded(m.upper, 6)});
    for (const auto& a : group.at)
      at.add({group.name, rounded(a.time, 6), rounded(a.at_risk, 6), rounded(a.survival),
              rounded(a.std_error), rounded(a.lower), rounded(a.upper)});
    for (const auto& q : group.quantiles)
      quantiles.add({group.name, rounded(q.p), rounded(q.time, 6), rounded(q.lower, 6), rounded(q.upper, 6)});
  }
  std::string out = summary.text();
  if (!options.at.empty()) out += "\n" + at.text();
  if (!options.quantiles.empty()) out += "\n" + quantiles.text();
  out += "\n- is not reached or not estimable. Limits on the " + options.conf + " scale.\n";
  return out + "Rows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const KmOptions& options, Console& console) {
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  Asked asked;
  if (!options.at.empty()) {
    const auto at = list_of_numbers(options.at);
    if (!at) return wrong_usage(console, "--at takes numbers separated by commas: --at 365,730");
    asked.at = *at;
  }
  if (!options.quantiles.empty()) {
    const auto quantiles = list_of_numbers(options.quantiles);
    const auto is_share = [](double p) { return p >= 0 && p <= 1; };
    if (!quantiles || !std::all_of(quantiles->begin(), quantiles->end(), is_share))
      return wrong_usage(
          console, "--quantiles takes shares between 0 and 1 separated by commas: --quantiles 0.25,0.5");
    asked.quantiles = *quantiles;
  }
  const auto result = compute(options, asked);
  if (!result) return failed(console, result.error());
  switch (*options.format) {
    case Format::json:
      console.out << json_of(*result) << "\n";
      break;
    case Format::csv:
      console.out << csv_of(*result, asked);
      break;
    case Format::text:
      console.out << text_of(*result, options);
      break;
  }
  return 0;
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
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
