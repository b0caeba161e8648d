#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

namespace repere::report {

/// What is kept by one step; `reasons` and `excluded` say who left on the way to it (none in the first step).
struct FlowBox {
  std::string label;
  std::size_t kept = 0;
  std::size_t excluded = 0;
  std::vector<std::string> reasons;  ///< lines under "excluded", counts included
};

struct FlowGroup {
  std::string label;
  std::size_t n = 0;
};

struct FlowFigure {
  Language language = Language::fr;
  std::string title, description;
  std::vector<FlowBox> boxes;
  std::vector<FlowGroup> groups;  ///< what the last box splits into; may be empty
  bool synthetic = false;
  double width = 493;
};

/// Boxes from above to below, those who left in boxes at the side, the groups side by side at the foot.
Drawing flow_drawing(const FlowFigure& figure);

}  // namespace repere::report
