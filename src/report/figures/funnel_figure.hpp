#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

namespace repere::report {

/// One centre or region of a funnel plot, with the limits for its number of cases.
/// Units: shares in [0, 1]
struct FunnelPoint {
  std::string label;
  double cases = 0;
  std::optional<double> value;  ///< nothing: protected; its limits are drawn all the same
  double lower_95 = 0, upper_95 = 0, lower_998 = 0, upper_998 = 0;
};

struct FunnelFigure {
  Language language = Language::fr;
  std::string title, description;
  std::string x_label, y_label, target_label;
  double target = 0;
  std::vector<FunnelPoint> points;
  bool synthetic = false;
  double width = 493;
};

/// Shares by number of cases within their limits of chance, 95 % and 99.8 %; those outside the latter are named.
/// Source: Spiegelhalter 2005, doi:10.1002/sim.1970
Drawing funnel_drawing(const FunnelFigure& figure);

}  // namespace repere::report
