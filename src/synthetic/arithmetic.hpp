#pragma once

// Logarithm, exponential and a normal draw from additions, multiplications and divisions only: those are
// exact to the last bit on every machine that follows IEEE 754, the library's are not.
namespace repere::synthetic {

class Random;

/// Shape: value > 0, finite. Accurate to about 1e-15 relative
double natural_log(double value);
/// Shape: |value| <= 600. Accurate to about 1e-14 relative
double exponential(double value);
/// base to the power of exponent; base > 0.
double power(double base, double exponent);
/// Mean 0, standard deviation 1, within [-6, 6]: twelve uniforms added up.
double normal_draw(Random& random);

}  // namespace repere::synthetic
