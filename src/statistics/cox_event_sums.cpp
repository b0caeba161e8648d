#include "statistics/cox_event_sums.hpp"

#include "statistics/summation.hpp"

namespace repere::statistics {

EventSums event_sums(std::uint32_t terms, double weight_of_all, double risk_left, double risk_of_deaths) {
  const double weight = weight_of_all / terms;
  EventSums sums{};
  LogOfProduct product;
  for (std::uint32_t k = 0; k < terms; ++k) {
    const double share = static_cast<double>(terms - k) / terms;
    const double denominator = risk_left + share * risk_of_deaths;
    const double inverse = 1 / denominator, one = weight * inverse;
    product.multiply(denominator);
    sums.hazard += one;
    sums.hazard_of_deaths += one * share;
    sums.left_left += one * inverse;
    sums.left_deaths += one * share * inverse;
    sums.deaths_deaths += one * share * share * inverse;
  }
  sums.log_denominators = weight * product.value();
  return sums;
}

}  // namespace repere::statistics
