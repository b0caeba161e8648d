#include "cli/survival_net.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <ostream>

#include "base/date.hpp"
#include "cli/population_file.hpp"
#include "cli/survival_columns.hpp"
#include "cli/survival_options.hpp"

namespace repere::cli {
namespace {

using statistics::NetMethod;

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

class NetCommand {
 public:
  NetCommand(const NetOptions& options, const NetAsked& asked, const Services& services)
      : options_(options), asked_(asked), services_(services) {}

  Result<NetResult> run() {
    auto file = read_population_file(options_.table);
    if (!file) return tl::unexpected(file.error());
    file_ = std::move(*file);
    if (auto done = read(); !done) return tl::unexpected(done.error());
    if (auto done = find_days(); !done) return tl::unexpected(done.error());
    if (auto done = find_kinds(); !done) return tl::unexpected(done.error());
    if (auto done = find_ages(); !done) return tl::unexpected(done.error());
    say_what_is_outside();
    return compute();
  }

 private:
  Result<void> read() {
    std::vector<ColumnRequest> requests{{options_.time, ColumnRole::time},
                                        {options_.event, ColumnRole::event},
                                        {options_.age, ColumnRole::number},
                                        {options_.year, ColumnRole::level},
                                        {options_.sex, ColumnRole::level}};
    for (const auto& name : file_.strata) requests.push_back({name, ColumnRole::level});
    if (!options_.group.empty()) requests.push_back({options_.group, ColumnRole::level});
    auto read = read_columns(options_.data, requests, *options_.threads);
    if (!read) return tl::unexpected(read.error());
    read_ = std::move(*read);
    result_.left_out = read_.left_out;
    return {};
  }

  tl::unexpected<Error> wrong(const std::string& column, const std::string& what) const {
    return fail(ErrorKind::incorrect, read_.file + ", column '" + column + "': " + what);
  }

  // The day of the origin; the middle of a month or of a year when no more is known.
  Result<void> find_days() {
    const Column& column = read_.columns[3];
    std::vector<double> day;
    std::vector<bool> exact;
    for (const auto& text : column.levels) {
      const auto date = PartialDate::parse(text);
      if (!date) return wrong(options_.year, "a value is not a date; write 2014-03-05, 2014-03 or 2014");
      day.push_back(static_cast<double>(date->middle().time_since_epoch().count()));
      exact.push_back(date->exact());
    }
    std::size_t in_part = 0;
    for (const auto code : column.code) {
      day_.push_back(day[code]);
      in_part += exact[code] ? 0U : 1U;
    }
    if (in_part > 0)
      result_.warnings.push_back(counted(in_part, "date is", "dates are") +
                                 " known to the month or the year only: the middle of it is taken");
    return {};
  }

  // Sex and strata of each row as a kind of the table.
  Result<void> find_kinds() {
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i <= file_.strata.size(); ++i) columns.push_back(&read_.columns[4 + i]);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      for (const auto& level : columns[i]->levels) {
        const auto has = [&](const auto& kind) { return kind[i] == level; };
        if (std::any_of(file_.kinds.begin(), file_.kinds.end(), has)) continue;
        std::vector<std::string> known;
        for (const auto& kind : file_.kinds)
          if (std::find(known.begin(), known.end(), kind[i]) == known.end()) known.push_back(kind[i]);
        std::string names;
        for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
        return wrong(i == 0 ? options_.sex : file_.strata[i - 1],
                     "a value is not in the population table, which has: " + names);
      }
    }
    const JoinedLevels together = joined(columns);
    std::vector<std::uint32_t> kind_of(together.count, 0);
    std::vector<bool> found(together.count, false);
    for (std::size_t row = 0; row < read_.rows; ++row) {
      const auto code = together.codes()[row];
      if (!found[code]) {
        std::vector<std::string> kind;
        for (const Column* column : columns) kind.push_back(column->levels[column->code[row]]);
        const auto place = std::find(file_.kinds.begin(), file_.kinds.end(), kind);
        if (place == file_.kinds.end())
          return wrong(options_.sex,
                       "a combination with " + file_.strata.front() + " is not in the population table");
        kind_of[code] = static_cast<std::uint32_t>(place - file_.kinds.begin());
        found[code] = true;
      }
      kind_.push_back(kind_of[code]);
    }
    return {};
  }

  Result<void> find_ages() {
    const double unit = options_.age_unit == "days" ? 1 : statistics::days_of_a_year;
    double oldest = 0;
    for (const double age : read_.columns[2].numbers) {
      if (age < 0) return wrong(options_.age, "a negative age");
      age_.push_back(age * unit);
      oldest = std::max(oldest, age);
    }
    if (options_.age_unit == "years" && oldest > 150)
      return wrong(options_.age, "an age above 150 years; for ages in days say --age-unit days");
    if (options_.age_unit == "days" && oldest < 150)
      result_.warnings.push_back("no age is above 150 days: are the ages in years?");
    return {};
  }

  void say_what_is_outside() {
    const auto& table = file_.table;
    for (const auto& gap : table.gaps())
      result_.warnings.push_back("the population table has " + gap + ": the one before is used");
    std::size_t late = 0, early = 0, old = 0;
    const double last_day = year_end(table.years().back());
    const double last_age = (table.ages().back() + 1) * statistics::days_of_a_year;
    for (std::size_t row = 0; row < read_.rows; ++row) {
      const double time = read_.columns[0].times()[row];
      late += day_[row] + time >= last_day ? 1U : 0U;
      early += day_[row] < table.first_day() ? 1U : 0U;
      old += age_[row] + time >= last_age ? 1U : 0U;
    }
    const auto say = [&](std::size_t count, const std::string& what) {
      if (count > 0) result_.warnings.push_back(counted(count, "patient is", "patients are") + what);
    };
    say(late,
        " followed past the table's last year, " + std::to_string(table.years().back()) + ": it is used");
    say(early, " diagnosed before the table's first year, " + std::to_string(table.years().front()) +
                   ": it is used");
    say(old, " followed past the table's last age, " + std::to_string(table.ages().back()) + ": it is used");
  }
  static double year_end(int year) {
    return static_cast<double>(PartialDate::of_year(year).last().time_since_epoch().count()) + 1;
  }

  Result<NetResult> compute() {
    const statistics::NetSurvivalData data{
        {read_.columns[0].times(), read_.columns[1].events, {}, {}}, age_, day_, kind_};
    statistics::Codes groups;
    std::vector<std::string> names{"all"};
    if (!options_.group.empty()) {
      const Column& column = read_.columns.back();
      groups = {column.code, static_cast<std::uint32_t>(column.levels.size())};
      names.clear();
      for (const auto& level : column.levels) names.push_back(options_.group + "=" + level);
    }
    auto curves = net_survival(data, file_.table, groups, asked_.how);
    if (!curves) return fail_in(read_.file, curves.error());
    std::size_t at_zero = 0;
    for (std::size_t g = 0; g < names.size(); ++g) {
      at_zero += (*curves)[g].at_time_zero;
      result_.groups.push_back({names[g], std::move((*curves)[g]), {}});
    }
    if (at_zero > 0)
      result_.warnings.push_back(counted(at_zero, "patient has", "patients have") +
                                 " a time of 0 and never was at risk: left out, deaths among them too");
    if (!options_.standard.empty())
      if (auto done = standardise(data, groups); !done) return tl::unexpected(done.error());
    result_.method = options_.method;
    result_.how = asked_.how;
    return std::move(result_);
  }

  // One curve for each group and age class; those too young for the standard are in none.
  Result<void> standardise(const statistics::NetSurvivalData& data, const statistics::Codes& groups) {
    auto classes = read_standard(services_, options_.standard, asked_.classes);
    if (!classes) return tl::unexpected(classes.error());
    const std::size_t k = classes->size();
    std::vector<std::uint32_t> code;
    std::size_t too_young = 0;
    const auto nowhere = static_cast<std::uint32_t>(groups.count * k);
    for (std::size_t row = 0; row < read_.rows; ++row) {
      // Whole years as they are written: 45 is 45, whatever the days of a year.
      const double years = options_.age_unit == "years" ? read_.columns[2].numbers[row]
                                                        : age_[row] / statistics::days_of_a_year;
      const auto place = statistics::age_class(*classes, years);
      too_young += place ? 0U : 1U;
      code.push_back(place ? static_cast<std::uint32_t>(groups[row] * k + *place) : nowhere);
    }
    if (too_young > 0)
      result_.warnings.push_back(
          counted(too_young, "patient is", "patients are") +
          " younger than the standard population and not in the standardised survival");
    auto curves = net_survival(data, file_.table, {code, nowhere + 1}, asked_.how);
    if (!curves) return fail_in(read_.file, curves.error());
    for (std::size_t g = 0; g < result_.groups.size(); ++g)
      for (std::size_t c = 0; c < k; ++c) {
        if ((*curves)[g * k + c].rows == 0 && (*classes)[c].weight > 0)
          result_.warnings.push_back(result_.groups[g].name + ": nobody is aged " +
                                     age_class_text(*classes, c) + ": no standardised survival");
        result_.groups[g].by_age.push_back(std::move((*curves)[g * k + c]));
      }
    result_.classes = std::move(*classes);
    return {};
  }

  const NetOptions& options_;
  const NetAsked& asked_;
  const Services& services_;
  PopulationFile file_;
  ReadColumns read_;
  std::vector<double> day_, age_;
  std::vector<std::uint32_t> kind_;
  NetResult result_;
};

std::optional<std::string> understand(const NetOptions& options, NetAsked& asked) {
  asked.how.method = options.method == "ederer2"   ? NetMethod::ederer2
                     : options.method == "ederer1" ? NetMethod::ederer1
                                                   : NetMethod::pohar_perme;
  asked.how.limits = options.conf == "plain"     ? statistics::LimitScale::plain
                     : options.conf == "log-log" ? statistics::LimitScale::log_log
                                                 : statistics::LimitScale::log;
  asked.how.threads = *options.threads;
  asked.how.level = options.level;
  if (!(options.level > 0 && options.level < 1)) return "--level takes a number between 0 and 1";
  if (options.precision == "exact") {
    asked.how.precision = 0;
  } else {
    const auto days = list_of_numbers(options.precision);
    if (!days || days->size() != 1 || !(days->front() > 0))
      return "--precision takes a number of days above 0, or exact";
    asked.how.precision = days->front();
  }
  if (!options.at.empty()) {
    const auto at = list_of_numbers(options.at);
    if (!at) return "--at takes numbers separated by commas: --at 365,1826";
    asked.at = *at;
  }
  if (!options.classes.empty()) {
    const auto classes = list_of_numbers(options.classes);
    if (!classes) return "--classes takes ages separated by commas: --classes 15,45,55,65,75";
    asked.classes = *classes;
    if (options.standard.empty()) return "--classes goes with --standard";
  }
  if (!options.standard.empty() && asked.at.empty() && *options.format != Format::text)
    return "--standard gives the survival at the times of --at: name them";
  return std::nullopt;
}

int run(const NetOptions& options, const Services& services, Console& console) {
  NetAsked asked;
  if (const auto wrong = understand(options, asked)) return wrong_usage(console, *wrong);
  const auto result = NetCommand(options, asked, services).run();
  if (!result) return failed(console, result.error());
  switch (*options.format) {
    case Format::json:
      console.out << json_of(*result, asked) << "\n";
      return 0;
    case Format::csv:
      console.out << csv_of(*result, asked);
      break;
    case Format::text:
      console.out << text_of(*result, asked);
      break;
  }
  for (const auto& warning : result->warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
}

}  // namespace

void add_survival_net(CLI::App& survival, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<NetOptions>();
  CLI::App* command = survival.add_subcommand("net", "Net and relative survival against a population table");
  command->add_option("--data", options->data, "CSV file")->required();
  command->add_option("--time", options->time, "column: days from diagnosis to the end of follow-up")
      ->required();
  command->add_option("--event", options->event, "column: 1 died of whatever cause, 0 censored")->required();
  command->add_option("--age", options->age, "column: age at diagnosis, in years (--age-unit)")->required();
  command->add_option("--sex", options->sex, "column: sex, written as in the table")->required();
  command
      ->add_option("--year", options->year,
                   "column: date of diagnosis, in whole or in part (2014-03-05, 2014)")
      ->required();
  command->add_option("--table", options->table, "population table (docs/life-tables.md)")->required();
  command->add_option("--group", options->group, "column: one curve for each of its values");
  command->add_option("--method", options->method, "pohar-perme (if not said), ederer2 or ederer1")
      ->check(CLI::IsMember({"pohar-perme", "ederer2", "ederer1"}));
  command->add_option("--conf", options->conf, "scale of the limits: log (if not said), log-log or plain")
      ->check(CLI::IsMember({"log", "log-log", "plain"}));
  command->add_option("--level", options->level, "confidence level (0.95 if not said)");
  command->add_option("--at", options->at, "days at which to give the survival: t1,t2,...");
  command->add_option("--standard", options->standard,
                      "standardise by age: icss1, icss2, icss3, or a CSV file with columns age and weight");
  command->add_option("--classes", options->classes,
                      "first ages of the classes (icss: 15,45,55,65,75 if not said)");
  command->add_option("--age-unit", options->age_unit, "years (if not said) or days")
      ->check(CLI::IsMember({"years", "days"}));
  command->add_option("--precision", options->precision,
                      "days of a step of the integral (1 if not said, as relsurv), or exact");
  options->threads = add_threads_option(*command);
  options->format = add_format_option(*command);
  command->callback(
      [options, &services, &console, &ending] { ending.exit_code = run(*options, services, console); });
}

}  // namespace repere::cli
