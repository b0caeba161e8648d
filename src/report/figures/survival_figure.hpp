#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"
#include "report/wording.hpp"

namespace repere::report {

/// One Kaplan-Meier curve to draw.
/// Shape: time, survival, n_risk of one length (lower, upper too, or empty: no band); time ascending; at_risk
/// one a tick Units: days; survival in [0, 1]; a limit not estimable is NaN
struct SurvivalLine {
  std::string label;   ///< "2016–2020"
  std::string detail;  ///< "22 435 patients, 7 012 décès ; médiane non atteinte"
  std::vector<double> time, survival, lower, upper, n_risk;
  std::vector<double> at_risk;
};

struct SurvivalFigure {
  Language language = Language::fr;
  std::string title, description;  ///< for those who cannot see it
  std::string y_label;             ///< "Survie globale"
  TimeUnit unit = TimeUnit::years;
  std::vector<double> ticks;  ///< days, ascending from 0; the axis ends with the last one
  std::vector<SurvivalLine> lines;
  std::string test;  ///< "Log-rank : p < 0,0001"; may be empty
  std::string band;  ///< "Bandes : intervalle de confiance à 95 %"; may be empty
  double few = 10;   ///< a curve is paler where fewer are at risk
  bool synthetic = false;
  double width = 493;
};

/// Step curves with bands, axis, key and the numbers at risk under the ticks. A figure without a line says
/// "no data".
Drawing survival_drawing(const SurvivalFigure& figure);

/// Ticks for follow-up up to `last` days: whole years or months, at most nine.
std::vector<double> survival_ticks(double last, TimeUnit unit);

}  // namespace repere::report
