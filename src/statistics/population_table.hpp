#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace repere::statistics {

/// Days of a year of age in a population table: a whole age begins at this times the age. relsurv's number.
inline constexpr double days_of_a_year = 365.241;

/// One line of a population table: who lives in `year` at `age`, of one kind (a sex; a sex in a region ...), and how they die.
struct PopulationCell {
  int year;
  int age;
  std::uint32_t kind;
  double hazard;  ///< deaths by person and day
};

/// The mortality of a population by calendar year, age and kind of person.
class PopulationTable {
 public:
  /// Shape:  cells in any order; kinds: how many there are, each with the same years and ages
  /// Units:  an age holds from its birthday until the next age there is, a year from its 1st of January
  /// Errors: incorrect, naming year, age and kind, if there is no cell, a hazard is negative or not finite, a cell is there
  ///   twice, or one is missing
  static Result<PopulationTable> build(std::span<const PopulationCell> cells,
                                       const std::vector<std::string>& kinds);

  std::size_t kinds() const { return kinds_; }
  const std::vector<int>& years() const { return years_; }
  const std::vector<int>& ages() const { return ages_; }

  /// The place in the table of a person of this many days of age, on this day since 1970: the last age and year begun; the
  /// first or last of the table outside it.
  std::size_t age_place(double age_days) const { return place(age_starts_, age_days); }
  std::size_t year_place(double day) const { return place(year_starts_, day); }
  double hazard(std::uint32_t kind, std::size_t year_place, std::size_t age_place) const {
    return hazards_[(kind * years_.size() + year_place) * ages_.size() + age_place];
  }
  /// Where the next age or year begins; infinity after the last.
  double next_age(std::size_t age_place) const { return next(age_starts_, age_place); }
  double next_year(std::size_t year_place) const { return next(year_starts_, year_place); }

  double first_day() const { return year_starts_.front(); }
  /// Years or ages that a table by single years would have and this one has not; those before them are used for them.
  std::vector<std::string> gaps() const;

 private:
  static std::size_t place(const std::vector<double>& starts, double at);
  static double next(const std::vector<double>& starts, std::size_t place);

  std::size_t kinds_ = 0;
  std::vector<int> years_, ages_;  // ascending
  std::vector<double> year_starts_, age_starts_;
  std::vector<double> hazards_;  // by kind, year, age
};

/// The daily hazard of a yearly probability of death.
/// Shape:  0 <= probability < 1
double daily_hazard(double yearly_probability);

}  // namespace repere::statistics
