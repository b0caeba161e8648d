#pragma once
#include <span>

namespace repere::statistics {

/// Puts exp(value) in the place of each value, several at a time; within one unit of the last digit of the true
/// one.
/// Shape: values at most 709 (above: infinity); below -708 the result is that of -708, 3e-308
void exponentials(std::span<double> values);

}  // namespace repere::statistics
