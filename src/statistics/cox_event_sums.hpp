#pragma once
#include <cstdint>

namespace repere::statistics {

/// Whether the square of a sum of risks, and one by it, are what a double can hold: the information has both.
constexpr bool has_squares(double risk) { return risk > 1e-140 && risk < 1e140; }

/// What the tied deaths of one event time add to a Cox likelihood. With `terms` terms of weight w each (Efron: as
/// many as deaths; Breslow: one), term k sees those who stay and a share s_k = 1, ... 1/terms of those who die.
struct EventSums {
  double log_denominators;  ///< w * sum of log denominator_k
  double hazard;            ///< sum of w / denominator_k
  double hazard_of_deaths;  ///< sum of w s_k / denominator_k
  double left_left;         ///< sum of w / denominator_k^2, and with s_k, and with s_k^2
  double left_deaths;
  double deaths_deaths;
};

/// Shape: weight is that of all deaths together
EventSums event_sums(std::uint32_t terms, double weight, double risk_left, double risk_of_deaths);

}  // namespace repere::statistics
