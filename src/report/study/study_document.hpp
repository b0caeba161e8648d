#pragma once
#include "report/document/document.hpp"
#include "report/study/study_figures.hpp"
#include "study/results.hpp"

namespace repere::report {

/// The report that an author puts beside a paper: what was found, in whom, by which definitions, from which
/// data, and what was left out. It is dated by the results.
Document study_document(const study::StudyResults& results, const StudyFigures& figures, Language language);

}  // namespace repere::report
