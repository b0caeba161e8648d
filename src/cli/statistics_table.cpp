#include <CLI/CLI.hpp>
#include <cmath>
#include <limits>

#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "statistics/contingency.hpp"

namespace repere::cli {
namespace {

struct TableOptions {
  std::string data, rows, columns, counts;
  double level = 0.95;
  std::shared_ptr<Format> format;
};

struct Named {
  statistics::ContingencyTable table;
  std::vector<std::string> rows, columns;
  std::size_t left_out = 0;
};

Result<Named> count_rows(const TableOptions& options) {
  const auto read =
      read_columns(options.data, {{options.rows, ColumnRole::level}, {options.columns, ColumnRole::level}});
  if (!read) return tl::unexpected(read.error());
  Named named;
  named.left_out = read->left_out;
  for (const auto& level : read->columns[0].levels) named.rows.push_back(options.rows + "=" + level);
  for (const auto& level : read->columns[1].levels) named.columns.push_back(options.columns + "=" + level);
  if (named.rows.size() * named.columns.size() > 1'000'000)
    return fail(ErrorKind::incorrect, read->file + ": the two columns have too many values for a table");
  named.table = {named.rows.size(), named.columns.size(),
                 std::vector<std::uint64_t>(named.rows.size() * named.columns.size())};
  for (std::size_t row = 0; row < read->rows; ++row)
    ++named.table.counts[read->columns[0].code[row] * named.columns.size() + read->columns[1].code[row]];
  return named;
}

// --counts "12,5;7,9"
std::optional<Named> counts_said(const std::string& text) {
  Named named;
  std::string line;
  for (const char c : text + ";") {
    if (c != ';') {
      line += c;
      continue;
    }
    const auto numbers = list_of_numbers(line);
    if (!numbers || (named.table.rows > 0 && numbers->size() != named.table.columns)) return std::nullopt;
    named.table.columns = numbers->size();
    ++named.table.rows;
    named.rows.push_back("row=" + std::to_string(named.table.rows));
    for (const double number : *numbers) {
      if (number < 0 || number != std::floor(number) || number > 9e15) return std::nullopt;
      named.table.counts.push_back(static_cast<std::uint64_t>(number));
    }
    line.clear();
  }
  for (std::size_t j = 0; j < named.table.columns; ++j)
    named.columns.push_back("column=" + std::to_string(j + 1));
  return named;
}

void add_chi_squared(Answer& answer, const statistics::ContingencyTable& table) {
  const auto add = [&](const char* name, statistics::Continuity continuity) {
    const auto test = chi_squared_independence(table, continuity);
    if (!test) return;
    answer.tables.push_back(
        single(name, {"chi2", "df", "p", "smallest_expected"},
               {test->test.chi2, static_cast<double>(test->test.df), test->test.p, test->smallest_expected}));
    if (continuity == statistics::Continuity::none && test->smallest_expected < 5)
      answer.warnings.push_back("an expected number below 5: prefer Fisher's exact test to chi-squared");
  };
  add("chi_squared", statistics::Continuity::none);
  if (table.rows == 2 && table.columns == 2) add("chi_squared_yates", statistics::Continuity::yates);
}

void add_fisher(Answer& answer, const statistics::ContingencyTable& table, double level) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (table.rows == 2 && table.columns == 2) {
    if (const auto test = fisher_exact(table, level))
      answer.tables.push_back(
          single("fisher", {"p", "p_less", "p_greater", "odds_ratio", "lower", "upper"},
                 {test->p, test->p_less, test->p_greater, test->odds_ratio, test->lower, test->upper}));
    else
      answer.warnings.push_back(test.error().message);
    return;
  }
  const auto p = fisher_exact_p(table);
  if (!p) answer.warnings.push_back("Fisher's test: " + p.error().message);
  answer.tables.push_back(single("fisher", {"p"}, {p.value_or(nan)}));
}

Result<Answer> compute(const TableOptions& options, const Named& named) {
  const auto& table = named.table;
  Answer answer;
  answer.left_out = named.left_out;
  AnswerTable cells{"cells", {"row", "column", "n", "row_share", "expected"}};
  for (std::size_t i = 0; i < table.rows; ++i)
    for (std::size_t j = 0; j < table.columns; ++j) {
      const double row = static_cast<double>(table.row_total(i)), n = static_cast<double>(table.at(i, j));
      cells.rows.push_back(
          {named.rows[i], named.columns[j], n, n / row,
           row * static_cast<double>(table.column_total(j)) / static_cast<double>(table.total())});
    }
  answer.tables.push_back(std::move(cells));
  const auto full = table.without_empty();
  if (full.rows < 2 || full.columns < 2) {
    answer.warnings.push_back("one of the two columns has one value only: nothing can be tested");
    return answer;
  }
  add_chi_squared(answer, full);
  add_fisher(answer, full, options.level);
  return answer;
}

int run(const TableOptions& options, Console& console) {
  const bool from_file = !options.data.empty();
  if (from_file == !options.counts.empty())
    return wrong_usage(console, "give either --data with --rows and --columns, or --counts");
  if (from_file && (options.rows.empty() || options.columns.empty()))
    return wrong_usage(console, "--data needs --rows and --columns: the two columns to compare");
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  if (!from_file) {
    const auto named = counts_said(options.counts);
    if (!named)
      return wrong_usage(console,
                         "--counts takes whole numbers, rows separated by semicolons: --counts '12,5;7,9'");
    return finish(compute(options, *named), *options.format, console);
  }
  const auto named = count_rows(options);
  if (!named) return failed(console, named.error());
  return finish(compute(options, *named), *options.format, console);
}

}  // namespace

void add_statistics_table(CLI::App& statistics, Console& console, Ending& ending) {
  auto options = std::make_shared<TableOptions>();
  CLI::App* command =
      statistics.add_subcommand("table", "Two classifications: chi-squared and Fisher's exact test");
  command->add_option("--data", options->data, "CSV file");
  command->add_option("--rows", options->rows, "column: the rows of the table");
  command->add_option("--columns", options->columns, "column: the columns of the table");
  command->add_option("--counts", options->counts, "instead of a file: the table itself: '12,5;7,9'");
  command->add_option("--level", options->level, "confidence level of the odds ratio (0.95 if not said)");
  options->format = add_format_option(*command);
  command->callback([options, &console, &ending] { ending.exit_code = run(*options, console); });
}

}  // namespace repere::cli
