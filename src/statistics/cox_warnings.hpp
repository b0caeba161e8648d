#pragma once
#include <string>

#include "statistics/cox_newton.hpp"

// What is said of a search that found no coefficient, or perhaps an infinite one: the same of Cox's model and of Fine and
// Gray's.
namespace repere::statistics {

/// Why covariate j has no coefficient. Shape: maximum.has_pivot[j] is false
std::string why_no_coefficient(const CoxRows& rows, std::size_t j, const std::string& name);

/// Whether the likelihood still rises as coefficient j grows.
bool may_be_infinite(const CoxRows& rows, const CoxMaximum& maximum, std::size_t j);

/// That the search ended without a maximum.
std::string no_maximum_found(const CoxMaximum& maximum);

}  // namespace repere::statistics
