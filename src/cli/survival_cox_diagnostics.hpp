#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/json_writer.hpp"
#include "statistics/cox_baseline.hpp"
#include "statistics/cox_predict.hpp"
#include "statistics/cox_proportionality.hpp"
#include "statistics/cox_residuals.hpp"

// What `survival cox` prints beside the fit: tests of proportional hazards, residuals, baseline, predicted curves.
namespace repere::cli {

struct CoxDiagnostics {
  std::vector<std::string> covariates;
  std::vector<std::string> strata;  ///< names by code
  std::string transform;            ///< of time in the test of proportional hazards
  std::optional<statistics::ProportionalityTest> proportionality;
  std::string residual_kind;
  std::optional<statistics::CoxResiduals> residuals;
  std::vector<std::size_t> file_row;  ///< of each row of the data, if residuals are given: the first is 1
  std::optional<statistics::CoxBaselines> baseline;
  std::optional<std::vector<statistics::CoxCurve>> predicted;
};

/// The word of `--zph` as a transform, the word of `--residuals` as a kind; nothing for another word.
std::optional<statistics::TimeTransform> transform_of(const std::string& word);
std::optional<statistics::CoxResidualKind> residual_kind_of(const std::string& word);

/// Writes the key `zph` (empty if not asked for), and `zph_transform` if it was.
void write_proportionality(report::JsonWriter& json, const CoxDiagnostics& diagnostics);
/// Writes the keys `baseline`, `predicted` and `residuals`, those that were asked for.
void write_diagnostics(report::JsonWriter& json, const CoxDiagnostics& diagnostics);
/// The table that was asked for as CSV: residuals, else predicted curves, else the baseline, else the tests;
/// nothing if none was.
std::optional<std::string> csv_of(const CoxDiagnostics& diagnostics);
/// All that was asked for, as tables for people; empty if nothing was.
std::string text_of(const CoxDiagnostics& diagnostics);

}  // namespace repere::cli
