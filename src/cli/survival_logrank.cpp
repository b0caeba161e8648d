#include <CLI/CLI.hpp>
#include <cmath>
#include <optional>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/logrank.hpp"

namespace repere::cli {
namespace {

struct LogRankOptions : SurvivalInput {
  double rho = 0;
  std::optional<std::vector<double>> trend;  ///< scores; empty: 1, 2, 3, ...
  bool pairwise = false;
};

struct Trend {
  std::vector<double> scores;
  statistics::LogRankTrend test;
};

struct LogRankResult {
  statistics::LogRank test;
  std::vector<std::string> groups;
  std::optional<Trend> trend;
  std::vector<statistics::LogRankPair> pairs;
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
};

std::vector<std::string> warnings_of(const statistics::LogRank& test) {
  double events = 0;
  for (const double expected : test.expected) events += expected;
  if (events == 0) return {"there is no event: nothing can be tested"};
  if (!std::isnan(test.test.chi2)) return {};
  return {"the groups were never at risk together in a way that can be tested: no chi-squared"};
}

Result<Trend> trend_of(const statistics::LogRank& test, const std::vector<double>& scores) {
  Trend trend{scores, {}};
  if (scores.empty())
    for (std::size_t g = 0; g < test.rows.size(); ++g) trend.scores.push_back(static_cast<double>(g + 1));
  if (trend.scores.size() != test.rows.size())
    return fail(ErrorKind::incorrect, "--trend has " + std::to_string(scores.size()) +
                                          " scores and there are " + std::to_string(test.rows.size()) +
                                          " groups; write one for each");
  trend.test = logrank_trend(test, trend.scores);
  return trend;
}

Result<LogRankResult> compute(const LogRankOptions& options, const std::vector<std::string>& strata_names) {
  std::vector<ColumnRequest> requests{{options.time, ColumnRole::time},
                                      {options.event, ColumnRole::event},
                                      {options.group, ColumnRole::level}};
  for (const auto& name : strata_names) requests.push_back({name, ColumnRole::level});
  const std::size_t entry = options.entry.empty() ? 0 : requests.size();
  if (entry) requests.push_back({options.entry, ColumnRole::entry});
  auto read = read_columns(options.data, requests, *options.threads);
  if (!read) return tl::unexpected(read.error());

  statistics::FollowUp data{read->columns[0].times(), read->columns[1].events, {}, {}};
  if (entry) data.entry = read->columns[entry].times();
  std::vector<const Column*> strata_columns;
  for (std::size_t i = 0; i < strata_names.size(); ++i) strata_columns.push_back(&read->columns[3 + i]);
  const JoinedLevels strata = joined(strata_columns);
  const Column& group = read->columns[2];
  const statistics::Codes groups{group.code, static_cast<std::uint32_t>(group.levels.size())};
  auto test = logrank(data, groups, strata.codes(), options.rho, *options.threads);
  if (!test) return fail_in(read->file, test.error());
  LogRankResult result{std::move(*test), {}, {}, {}, {}, read->left_out};
  if (options.trend) {
    auto trend = trend_of(result.test, *options.trend);
    if (!trend) return fail_in(read->file, trend.error());
    result.trend = std::move(*trend);
  }
  if (options.pairwise) {
    auto pairs = logrank_pairs(data, groups, strata.codes(), options.rho, *options.threads);
    if (!pairs) return fail_in(read->file, pairs.error());
    result.pairs = std::move(*pairs);
  }
  result.warnings = warnings_of(result.test);
  for (const auto& level : group.levels) result.groups.push_back(options.group + "=" + level);
  return result;
}

void write_trend(report::JsonWriter& json, const Trend& trend) {
  json.key("trend").begin_object().key("scores").value(std::span<const double>(trend.scores));
  json.field("z", trend.test.z)
      .field("chi2", trend.test.test.chi2)
      .field("df", trend.test.test.df)
      .field("p", trend.test.test.p)
      .end_object();
}

void write_pairs(report::JsonWriter& json, const LogRankResult& result) {
  json.key("pairs").begin_array();
  for (const auto& pair : result.pairs)
    json.begin_object()
        .field("first", std::string_view(result.groups[pair.first]))
        .field("second", std::string_view(result.groups[pair.second]))
        .field("chi2", pair.test.chi2)
        .field("df", pair.test.df)
        .field("p", pair.test.p)
        .field("p_holm", pair.p_holm)
        .end_object();
  json.end_array();
}

std::string json_of(const LogRankResult& result, bool pairwise) {
  const auto& test = result.test;
  report::JsonWriter json;
  json.begin_object().field("chi2", test.test.chi2).field("df", test.test.df).field("p", test.test.p);
  json.key("groups").begin_array();
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    json.begin_object()
        .field("group", std::string_view(result.groups[g]))
        .field("n", test.rows[g])
        .field("observed", test.observed[g])
        .field("expected", test.expected[g])
        .end_object();
  json.end_array().key("variance").begin_array();
  const std::size_t k = test.variance.size();
  for (std::size_t g = 0; g < k; ++g) json.value(test.variance.values().subspan(g * k, k));
  json.end_array();
  if (result.trend) write_trend(json, *result.trend);
  if (pairwise) write_pairs(json, result);
  json.key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

std::string csv_of_pairs(const LogRankResult& result) {
  std::string out = "first,second,chi2,df,p,p_holm\n";
  for (const auto& pair : result.pairs)
    out += csv_field(result.groups[pair.first]) + "," + csv_field(result.groups[pair.second]) + "," +
           csv_number(pair.test.chi2) + "," + csv_number(pair.test.df) + "," + csv_number(pair.test.p) + "," +
           csv_number(pair.p_holm) + "\n";
  return out;
}

// One table: the pairs if they are asked for, else the test.
std::string csv_of(const LogRankResult& result, bool pairwise) {
  if (pairwise) return csv_of_pairs(result);
  std::string out = "group,n,observed,expected,chi2,df,p\n";
  const auto& test = result.test;
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    out += csv_field(result.groups[g]) + "," + std::to_string(test.rows[g]) + "," +
           csv_number(test.observed[g]) + "," + csv_number(test.expected[g]) + "," +
           csv_number(test.test.chi2) + "," + csv_number(test.test.df) + "," + csv_number(test.test.p) + "\n";
  return out;
}

std::string scores_text(const std::vector<double>& scores) {
  std::string out;
  for (const double score : scores) out += (out.empty() ? "" : ", ") + rounded(score);
  return out;
}

std::string text_of_pairs(const LogRankResult& result) {
  TextTable table({"pair", "chi-squared", "p", "p (Holm)"});
  for (const auto& pair : result.pairs)
    table.add({result.groups[pair.first] + ", " + result.groups[pair.second], rounded(pair.test.chi2, 6),
               p_text(pair.test.p), p_text(pair.p_holm)});
  return table.text();
}

std::string text_of(const LogRankResult& result, bool pairwise) {
  const auto& test = result.test;
  TextTable table({"group", "n", "observed", "expected"});
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    table.add({result.groups[g], std::to_string(test.rows[g]), rounded(test.observed[g], 6),
               rounded(test.expected[g], 6)});
  std::string out = table.text() + "\nchi-squared " + rounded(test.test.chi2, 6) + " on " +
                    rounded(test.test.df) + " degrees of freedom, p " + p_text(test.test.p) + "\n";
  if (result.trend)
    out += "trend with scores " + scores_text(result.trend->scores) + ": z " + rounded(result.trend->test.z) +
           ", chi-squared " + rounded(result.trend->test.test.chi2, 6) + " on 1 degree of freedom, p " +
           p_text(result.trend->test.test.p) + "\n";
  if (pairwise) out += "\n" + text_of_pairs(result) + "\n";
  return out + "Rows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const LogRankOptions& options, Console& console) {
  std::vector<std::string> strata;
  if (!options.strata.empty()) {
    const auto names = list_of_names(options.strata);
    if (!names)
      return wrong_usage(
          console,
          "--strata takes column names separated by commas; a name that holds a comma stands in quotes");
    strata = *names;
  }
  if (!std::isfinite(options.rho)) return wrong_usage(console, "--rho takes a number");
  const auto result = compute(options, strata);
  if (!result) return failed(console, result.error());
  const bool pairwise = options.pairwise;
  return print_result(console, *options.format,
                      {[&] { return json_of(*result, pairwise); }, [&] { return csv_of(*result, pairwise); },
                       [&] { return text_of(*result, pairwise); }, result->warnings});
}

}  // namespace

void add_survival_logrank(CLI::App& survival, Console& console, Ending& ending) {
  auto options = std::make_shared<LogRankOptions>();
  CLI::App* command = survival.add_subcommand("logrank", "Log-rank test and its G-rho family");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: end of follow-up")->required();
  command->add_option("--event", options->event, "column: 1 event, 0 censored")->required();
  command->add_option("--group", options->group, "column: the groups to compare")->required();
  command->add_option("--entry", options->entry, "column: start of observation (delayed entry)");
  command->add_option("--strata", options->strata,
                      "columns: compare within each combination of their values");
  command->add_option("--rho", options->rho,
                      "weight of early times: S(t)^rho (0 if not said: log-rank; 1: Peto-Peto)");
  auto scores = std::make_shared<std::string>();
  command
      ->add_option(
          "--trend", *scores,
          "test for trend over the groups, with a score for each in their order (1, 2, 3 if not said)")
      ->expected(0, 1)
      ->type_name("S1,S2,...");
  command->add_flag("--pairwise", options->pairwise, "every pair of groups, p-values adjusted after Holm");
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, scores, command, &console, &ending] {
    if (command->count("--trend") > 0) {
      options->trend.emplace();
      if (!scores->empty()) options->trend = list_of_numbers(*scores);
    }
    ending.exit_code = command->count("--trend") > 0 && !options->trend
                           ? wrong_usage(console, "--trend takes numbers separated by commas: --trend 0,1,3")
                           : run(*options, console);
  });
}

}  // namespace repere::cli
