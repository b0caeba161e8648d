#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "statistics/rank_tests.hpp"

namespace repere::cli {
namespace {

struct RankOptions {
  std::string data, value, group;
  double level = 0.95;
  bool normal = false;
  std::shared_ptr<Format> format;
};

void add_group(AnswerTable& table, const std::string& name, std::vector<double>& values, double level) {
  std::sort(values.begin(), values.end());
  const auto median = statistics::median_with_limits(values, level).value();
  table.rows.push_back({name, static_cast<double>(values.size()), median.median, median.lower, median.upper,
                        median.level, statistics::quantile_of_sorted(values, 0.25),
                        statistics::quantile_of_sorted(values, 0.75), values.front(), values.back()});
}

Result<Answer> compute(const RankOptions& options) {
  std::vector<ColumnRequest> requests{{options.value, ColumnRole::number}};
  if (!options.group.empty()) requests.push_back({options.group, ColumnRole::level});
  const auto read = read_columns(options.data, requests);
  if (!read) return tl::unexpected(read.error());
  Answer answer;
  answer.left_out = read->left_out;
  const auto& values = read->columns[0].numbers;
  const bool grouped = !options.group.empty();
  std::vector<std::vector<double>> by_group(grouped ? read->columns[1].levels.size() : 1);
  for (std::size_t row = 0; row < read->rows; ++row)
    by_group[grouped ? read->columns[1].code[row] : 0].push_back(values[row]);
  AnswerTable table{
      "groups",
      {"group", "n", "median", "lower", "upper", "level", "quartile_1", "quartile_3", "least", "most"}};
  for (std::size_t g = 0; g < by_group.size(); ++g)
    add_group(table, grouped ? options.group + "=" + read->columns[1].levels[g] : "all", by_group[g],
              options.level);
  answer.tables.push_back(std::move(table));
  if (by_group.size() == 2) {
    const auto test = rank_sum_test(
        by_group[0], by_group[1], options.level,
        options.normal ? statistics::RankSumMethod::normal : statistics::RankSumMethod::automatic);
    if (!test) return tl::unexpected(test.error());
    answer.tables.push_back(single("wilcoxon", {"w", "p", "shift", "shift_lower", "shift_upper", "method"},
                                   {test->w, test->p, test->shift, test->shift_lower, test->shift_upper,
                                    test->exact ? "exact" : "normal"}));
  }
  if (by_group.size() > 1) {
    const auto test = statistics::kruskal_wallis(
        values, {read->columns[1].code, static_cast<std::uint32_t>(by_group.size())});
    if (!test) return tl::unexpected(test.error());
    answer.tables.push_back(
        single("kruskal_wallis", {"chi2", "df", "p"}, {test->chi2, static_cast<double>(test->df), test->p}));
    if (std::isnan(test->chi2)) answer.warnings.push_back("all values are equal: nothing can be tested");
  }
  return answer;
}

}  // namespace

void add_statistics_ranks(CLI::App& statistics, Console& console, Ending& ending) {
  auto options = std::make_shared<RankOptions>();
  CLI::App* command =
      statistics.add_subcommand("ranks", "Medians with limits, Wilcoxon and Kruskal-Wallis tests");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--value", options->value, "column: a number")->required();
  command->add_option("--group", options->group, "column: the groups to compare");
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  command->add_flag("--normal", options->normal,
                    "the normal approximation, where the exact test would be taken");
  options->format = add_format_option(*command);
  command->callback([options, &console, &ending] {
    ending.exit_code = options->level > 0 && options->level < 1
                           ? finish(compute(*options), *options->format, console)
                           : wrong_usage(console, "--level takes a number between 0 and 1");
  });
}

}  // namespace repere::cli
