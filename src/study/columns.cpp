#include "study/columns.hpp"

#include "study/level_labels.hpp"

namespace repere::study {

std::string_view name_of(Type type) {
  switch (type) {
    case Type::number:
      return "number";
    case Type::answer:
      return "yes or no";
    case Type::category:
      return "category";
    case Type::date:
      return "date";
  }
  return {};
}

const std::vector<Level>& answer_levels() {
  static const std::vector<Level> levels{level_of_word("yes"), level_of_word("no"), level_of_word("unknown"),
                                         level_of_word("not_asked"), level_of_word("not_recorded")};
  return levels;
}

bool CohortColumn::missing(std::size_t row) const {
  switch (type) {
    case Type::number:
      return std::isnan(value[row]);
    case Type::date:
      return first[row] == no_day;
    default:
      return code[row] == no_code;
  }
}

bool CohortColumn::known(std::size_t row) const {
  if (missing(row)) return false;
  return type == Type::number || type == Type::date || levels[code[row]].answers;
}

std::uint16_t level_with(const std::vector<Level>& levels, std::string_view code) {
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i].code == code) return static_cast<std::uint16_t>(i);
  return CohortColumn::no_code;
}

}  // namespace repere::study
