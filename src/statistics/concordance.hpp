#pragma once
#include <limits>
#include <span>

#include "statistics/risk_sets.hpp"

namespace repere::statistics {

/// How often, of two rows of which it is known who had the event first, the one with the higher score did.
/// Units: sums over pairs of the product of weights; tied_x have one score, tied_y both an event at one time,
/// tied_xy
///   both; only the first three enter `value`, ties counting half
struct Concordance {
  double value = std::numeric_limits<double>::quiet_NaN();
  double std_error = std::numeric_limits<double>::quiet_NaN();
  double concordant = 0;
  double discordant = 0;
  double tied_x = 0;
  double tied_y = 0;
  double tied_xy = 0;
};

/// Harrell's concordance, pairs being compared within a stratum; standard error by the infinitesimal jackknife.
/// Shape:  score[n] and weight[n] (or empty) by position in `sets`; cluster codes by row (or none: each its own)
/// Ties:   a row censored at an event's time outlived the event
/// Cost:   n log n
/// Source: Harrell et al. 1982; Therneau & Watson 2015 (survival's concordance); docs/methods.md, "Concordance"
Concordance concordance(const RiskSets& sets, std::span<const double> score, std::span<const double> weight,
                        const Codes& clusters = {});

}  // namespace repere::statistics
