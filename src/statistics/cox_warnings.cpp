#include "statistics/cox_warnings.hpp"

#include <cmath>

namespace repere::statistics {

std::string why_no_coefficient(const CoxRows& rows, std::size_t j, const std::string& name) {
  if (rows.constant[j]) return name + " has the same value in every row: it has no coefficient";
  return name +
         " is determined by the covariates before it, or is the same for all who are at risk together: it "
         "has no "
         "coefficient";
}

bool may_be_infinite(const CoxRows& rows, const CoxMaximum& maximum, std::size_t j) {
  const double step = std::abs(maximum.next_step[j]), coefficient = std::abs(maximum.coefficient[j]);
  // A step that is not a number counts as one that still goes far.
  return maximum.has_pivot[j] && !(step * rows.scale[j] <= 1e-9) && !(step <= std::sqrt(1e-9) * coefficient);
}

std::string no_maximum_found(const CoxMaximum& maximum) {
  return "no maximum of the likelihood was found in " + std::to_string(maximum.iterations) +
         " iterations: one or more coefficients may be infinite";
}

}  // namespace repere::statistics
