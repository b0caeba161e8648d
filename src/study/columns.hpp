#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "study/text.hpp"

namespace repere::study {

/// What a variable's values are.
enum class Type : std::uint8_t {
  number,    ///< a quantity; a duration between partial dates is a range
  answer,    ///< yes or no, or that nobody knows
  category,  ///< one of a list of levels
  date,      ///< a calendar date, maybe partial
};
/// "number", "yes or no", "category", "date".
std::string_view name_of(Type type);

/// A value that a category or an answer can have.
struct Level {
  std::string code;  ///< as expressions and files write it
  Text label;
  bool answers = true;  ///< false: the record says that nobody knows or asked
};

/// The levels of every variable of type answer, in this order.
enum class AnswerCode : std::uint16_t {
  yes = 0,
  no = 1,
  unknown = 2,
  not_asked = 3,
  not_recorded = 4,  ///< the record holds no act of this kind: the definition says how it counts
};
const std::vector<Level>& answer_levels();

/// One variable over all cases. Only the vectors of its type are filled; each has one entry a case.
/// Units: value, low, high in the variable's unit; first, last in days since 1970-01-01
struct CohortColumn {
  static constexpr std::uint16_t no_code = 0xFFFF;
  static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
  static constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

  Type type = Type::number;
  std::vector<Level> levels;  ///< answer, category
  std::vector<std::uint16_t>
      code;                       ///< answer, category: row of `levels`, or no_code when nothing is recorded
  std::vector<double> value;      ///< number: NaN when nothing is recorded; the middle of its range
  std::vector<double> low, high;  ///< number: the range; both empty when every value is exact
  std::vector<std::int32_t> first, last;  ///< date: the days it can be; no_day when nothing is recorded

  bool missing(std::size_t row) const;
  /// Something is recorded, and it answers the question.
  bool known(std::size_t row) const;
  double low_of(std::size_t row) const { return low.empty() ? value[row] : low[row]; }
  double high_of(std::size_t row) const { return high.empty() ? value[row] : high[row]; }
};

/// The row of the level with this code; no_code when there is none.
std::uint16_t level_with(const std::vector<Level>& levels, std::string_view code);

}  // namespace repere::study
