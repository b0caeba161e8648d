#pragma once
#include <optional>
#include <string>
#include <vector>

#include "study/definition.hpp"
#include "study/results.hpp"

namespace repere::study {

/// What a run's results say of the run itself.
struct RunContext {
  std::string program_version;
  Instant generated_at{};
  std::string origin;                    ///< as DataIdentity::origin
  std::optional<std::int64_t> revision;  ///< of the record, when the cases come from one
  std::int64_t objected = 0;  ///< patients who are not among the cases because they objected to research
};

/// Runs a study on cases: population flow, table 1, indicators, survival, models, with the definitions used.
/// Shape:  the acts of `registry` are sorted by tumour; `indicators` holds those that the study names, and
/// may hold more Errors: incorrect when the study names an indicator, endpoint, variable or level that is not
/// there; fault when acts
///   are not sorted
Result<StudyResults> run_study(const StudyDefinition& study,
                               const std::vector<IndicatorDefinition>& indicators,
                               const registry::Registry& registry, const ReferenceData& reference,
                               const RunContext& context);

/// The definitions that every study of this program shares, in words, with those of its endpoints.
std::vector<Definition> definitions_of(const StudyDefinition& study);

}  // namespace repere::study
