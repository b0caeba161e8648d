#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

namespace repere::report {

/// One estimate: its interval as a whisker; `least` and `most`, what it could be if the unknowns were known,
/// as a pale bar. Units: shares in [0, 1], or days, as the panel says
struct IndicatorMark {
  std::optional<double> value, lower, upper, least, most;
};

/// One indicator over the periods.
/// Shape: marks[series][period]; series as in the figure; one without a mark is not drawn here
struct IndicatorPanel {
  std::string title;
  bool in_days = false;
  std::vector<std::vector<IndicatorMark>> marks;
};

struct IndicatorFigure {
  Language language = Language::fr;
  std::string title, description;
  std::vector<std::string> periods;  ///< along each panel's axis
  std::vector<std::string> series;   ///< "Dans le réseau", "Hors du réseau"
  std::string interval, bounds;      ///< what whisker and bar are, for the key; empty: not in the key
  std::vector<IndicatorPanel> panels;
  bool synthetic = false;
  double width = 493;
};

/// Panels two abreast (one alone takes the whole width), one key for all of them.
Drawing indicator_drawing(const IndicatorFigure& figure);

}  // namespace repere::report
