#pragma once
#include <span>
#include <vector>

#include "statistics/cause_counts.hpp"
#include "statistics/survival_limits.hpp"

namespace repere::statistics {

/// The probability of having had an event of one cause by each time, in the presence of the others.
/// Shape: every column [m]
struct CauseIncidence {
  std::vector<double> events;  ///< their weight
  std::vector<double> estimate;
  /// Aalen's, as R's cmprsk gives it; whole weights are numbers of copies, with other weights it is NaN.
  std::vector<double> std_error;
  /// Infinitesimal jackknife, as R's survival gives it: a row counts once, whatever its weight.
  std::vector<double> jackknife_std_error;
};

/// Cumulative incidence of one group, a row a distinct time at which a follow-up ends, event or not.
/// Shape: columns [m], cause[causes]; m = 0 in a group without rows
struct IncidenceCurve {
  std::size_t rows = 0;
  std::vector<double> time;
  std::vector<double> at_risk;   ///< weight
  std::vector<double> censored;  ///< weight
  std::vector<double> event_free;            ///< 1 less the incidences: no event of any cause yet
  std::vector<double> event_free_std_error;  ///< infinitesimal jackknife
  std::vector<CauseIncidence> cause;
};

/// One curve a group.
/// Shape:  result[groups.count]
/// Units:  probabilities
/// Ties:   events of several causes at one time happen together, before its censorings
/// Errors: as check() of the data and codes
/// Source: Aalen & Johansen 1978; Aalen 1978, doi:10.1214/aos/1176344247; Gray 1988, doi:10.1214/aos/1176350951;
///   docs/methods.md, "Cumulative incidence"
Result<std::vector<IncidenceCurve>> aalen_johansen(const CompetingRisks& data, const Codes& groups = {});

/// Whether every weight is a whole number, and so a number of copies of its row, of which Aalen's error is that of the
/// rows copied out.
bool are_copies(std::span<const double> weight);

/// The limits of an incidence from one of its errors.
/// Shape:  0 <= estimate <= 1; z is the normal quantile of the level
/// Source: as R's survival has them: docs/methods.md, "Limits of a survival probability", with the incidence for S
Limits incidence_limits(double estimate, double std_error, double z, LimitScale scale);

/// What a curve says of one cause at one time.
struct IncidenceAt {
  double time;
  double estimate;
  double std_error;
  double jackknife_std_error;
};

/// The last value at or before the time: 0 with error 0 before the curve's first time, its last value past the last.
IncidenceAt incidence_at(const IncidenceCurve& curve, std::size_t cause, double time);

}  // namespace repere::statistics
