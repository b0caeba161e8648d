#pragma once
#include <vector>

#include "statistics/cause_sums.hpp"

namespace repere::statistics {

/// One time of a group at which follow-ups end, as every computation on incidence reads it: events of any cause
/// together make the event-free share S fall.
/// Units: weights (rows, without weights); `..._squares`: squares of weights
struct IncidenceStep {
  double at_risk;
  double events;    ///< of any cause
  double left;      ///< of those at risk who stay so
  double before;    ///< S just before
  double after;     ///< S from then on
  double per_risk;  ///< 1 / at_risk; 0 if nobody of any weight is at risk
  double stay;      ///< share of those at risk who have no event: exactly 0 when all have one
  double events_squares;
  double censored_squares;
  double left_squares;
};

/// Shape: result[times]; causes as the sums have them
inline std::vector<IncidenceStep> incidence_steps(const CauseSums& sums, std::size_t causes) {
  std::vector<IncidenceStep> steps(sums.at_risk.size());
  double share = 1;
  for (std::size_t m = 0; m < steps.size(); ++m) {
    const double* ended = &sums.ended[m * (causes + 1)];
    const double* squares = &sums.squares[m * (causes + 1)];
    double events = 0, events_squares = 0;
    for (std::size_t k = 1; k <= causes; ++k) {
      events += ended[k];
      events_squares += squares[k];
    }
    const double at_risk = sums.at_risk[m], per_risk = at_risk > 0 ? 1 / at_risk : 0;
    const double remain = sums.all_gone[m] ? 0 : at_risk - events;
    const double after = events == 0 ? share : share * remain / at_risk;
    steps[m] = {at_risk,
                events,
                sums.left[m],
                share,
                after,
                per_risk,
                events == 0 ? 1 : remain * per_risk,
                events_squares,
                squares[0],
                sums.left_squares[m]};
    share = after;
  }
  return steps;
}

}  // namespace repere::statistics
