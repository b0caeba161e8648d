#pragma once
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"
#include "statistics/population_table.hpp"
#include "statistics/survival_limits.hpp"

namespace repere::statistics {

/// Patients and who they would be in the population.
/// Shape: follow_up without entries and weights, n rows; the others [n]
/// Units: time, age and day in days; day counts from 1 January 1970; kind as in the table
struct NetSurvivalData {
  FollowUp follow_up;
  std::span<const double> age_days;  ///< at the origin
  std::span<const double> day;       ///< of the origin
  std::span<const std::uint32_t> kind;
};

enum class NetMethod {
  pohar_perme,  ///< net survival
  ederer2,      ///< relative survival, those at risk being expected to die as the population
  ederer1,      ///< relative survival, all being expected to die as the population from the start
};

struct NetSurvivalOptions {
  NetMethod method = NetMethod::pohar_perme;
  LimitScale limits = LimitScale::log;
  double level = 0.95;
  /// The integral of the population's hazard is a sum over steps of so many days (relsurv's `precision`), the hazard being
  /// that of the step's start; 0: the exact integral. Ederer I is always exact.
  double precision = 1;
  unsigned threads = 1;
};

/// The survival of one group, a row a distinct time at which a follow-up ends.
/// Shape: every column [m]
/// Units: net survival may rise, and exceed 1; std_error is that of the survival; NaN where not estimable
struct NetSurvivalCurve {
  std::size_t rows = 0;          ///< with a time above 0
  std::size_t at_time_zero = 0;  ///< left out: nobody is at risk at time 0
  std::size_t total_events = 0;
  std::vector<double> time;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<double> censored;
  std::vector<double> survival;
  std::vector<double> std_error;
  std::vector<double> lower;
  std::vector<double> upper;
};

/// One curve a group.
/// Ties:   events precede censorings
/// Errors: as check() of the follow-up and codes; incorrect if it has entries or weights, lengths differ, an age is negative
///   or not finite, a day is not finite, a kind is not in the table, the level is not in ]0, 1[, the scale is not log,
///   log-log or plain, or the precision is negative; unsupported if the steps are more than 20,000,000
/// Cost:   rows times steps (days of follow-up, or distinct times when exact)
/// Source: Pohar Perme, Stare & Esteve 2012, doi:10.1111/j.1541-0420.2011.01640.x; Ederer, Axtell & Cutler 1961; Ederer &
///   Heise 1959; R relsurv; docs/methods.md, "Net survival"
Result<std::vector<NetSurvivalCurve>> net_survival(const NetSurvivalData& data, const PopulationTable& table,
                                                   const Codes& groups = {},
                                                   const NetSurvivalOptions& options = {});

/// The limits of a survival that may exceed 1, on the scale log, log-log or plain; relative_error is that of its logarithm.
Limits net_limits(double survival, double relative_error, double z, LimitScale scale);

/// What a curve says at one time.
struct NetSurvivalAt {
  double time;
  double at_risk;  ///< at the curve's next time, this one included; 0 past the last
  double survival;
  double std_error;
  double lower;
  double upper;
};

/// 1 before its first time, the last value past its last.
NetSurvivalAt net_survival_at(const NetSurvivalCurve& curve, double time);

}  // namespace repere::statistics
