#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/survival_options.hpp"
#include "statistics/contrast.hpp"
#include "statistics/kaplan_meier.hpp"
#include "statistics/survival_quantiles.hpp"

// What `survival km` is asked, computes and prints: survival_km.cpp computes, survival_km_print.cpp prints.
namespace repere::cli {

struct KmOptions : SurvivalInput {
  std::string weights;
  std::string conf = "log";
  double level = 0.95;
  std::string at;
  std::string quantiles;
  bool reverse = false;
  std::string hazard;  ///< empty: no limits of the cumulative hazard; else plain or log
  std::string difference;
  std::optional<double> conditional;
  std::optional<double> landmark;
};

/// The lists of numbers among the options.
struct KmAsked {
  std::vector<double> at;
  std::vector<double> quantiles;
  std::vector<double> difference;
};

struct KmHazardLimits {
  std::vector<double> lower;
  std::vector<double> upper;
};

/// One group with all that is said of it.
struct KmGroup {
  std::string name;
  statistics::SurvivalCurve curve;
  statistics::SurvivalQuantile median;
  std::vector<statistics::SurvivalAt> at;
  std::vector<statistics::SurvivalQuantile> quantiles;
  KmHazardLimits hazard;                            ///< as long as the curve, if asked for
  KmHazardLimits hazard_at;                         ///< as long as `at`, if asked for
  std::vector<statistics::SurvivalAt> conditional;  ///< as long as `at`, if asked for
};

/// The survival of a group less that of the first one at a time.
struct KmDifference {
  double time;
  std::string group;
  std::string reference;
  statistics::Contrast contrast;
};

struct KmResult {
  std::vector<KmGroup> groups;
  std::vector<KmDifference> differences;
  std::size_t left_out = 0;
  std::size_t left_out_at_landmark = 0;
};

std::string json_of(const KmResult& result, const KmOptions& options);
/// One table: the differences if they are asked for, else conditional survival, else the times, else the quantiles, else
/// the whole curves.
std::string csv_of(const KmResult& result, const KmOptions& options);
std::string text_of(const KmResult& result, const KmOptions& options);

}  // namespace repere::cli
