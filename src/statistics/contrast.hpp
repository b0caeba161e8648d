#pragma once

namespace repere::statistics {

/// How two independent groups differ in one number, with limits and the p-value of no difference.
/// Units:  those of the number, ratios without
/// Source: docs/methods.md, "Kaplan-Meier", difference at a time, and "Restricted mean survival time"
struct Contrast {
  double estimate;
  double std_error;  ///< of a ratio: that of its logarithm
  double lower;
  double upper;
  double p;  ///< NaN where the error is 0
};

/// A number and its standard error.
struct Estimate {
  double value;
  double std_error;
};

/// second - first, symmetric limits.
/// Shape:  0 < level < 1
Contrast difference(const Estimate& first, const Estimate& second, double level);

/// second / first, limits symmetric on the logarithm's scale; NaN where either is 0.
Contrast ratio(const Estimate& first, const Estimate& second, double level);

}  // namespace repere::statistics
