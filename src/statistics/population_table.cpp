#include "statistics/population_table.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {

constexpr double unset = -1;

double first_of_january(int year) {
  const std::chrono::sys_days day = std::chrono::year{year} / std::chrono::January / 1;
  return static_cast<double>(day.time_since_epoch().count());
}

template <class Member>
std::vector<int> distinct(std::span<const PopulationCell> cells, Member member) {
  std::vector<int> values;
  for (const auto& cell : cells) values.push_back(cell.*member);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::size_t index_of(const std::vector<int>& values, int value) {
  return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), value) - values.begin());
}

std::string gap_text(const char* what, const std::vector<int>& values) {
  std::string text;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i] == values[i - 1] + 1) continue;
    text += text.empty() ? std::string("no ") + what + " " : ", ";
    text += std::to_string(values[i - 1] + 1);
    if (values[i] > values[i - 1] + 2) text += " to " + std::to_string(values[i] - 1);
  }
  return text;
}

}  // namespace

double daily_hazard(double yearly_probability) { return -std::log1p(-yearly_probability) / days_of_a_year; }

Result<PopulationTable> PopulationTable::build(std::span<const PopulationCell> cells,
                                               const std::vector<std::string>& kinds) {
  if (cells.empty() || kinds.empty()) return fail(ErrorKind::incorrect, "the population table has no line");
  PopulationTable table;
  table.kinds_ = kinds.size();
  table.years_ = distinct(cells, &PopulationCell::year);
  table.ages_ = distinct(cells, &PopulationCell::age);
  const std::size_t years = table.years_.size(), ages = table.ages_.size();
  if (years > 10'000 || ages > 10'000)
    return fail(ErrorKind::incorrect, "the population table has more than 10,000 years or ages");
  table.hazards_.assign(kinds.size() * years * ages, unset);
  const auto where = [&](int year, int age, std::size_t kind) {
    return "year " + std::to_string(year) + ", age " + std::to_string(age) + ", " + kinds[kind];
  };
  for (const auto& cell : cells) {
    if (cell.kind >= kinds.size()) return fail(ErrorKind::incorrect, "a kind of person without a name");
    const std::string place = where(cell.year, cell.age, cell.kind);
    if (cell.age < 0) return fail(ErrorKind::incorrect, place + ": a negative age");
    if (!(cell.hazard >= 0) || !std::isfinite(cell.hazard))
      return fail(ErrorKind::incorrect, place + ": the mortality is negative or not finite");
    double& hazard = table.hazards_[(cell.kind * years + index_of(table.years_, cell.year)) * ages +
                                    index_of(table.ages_, cell.age)];
    if (hazard != unset) return fail(ErrorKind::incorrect, place + ": is there twice; keep one of the lines");
    hazard = cell.hazard;
  }
  for (std::size_t i = 0; i < table.hazards_.size(); ++i)
    if (table.hazards_[i] == unset)
      return fail(ErrorKind::incorrect,
                  where(table.years_[i / ages % years], table.ages_[i % ages], i / (years * ages)) +
                      ": is missing; every year and age needs a line for every kind of person");
  for (const int year : table.years_) table.year_starts_.push_back(first_of_january(year));
  for (const int age : table.ages_) table.age_starts_.push_back(age * days_of_a_year);
  return table;
}

std::size_t PopulationTable::place(const std::vector<double>& starts, double at) {
  const auto after = std::upper_bound(starts.begin(), starts.end(), at);
  return after == starts.begin() ? 0 : static_cast<std::size_t>(after - starts.begin()) - 1;
}

double PopulationTable::next(const std::vector<double>& starts, std::size_t place) {
  return place + 1 < starts.size() ? starts[place + 1] : std::numeric_limits<double>::infinity();
}

std::vector<std::string> PopulationTable::gaps() const {
  std::vector<std::string> result;
  for (auto text : {gap_text("age", ages_), gap_text("year", years_)})
    if (!text.empty()) result.push_back(std::move(text));
  return result;
}

}  // namespace repere::statistics
