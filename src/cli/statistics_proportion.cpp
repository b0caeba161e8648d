#include <CLI/CLI.hpp>
#include <cmath>

#include "base/numbers.hpp"
#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "statistics/contingency.hpp"
#include "statistics/proportions.hpp"

namespace repere::cli {
namespace {

struct ProportionOptions {
  std::string data, outcome, group, yes, of, scores;
  double level = 0.95;
  std::shared_ptr<Format> format;
};

// The groups as counted, and a score for each: its level when all levels are numbers, else its place.
struct Counted {
  std::vector<std::string> names;
  std::vector<statistics::Count> counts;
  std::vector<double> scores;
  std::size_t left_out = 0;
};

Result<Counted> count_rows(const ProportionOptions& options) {
  std::vector<ColumnRequest> requests{{options.outcome, ColumnRole::event}};
  if (!options.group.empty()) requests.push_back({options.group, ColumnRole::level});
  const auto read = read_columns(options.data, requests);
  if (!read) return tl::unexpected(read.error());
  Counted counted;
  counted.left_out = read->left_out;
  const bool grouped = !options.group.empty();
  counted.counts.resize(grouped ? read->columns[1].levels.size() : 1);
  for (std::size_t row = 0; row < read->rows; ++row) {
    auto& count = counted.counts[grouped ? read->columns[1].code[row] : 0];
    ++count.of;
    count.yes += read->columns[0].events[row];
  }
  if (!grouped) {
    counted.names.push_back("all");
    return counted;
  }
  for (const auto& level : read->columns[1].levels) {
    counted.names.push_back(options.group + "=" + level);
    if (const auto number = parse_number(level)) counted.scores.push_back(*number);
  }
  return counted;
}

// --yes 12,5 --of 20,18
std::optional<Counted> counts_said(const ProportionOptions& options) {
  const auto yes = list_of_numbers(options.yes), of = list_of_numbers(options.of);
  if (!yes || !of || yes->size() != of->size()) return std::nullopt;
  Counted counted;
  for (std::size_t i = 0; i < yes->size(); ++i) {
    for (const double number : {(*yes)[i], (*of)[i]})
      if (number < 0 || number != std::floor(number) || number > 9e15) return std::nullopt;
    counted.counts.push_back({static_cast<std::uint64_t>((*yes)[i]), static_cast<std::uint64_t>((*of)[i])});
    counted.names.push_back(yes->size() == 1 ? "all" : "group=" + std::to_string(i + 1));
  }
  return counted;
}

Result<void> add_groups(Answer& answer, const Counted& counted, double level) {
  AnswerTable table{
      "groups",
      {"group", "yes", "of", "proportion", "wilson_lower", "wilson_upper", "exact_lower", "exact_upper"}};
  for (std::size_t g = 0; g < counted.counts.size(); ++g) {
    const auto wilson = wilson_interval(counted.counts[g], level);
    const auto exact = clopper_pearson_interval(counted.counts[g], level);
    if (!wilson || !exact) return fail_in(counted.names[g], (wilson ? exact : wilson).error());
    table.rows.push_back({counted.names[g], static_cast<double>(counted.counts[g].yes),
                          static_cast<double>(counted.counts[g].of), wilson->value, wilson->lower,
                          wilson->upper, exact->lower, exact->upper});
  }
  answer.tables.push_back(std::move(table));
  return {};
}

void add_comparison(Answer& answer, const Counted& counted, const std::vector<double>& scores, double level) {
  if (counted.counts.size() == 2) {
    const auto difference = newcombe_difference(counted.counts[0], counted.counts[1], level).value();
    answer.tables.push_back(single("difference", {"estimate", "lower", "upper"},
                                   {difference.value, difference.lower, difference.upper}));
  }
  statistics::ContingencyTable table{counted.counts.size(), 2, {}};
  for (const auto& count : counted.counts) {
    table.counts.push_back(count.yes);
    table.counts.push_back(count.of - count.yes);
  }
  if (const auto test = chi_squared_independence(table, statistics::Continuity::none)) {
    answer.tables.push_back(single("chi_squared", {"chi2", "df", "p"},
                                   {test->test.chi2, static_cast<double>(test->test.df), test->test.p}));
    if (test->smallest_expected < 5)
      answer.warnings.push_back(
          "an expected number below 5: prefer Fisher's exact test (repere statistics table)");
  } else {
    answer.warnings.push_back("all outcomes are equal: nothing can be tested");
  }
  if (const auto trend = cochran_armitage(counted.counts, scores))
    answer.tables.push_back(single("trend", {"z", "p"}, {trend->z, trend->p}));
}

Result<Answer> compute(const ProportionOptions& options, const Counted& counted, std::vector<double> scores) {
  Answer answer;
  answer.left_out = counted.left_out;
  if (auto done = add_groups(answer, counted, options.level); !done) return tl::unexpected(done.error());
  if (counted.counts.size() < 2) return answer;
  if (scores.empty()) scores = counted.scores;
  if (scores.size() != counted.counts.size()) {
    scores.clear();
    for (std::size_t g = 0; g < counted.counts.size(); ++g) scores.push_back(static_cast<double>(g + 1));
  }
  add_comparison(answer, counted, scores, options.level);
  return answer;
}

int run(const ProportionOptions& options, Console& console) {
  const bool from_file = !options.data.empty();
  if (from_file == (!options.yes.empty() || !options.of.empty()))
    return wrong_usage(console, "give either --data with --outcome, or --yes with --of");
  if (from_file && options.outcome.empty())
    return wrong_usage(console, "--data needs --outcome: a column of 0 and 1");
  if (!from_file && (!options.group.empty() || !options.outcome.empty()))
    return wrong_usage(console, "--outcome and --group are columns of --data");
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  std::vector<double> scores;
  if (!options.scores.empty()) {
    const auto said = list_of_numbers(options.scores);
    if (!said) return wrong_usage(console, "--scores takes numbers separated by commas");
    scores = *said;
  }
  Counted counted;
  if (from_file) {
    auto rows = count_rows(options);
    if (!rows) return failed(console, rows.error());
    counted = std::move(*rows);
  } else {
    const auto said = counts_said(options);
    if (!said) return wrong_usage(console, "--yes and --of take as many whole numbers, separated by commas");
    counted = *said;
  }
  if (!scores.empty() && scores.size() != counted.counts.size())
    return wrong_usage(console, "--scores takes one number for each of the " +
                                    std::to_string(counted.counts.size()) + " groups");
  return finish(compute(options, counted, scores), *options.format, console);
}

}  // namespace

void add_statistics_proportion(CLI::App& statistics, Console& console, Ending& ending) {
  auto options = std::make_shared<ProportionOptions>();
  CLI::App* command = statistics.add_subcommand(
      "proportion", "Proportions with limits, their difference, chi-squared and trend");
  command->add_option("--data", options->data, "CSV file");
  command->add_option("--outcome", options->outcome, "column: 1 yes, 0 no");
  command->add_option("--group", options->group, "column: a proportion for each of its values");
  command->add_option("--yes", options->yes, "instead of a file: how many yes, group by group: 12,5");
  command->add_option("--of", options->of, "of how many: 20,18");
  command->add_option(
      "--scores", options->scores,
      "of the groups, for the trend (if not said their values when they are numbers, else 1,2,...)");
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  options->format = add_format_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
