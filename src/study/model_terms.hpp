#pragma once
#include <vector>

#include "study/observed.hpp"

namespace repere::study {

/// One column of a model's matrix, or a reference level, which has none.
struct ModelColumn {
  std::string variable, level;
  Text label;
  bool reference = false;
  std::vector<double> values;  ///< by case of the analysis; empty for a reference
  std::size_t n = 0, events = 0;
};

/// A model's cases and columns.
struct ModelMatrix {
  Observed cases;
  std::vector<ModelColumn> columns;
  std::vector<Text> left_out;  ///< by term, with counts
};

/// Codes a model's terms on the cases of an endpoint. A case without the value of a term that leaves it out
/// is dropped. A level without cases has no column; the level of missing values is named "missing". Errors:
/// incorrect when a variable, a level or a reference is not there, or the model has no term
Result<ModelMatrix> model_matrix(const Cohort& cohort, Observed cases, const ModelDefinition& model,
                                 const StudyDefinition& study);

}  // namespace repere::study
