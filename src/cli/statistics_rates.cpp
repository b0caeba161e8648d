#include <CLI/CLI.hpp>
#include <cmath>
#include <limits>

#include "base/numbers.hpp"
#include "cli/population_file.hpp"
#include "cli/statistics_each.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"
#include "statistics/rates.hpp"

namespace repere::cli {
namespace {

struct RateOptions {
  std::string data, events, population, age, group, standard, classes, method = "fay-feuer";
  double level = 0.95, per = 1;
  std::shared_ptr<Format> format;
};

class RateCommand {
 public:
  RateCommand(const RateOptions& options, std::vector<double> classes, const Services& services)
      : options_(options), starts_(std::move(classes)), services_(services) {}

  Result<Answer> run() {
    if (auto done = read(); !done) return tl::unexpected(done.error());
    if (!options_.standard.empty()) {
      auto classes = read_standard(services_, options_.standard, starts_);
      if (!classes) return tl::unexpected(classes.error());
      classes_ = std::move(*classes);
    }
    if (auto done = add_up(); !done) return tl::unexpected(done.error());
    return compute();
  }

 private:
  Result<void> read() {
    std::vector<ColumnRequest> requests{{options_.events, ColumnRole::number},
                                        {options_.population, ColumnRole::number}};
    if (!options_.age.empty()) requests.push_back({options_.age, ColumnRole::number});
    if (!options_.group.empty()) requests.push_back({options_.group, ColumnRole::level});
    auto read = read_columns(options_.data, requests);
    if (!read) return tl::unexpected(read.error());
    read_ = std::move(*read);
    return {};
  }
  tl::unexpected<Error> wrong(const std::string& column, const char* what) const {
    return fail(ErrorKind::incorrect, read_.file + ", column '" + column + "': " + what);
  }

  // The rows of a group, and of a group and class, together.
  Result<void> add_up() {
    const bool grouped = !options_.group.empty();
    if (grouped)
      for (const auto& level : read_.columns.back().levels) names_.push_back(options_.group + "=" + level);
    else
      names_.push_back("all");
    crude_.resize(names_.size());
    strata_.assign(names_.size(), std::vector<statistics::RateCount>(classes_.size()));
    for (std::size_t row = 0; row < read_.rows; ++row) {
      const double events = read_.columns[0].numbers[row], people = read_.columns[1].numbers[row];
      if (events < 0 || events != std::floor(events) || events > 9e15)
        return wrong(options_.events, "not a whole number of events");
      if (people < 0) return wrong(options_.population, "a negative number of people");
      const std::size_t g = grouped ? read_.columns.back().code[row] : 0;
      add(crude_[g], events, people);
      if (classes_.empty()) continue;
      const auto place = statistics::age_class(classes_, read_.columns[2].numbers[row]);
      if (place)
        add(strata_[g][*place], events, people);
      else
        too_young_ += static_cast<std::uint64_t>(events);
    }
    return {};
  }
  static void add(statistics::RateCount& count, double events, double people) {
    count.events += static_cast<std::uint64_t>(events);
    count.person_time += people;
  }

  Result<Answer> compute() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    Answer answer;
    answer.left_out = read_.left_out;
    AnswerTable table{"groups", {"group", "events", "population", "rate", "lower", "upper"}};
    const bool standardised = !classes_.empty();
    if (standardised)
      for (const char* name : {"standardised", "standardised_lower", "standardised_upper"})
        table.columns.emplace_back(name);
    std::vector<double> weights;
    for (const auto& one : classes_) weights.push_back(one.weight);
    const auto method =
        options_.method == "tiwari" ? statistics::RateLimits::tiwari : statistics::RateLimits::fay_feuer;
    for (std::size_t g = 0; g < names_.size(); ++g) {
      const auto rate = poisson_rate(crude_[g], options_.level);
      if (!rate) return fail_in(names_[g], rate.error());
      std::vector<Cell> row{names_[g],
                            static_cast<double>(crude_[g].events),
                            crude_[g].person_time,
                            rate->value * options_.per,
                            rate->lower * options_.per,
                            rate->upper * options_.per};
      if (standardised) {
        const auto adjusted = directly_standardised_rate(strata_[g], weights, options_.level, method);
        if (!adjusted)
          answer.warnings.push_back(names_[g] + ": no standardised rate: " + adjusted.error().message);
        const auto interval = adjusted.value_or(statistics::Interval{nan, nan, nan});
        for (const double value : {interval.value, interval.lower, interval.upper})
          row.emplace_back(value * options_.per);
      }
      table.rows.push_back(std::move(row));
    }
    if (too_young_ > 0)
      answer.warnings.push_back(
          std::to_string(too_young_) +
          " events are of ages below the standard population and not in the standardised rate");
    answer.tables.push_back(std::move(table));
    return answer;
  }

  const RateOptions& options_;
  std::vector<double> starts_;
  const Services& services_;
  ReadColumns read_;
  std::vector<statistics::AgeWeight> classes_;
  std::vector<std::string> names_;
  std::vector<statistics::RateCount> crude_;
  std::vector<std::vector<statistics::RateCount>> strata_;
  std::uint64_t too_young_ = 0;
};

int run(const RateOptions& options, const Services& services, Console& console) {
  if (options.age.empty() != options.standard.empty())
    return wrong_usage(console,
                       "--age and --standard go together: the ages of the rows, and the standard population");
  if (!(options.level > 0 && options.level < 1))
    return wrong_usage(console, "--level takes a number between 0 and 1");
  if (!(options.per > 0) || !std::isfinite(options.per))
    return wrong_usage(console, "--per takes a number above 0");
  std::vector<double> classes;
  if (!options.classes.empty()) {
    const auto said = list_of_numbers(options.classes);
    if (!said || options.standard.empty())
      return wrong_usage(console, "--classes takes ages separated by commas, and goes with --standard");
    classes = *said;
  }
  return finish(RateCommand(options, classes, services).run(), *options.format, console);
}

}  // namespace

void add_statistics_rates(CLI::App& statistics, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<RateOptions>();
  CLI::App* command = statistics.add_subcommand("rates", "Rates with exact limits, standardised by age");
  command->add_option("--data", options->data, "CSV file, a row a stratum (or a person)")->required();
  command->add_option("--events", options->events, "column: number of events")->required();
  command->add_option("--population", options->population, "column: people, or person time")->required();
  command->add_option("--age", options->age, "column: age in years (of a class: its first)");
  command->add_option("--group", options->group, "column: a rate for each of its values");
  command->add_option("--standard", options->standard,
                      "standard population: a CSV file with columns age and weight");
  command->add_option("--classes", options->classes, "first ages of broader classes: 0,15,45,65");
  command->add_option("--per", options->per, "people a rate is given for: 100000 (1 if not said)");
  command
      ->add_option("--method", options->method,
                   "limits of the standardised rate: fay-feuer (if not said) or tiwari")
      ->check(CLI::IsMember({"fay-feuer", "tiwari"}));
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  options->format = add_format_option(*command);
  command->callback(
      [options, &services, &console, &ending] { ending.exit_code = run(*options, services, console); });
}

}  // namespace repere::cli
