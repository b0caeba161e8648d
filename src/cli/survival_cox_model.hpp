#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/survival_cox_diagnostics.hpp"
#include "cli/survival_options.hpp"
#include "statistics/cox.hpp"
#include "statistics/cox_robust.hpp"

// `survival cox` from the words of the command to numbers.
namespace repere::cli {

struct CoxCommand : SurvivalInput {
  std::string covariates;
  std::string cluster;
  bool robust = false;
  std::string weights;
  std::string offset;
  std::string ties = "efron";
  std::optional<double> ridge;
  bool ridge_unscaled = false;
  bool firth = false;
  std::optional<std::string> zph;  ///< the transform
  std::string residuals;           ///< the kind; empty: none
  bool baseline = false;
  std::string predict;  ///< file of profiles; empty: none
  std::string conf = "log";
  double level = 0.95;

  bool is_robust() const { return robust || !cluster.empty(); }
};

/// The column names of a command's lists.
struct CoxNames {
  std::vector<std::string> covariates;
  std::vector<std::string> strata;
};

/// A coefficient as it is printed.
struct CoxLine {
  std::string name;
  double coef, hr, se, robust_se, z, p, hr_lower, hr_upper;
};

struct CoxResult {
  statistics::CoxFit fit;
  std::optional<statistics::CoxRobust> robust;
  CoxDiagnostics diagnostics;
  std::string ties;
  std::optional<statistics::Ridge> ridge;
  double level = 0.95;
  std::vector<CoxLine> lines;
  std::size_t left_out = 0;
  std::vector<std::string> warnings;
};

/// Errors: those of the files, and of the fit and what is computed on it, with the file's name
Result<CoxResult> compute_cox(const CoxCommand& command, const CoxNames& names);

}  // namespace repere::cli
