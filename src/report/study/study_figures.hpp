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

StudyFigure population_figure(const study::StudyResults& results, Language language);

/// All indicators in and out of the network, six panels a figure at most. Shape: none when there is no
/// indicator
std::vector<StudyFigure> indicator_figures(const study::StudyResults& results, Language language);

/// One indicator alone, for a page or a slide.
StudyFigure indicator_figure_of(const study::StudyResults& results, const study::IndicatorResult& indicator,
                                Language language);

StudyFigure survival_figure_of(const study::StudyResults& results, const study::SurvivalResult& survival,
                               Language language);

StudyFigure model_figure_of(const study::StudyResults& results, const study::ModelResult& model,
                            Language language);

}  // namespace repere::report
