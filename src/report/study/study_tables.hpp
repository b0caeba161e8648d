#pragma once
#include "report/document/document.hpp"
#include "study/results.hpp"

// The tables that a reader sees: rounded, in the reader's language. Full precision is in results.json and
// tables/.
namespace repere::report {

Table selection_table(const study::StudyResults& results, Language language);
Table description_table(const study::StudyResults& results, Language language);
/// One indicator after another, its periods as rows; in the network, out of it, all, and the difference.
Table indicators_table(const study::StudyResults& results, Language language);
/// Groups with their events and medians, and survival at the study's times.
Table survival_table(const study::SurvivalResult& survival, Language language);
Table model_table(const study::StudyResults& results, const study::ModelResult& model, Language language);

}  // namespace repere::report
