#pragma once

namespace repere::statistics {

/// P(Z > z) of the standard normal.
double normal_upper_tail(double z);
/// P(|Z| > |z|) of the standard normal.
double normal_two_sided(double z);
/// The z with P(|Z| <= z) = level: 1.96 for 0.95.
/// Shape: 0 < level < 1
double normal_quantile_of_level(double level);
/// P(X > chi2) of the chi-squared distribution; NaN if chi2 is NaN or negative, 1 if df is 0.
double chi_squared_upper_tail(double chi2, int df);

/// A test that is referred to a chi-squared distribution; NaN where it cannot be computed.
struct ChiSquaredTest {
  double chi2;
  int df;
  double p;
};

inline ChiSquaredTest chi_squared_test(double chi2, int df) {
  return {chi2, df, chi_squared_upper_tail(chi2, df)};
}

}  // namespace repere::statistics
