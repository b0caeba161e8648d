#include <CLI/CLI.hpp>
#include <cmath>
#include <ostream>

#include "cli/survival_columns.hpp"
#include "cli/survival_each.hpp"
#include "cli/survival_options.hpp"
#include "report/json_writer.hpp"
#include "statistics/logrank.hpp"

namespace repere::cli {
namespace {

struct LogRankOptions : SurvivalInput {
  double rho = 0;
};

struct LogRankResult {
  statistics::LogRank test;
  std::vector<std::string> groups;
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
};

std::vector<std::string> warnings_of(const statistics::LogRank& test) {
  if (!std::isnan(test.test.chi2)) return {};
  double events = 0;
  for (const double expected : test.expected) events += expected;
  if (events == 0) return {"there is no event: nothing can be tested"};
  return {"the groups were never at risk together in a way that can be tested: no chi-squared"};
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
  auto test = logrank(data, {group.code, static_cast<std::uint32_t>(group.levels.size())}, strata.codes(),
                      options.rho);
  if (!test) return fail_in(read->file, test.error());
  LogRankResult result{std::move(*test), {}, {}, read->left_out};
  result.warnings = warnings_of(result.test);
  for (const auto& level : group.levels) result.groups.push_back(options.group + "=" + level);
  return result;
}

std::string json_of(const LogRankResult& result) {
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
  json.end_array().key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

std::string csv_of(const LogRankResult& result) {
  std::string out = "group,n,observed,expected,chi2,df,p\n";
  const auto& test = result.test;
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    out += csv_field(result.groups[g]) + "," + std::to_string(test.rows[g]) + "," +
           csv_number(test.observed[g]) + "," + csv_number(test.expected[g]) + "," +
           csv_number(test.test.chi2) + "," + std::to_string(test.test.df) + "," + csv_number(test.test.p) +
           "\n";
  return out;
}

std::string text_of(const LogRankResult& result) {
  const auto& test = result.test;
  TextTable table({"group", "n", "observed", "expected"});
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    table.add({result.groups[g], std::to_string(test.rows[g]), rounded(test.observed[g], 6),
               rounded(test.expected[g], 6)});
  return table.text() + "\nchi-squared " + rounded(test.test.chi2, 6) + " on " +
         std::to_string(test.test.df) + " degrees of freedom, p " + p_text(test.test.p) +
         "\nRows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

int run(const LogRankOptions& options, Console& console) {
  std::vector<std::string> strata;
  if (!options.strata.empty()) {
    const auto names = list_of_names(options.strata);
    if (!names) return wrong_usage(console, "--strata takes column names separated by commas");
    strata = *names;
  }
  if (!std::isfinite(options.rho)) return wrong_usage(console, "--rho takes a number");
  const auto result = compute(options, strata);
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
  for (const auto& warning : result->warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
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
  options->format = add_format_option(*command);
  options->threads = add_threads_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
