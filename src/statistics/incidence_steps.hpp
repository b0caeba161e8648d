#pragma once
#include <vector>

#include "statistics/cause_counts.hpp"

namespace repere::statistics {

/// One time of a group at which follow-ups end, as every computation on incidence reads it: events of any cause
/// together make the event-free share S fall.
struct IncidenceStep {
  double at_risk;
  double events;    ///< of any cause
  double left;      ///< rows at risk that stay so
  double before;    ///< S just before
  double after;     ///< S from then on
  double per_risk;  ///< 1 / at_risk
};

/// Shape: result[counts.times()]; causes as the counts have them
inline std::vector<IncidenceStep> incidence_steps(const CauseCounts& counts, std::size_t causes) {
  std::vector<IncidenceStep> steps(counts.times());
  double share = 1;
  for (std::size_t m = 0; m < steps.size(); ++m) {
    const std::uint32_t* ended = &counts.ended[m * (causes + 1)];
    std::uint32_t events = 0;
    for (std::size_t k = 1; k <= causes; ++k) events += ended[k];
    const std::uint32_t at_risk = counts.at_risk[m];
    const double after = events == 0 ? share : share * (at_risk - events) / at_risk;
    steps[m] = {static_cast<double>(at_risk),
                static_cast<double>(events),
                static_cast<double>(at_risk - events - ended[0]),
                share,
                after,
                1.0 / at_risk};
    share = after;
  }
  return steps;
}

}  // namespace repere::statistics
