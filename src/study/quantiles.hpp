#pragma once
#include <span>

namespace repere::study {

struct Quartiles {
  double q1, median, q3;
};

/// The quartiles by linear interpolation between order statistics, as R's default.
/// Shape:  values[n], n >= 1, none NaN; their order is changed
/// Source: Hyndman & Fan 1996, doi:10.2307/2684934, definition 7
Quartiles quartiles_of(std::span<double> values);

/// One quantile, as above.
/// Shape:  0 <= p <= 1
double quantile_of(std::span<double> values, double p);

}  // namespace repere::study
