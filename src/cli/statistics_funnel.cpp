#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/numbers.hpp"
#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "statistics/funnel.hpp"

namespace repere::cli {
namespace {

struct FunnelOptions {
  std::string data, centre, outcome, yes, of, levels = "0.95,0.998";
  double target = std::numeric_limits<double>::quiet_NaN();
  std::shared_ptr<Format> format;
};

struct Centres {
  std::vector<std::string> names;
  std::vector<statistics::Count> counts;
  std::size_t left_out = 0;
};

tl::unexpected<Error> wrong_cell(const ReadColumns& read, const std::string& column, const char* what) {
  return fail(ErrorKind::incorrect, read.file + ", column '" + column + "': " + what);
}

Result<Centres> count_rows(const FunnelOptions& options) {
  std::vector<ColumnRequest> requests{{options.centre, ColumnRole::level}};
  const bool counted = options.outcome.empty();
  if (counted) {
    requests.push_back({options.yes, ColumnRole::number});
    requests.push_back({options.of, ColumnRole::number});
  } else {
    requests.push_back({options.outcome, ColumnRole::event});
  }
  const auto read = read_columns(options.data, requests);
  if (!read) return tl::unexpected(read.error());
  Centres centres{read->columns[0].levels, std::vector<statistics::Count>(read->columns[0].levels.size()),
                  read->left_out};
  for (std::size_t row = 0; row < read->rows; ++row) {
    auto& count = centres.counts[read->columns[0].code[row]];
    if (!counted) {
      ++count.of;
      count.yes += read->columns[1].events[row];
      continue;
    }
    const double yes = read->columns[1].numbers[row], of = read->columns[2].numbers[row];
    if (yes < 0 || yes != std::floor(yes) || yes > 9e15)
      return wrong_cell(*read, options.yes, "not a whole number of cases");
    if (of < yes || of != std::floor(of) || of > 9e15)
      return wrong_cell(*read, options.of, "not a whole number of cases, or fewer than there are yes");
    count.yes += static_cast<std::uint64_t>(yes);
    count.of += static_cast<std::uint64_t>(of);
  }
  return centres;
}

double target_of(const FunnelOptions& options, const Centres& centres) {
  if (!std::isnan(options.target)) return options.target;
  double yes = 0, of = 0;
  for (const auto& count : centres.counts) {
    yes += static_cast<double>(count.yes);
    of += static_cast<double>(count.of);
  }
  return yes / of;
}

Result<Answer> compute(const FunnelOptions& options, const std::vector<double>& levels) {
  const auto centres = count_rows(options);
  if (!centres) return tl::unexpected(centres.error());
  const double target = target_of(options, *centres);
  if (!(target > 0 && target < 1))
    return fail(ErrorKind::incorrect,
                "all outcomes are equal: there is no target between 0 and 1; say one with --target");
  Answer answer;
  answer.left_out = centres->left_out;
  AnswerTable table{"centres", {"centre", "yes", "of", "proportion"}};
  for (const double level : levels) {
    const std::string per_cent = shortest_text(std::round(level * 1e6) / 1e4);
    for (const char* side : {"lower_", "upper_"}) table.columns.push_back(side + per_cent);
  }
  for (const char* name : {"position", "z", "p"}) table.columns.emplace_back(name);
  for (std::size_t c = 0; c < centres->counts.size(); ++c) {
    const auto& count = centres->counts[c];
    if (count.of == 0) {
      answer.warnings.push_back("a centre without cases is not in the table");
      continue;
    }
    const double share = static_cast<double>(count.yes) / static_cast<double>(count.of);
    std::vector<Cell> row{centres->names[c], static_cast<double>(count.yes), static_cast<double>(count.of),
                          share};
    std::string position = "inside";
    for (const double level : levels) {
      const auto limits = statistics::funnel_limits(count.of, target, level);
      if (!limits) return tl::unexpected(limits.error());
      row.emplace_back(limits->lower);
      row.emplace_back(limits->upper);
      // Levels ascend: the last one that is left behind is the widest.
      const std::string per_cent = shortest_text(std::round(level * 1e6) / 1e4);
      if (share < limits->lower) position = "below " + per_cent;
      if (share > limits->upper) position = "above " + per_cent;
    }
    const auto place = funnel_position(count, target);
    if (!place) return tl::unexpected(place.error());
    row.emplace_back(position);
    row.emplace_back(place->z);
    row.emplace_back(place->p);
    table.rows.push_back(std::move(row));
  }
  answer.tables.push_back(std::move(table));
  answer.tables.push_back(
      single("target", {"proportion", "said"}, {target, std::isnan(options.target) ? "no" : "yes"}));
  return answer;
}

int run(const FunnelOptions& options, Console& console) {
  const bool counted = !options.yes.empty() && !options.of.empty();
  if (options.outcome.empty() != counted || (counted != (!options.yes.empty() || !options.of.empty())))
    return wrong_usage(console, "give either --outcome (a row a case), or --yes and --of (a row a centre)");
  auto levels = list_of_numbers(options.levels);
  if (!levels || std::any_of(levels->begin(), levels->end(), [](double l) { return !(l > 0 && l < 1); }))
    return wrong_usage(console,
                       "--levels takes numbers between 0 and 1 separated by commas: --levels 0.95,0.998");
  std::sort(levels->begin(), levels->end());
  if (!std::isnan(options.target) && !(options.target > 0 && options.target < 1))
    return wrong_usage(console, "--target takes a number between 0 and 1");
  return finish(compute(options, *levels), *options.format, console);
}

}  // namespace

void add_statistics_funnel(CLI::App& statistics, Console& console, Ending& ending) {
  auto options = std::make_shared<FunnelOptions>();
  CLI::App* command = statistics.add_subcommand("funnel", "Centres against what chance alone would do");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--centre", options->centre, "column: the centre")->required();
  command->add_option("--outcome", options->outcome, "column: 1 yes, 0 no, a row a case");
  command->add_option("--yes", options->yes, "column: number of yes, where rows are centres");
  command->add_option("--of", options->of, "column: number of cases, where rows are centres");
  command->add_option("--target", options->target,
                      "the proportion to compare with (all centres together if not said)");
  command->add_option("--levels", options->levels, "levels of the limits (0.95,0.998 if not said)");
  options->format = add_format_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
