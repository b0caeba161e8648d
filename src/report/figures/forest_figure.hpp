#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

namespace repere::report {

/// One line of the model. A heading has a label only and names the rows under it; a reference level has no
/// ratio.
struct ForestRow {
  std::string label;
  bool heading = false, reference = false;
  bool starts_variable = false;  ///< the first row of a variable without heading
  std::optional<std::size_t> n, events;
  std::optional<double> ratio, lower, upper, p;  ///< nothing: not estimable
};

struct ForestFigure {
  Language language = Language::fr;
  std::string title, description;
  std::string ratio_label;  ///< "HR (IC 95 %)"
  std::string n_label, events_label;
  std::vector<ForestRow> rows;
  bool synthetic = false;
  double width = 493;
};

/// Names, counts, ratios with intervals on a logarithmic axis, and their p values, in aligned columns. A
/// limit past 0.01 or 100 is cut and ends in an arrow.
Drawing forest_drawing(const ForestFigure& figure);

}  // namespace repere::report
