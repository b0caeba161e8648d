#include "study/vocabulary.hpp"

namespace repere::study {

Vocabulary::Vocabulary(const ReferenceData& reference) {
  for (const Variable& variable : variables()) {
    auto& codes = levels_.emplace_back();
    if (variable.type != Type::answer && !variable.levels) continue;
    codes.emplace();
    for (const Level& level : variable.levels ? variable.levels(reference) : answer_levels())
      codes->push_back(level.code);
  }
}

const std::vector<std::string>* Vocabulary::levels(std::size_t variable) const {
  return levels_[variable] ? &*levels_[variable] : nullptr;
}

}  // namespace repere::study
