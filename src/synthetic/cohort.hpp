#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "synthetic/dirt.hpp"

// The synthetic national cohort: nothing in it is a real patient. docs/synthetic-cohort.md says what of it is
// sourced and what is assumed.
namespace repere::synthetic {

enum class FollowUp { months_14, years_5 };

/// Shape: 0 <= cases <= 100,000,000; 0 <= dirt <= 1; chunk_cases >= 1
struct CohortOptions {
  std::int64_t cases = 43'975;
  std::uint64_t seed = 1;
  double dirt = 0;  ///< share of cases that get one fault each
  FollowUp follow_up = FollowUp::months_14;
  std::int64_t chunk_cases = 2'000;  ///< how many cases take() gets at once; changes nothing in them
};

/// Where the cohort goes, piece by piece.
class CohortOutput {
 public:
  virtual ~CohortOutput() = default;
  /// Called once, first. The centres are fictitious and the only ones that the cohort uses.
  virtual Result<void> begin(const registry::Dataset& dataset, const std::vector<Centre>& own_centres) = 0;
  /// Some whole cases, in order. Row numbers count within the chunk; its centres are the reference's and the
  /// own ones. The registry is used again for the next chunk: keep nothing of it.
  virtual Result<void> take(const registry::Registry& chunk) = 0;
  /// What was spoilt in the chunk before; called only when dirt was asked for and something was.
  virtual Result<void> take_truth(std::span<const DirtTruth> rows) = 0;
};

/// Draws the cohort: the same options and reference data give the same rows on every machine.
/// Memory: that of one chunk, whatever the number of cases
/// Errors: incorrect when an option is out of its bounds or the reference data lack what is needed; what the
/// output
///   answers
Result<void> generate(const CohortOptions& options, const ReferenceData& reference, CohortOutput& output);

}  // namespace repere::synthetic
