#pragma once
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"
#include "study/results.hpp"

namespace repere::report {

/// A figure of the study: `name` is its file's without the ending, `caption` what stands under it.
struct StudyFigure {
  std::string name, caption;
  Drawing drawing{0, 0};
};

/// All figures of a study.
struct StudyFigures {
  StudyFigure population;
  std::vector<StudyFigure> indicators;      ///< four panels a figure at most
  std::vector<StudyFigure> each_indicator;  ///< one alone, for a page or a slide; in the order of the results
  std::vector<StudyFigure> survival;        ///< in the order of the results
  std::vector<StudyFigure> models;          ///< in the order of the results
};

StudyFigures draw_study(const study::StudyResults& results, Language language);

}  // namespace repere::report
