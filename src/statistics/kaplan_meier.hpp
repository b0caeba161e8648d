#pragma once
#include <span>
#include <vector>

#include "statistics/event_table.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/survival_limits.hpp"

namespace repere::statistics {

/// How the variance of the curve is estimated.
enum class CurveVariance {
  automatic,  ///< greenwood, but robust where a weight is not a whole number (a fraction is not a count of
              ///< copies)
  greenwood,
  robust,  ///< infinitesimal jackknife, each row on its own
};

struct KaplanMeierOptions {
  LimitScale limits = LimitScale::log;
  double level = 0.95;
  CurveVariance variance = CurveVariance::automatic;
  unsigned threads = 1;  ///< the digits are the same for any number
};

/// The Kaplan-Meier and Nelson-Aalen curves of one group, a row a distinct time at which a follow-up ends.
/// Shape: every column [m], m = 0 in a group without rows
/// Units: numbers at risk, with event and censored are sums of weights; std_error is that of the survival;
///   NaN where not estimable (the error and limits once survival is 0)
struct SurvivalCurve {
  std::size_t rows = 0;
  double total_events = 0;
  std::vector<double> time;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<double> censored;
  std::vector<double> survival;
  std::vector<double> std_error;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> cumulative_hazard;
  std::vector<double> cumulative_hazard_std_error;
};

/// One curve a group.
/// Shape:  result[groups.count]
/// Ties:   an event precedes a censoring of the same time; delayed entry counts from just after it
/// Errors: as check() of the data and codes; incorrect if the level is not between 0 and 1
/// Source: Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452; Greenwood 1926; docs/methods.md, "Kaplan-Meier"
Result<std::vector<SurvivalCurve>> kaplan_meier(const FollowUp& data, const Codes& groups = {},
                                                const KaplanMeierOptions& options = {});

/// The curve of the time to censoring, events and censorings having changed places: how long people were followed.
/// Shape, errors: as kaplan_meier
/// Source: Schemper & Smith 1996, doi:10.1016/0197-2456(96)00075-X
Result<std::vector<SurvivalCurve>> reverse_kaplan_meier(const FollowUp& data, const Codes& groups = {},
                                                        const KaplanMeierOptions& options = {});

/// What a curve says at one time.
struct SurvivalAt {
  double time;
  double at_risk;  ///< at the curve's next time, this one included; 0 past the last
  double survival;
  double std_error;
  double lower;
  double upper;
  double cumulative_hazard;
  double cumulative_hazard_std_error;
};

/// The curve at the given times, in their order: 1 before its first time, the last value past its last; NaN, with nobody
/// at risk, for a curve without rows.
SurvivalAt survival_at(const SurvivalCurve& curve, double time);
std::vector<SurvivalAt> survival_at(const SurvivalCurve& curve, std::span<const double> times);

}  // namespace repere::statistics
