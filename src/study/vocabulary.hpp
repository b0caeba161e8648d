#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/reference_data.hpp"
#include "study/variables.hpp"

namespace repere::study {

/// What expressions may name, known without the data: the variables and the levels of each.
class Vocabulary {
 public:
  explicit Vocabulary(const ReferenceData& reference);

  /// The codes of a variable's levels; null when only the data give them (or it has none).
  const std::vector<std::string>* levels(std::size_t variable) const;

 private:
  std::vector<std::optional<std::vector<std::string>>> levels_;
};

}  // namespace repere::study
