#pragma once
#include <string>
#include <vector>

#include "statistics/cox.hpp"

namespace repere::statistics {

/// What a Cox fit says when rows of one cluster may depend on each other.
/// Shape: covariance [p x p], std_error [p]; NaN where there is no coefficient (its covariance is 0), or
///   everywhere when there are not two clusters
struct CoxRobust {
  std::size_t clusters = 0;
  Matrix covariance;
  std::vector<double> std_error;
  ChiSquaredTest wald{};
  ChiSquaredTest score{};
  std::vector<std::string> warnings;
};

/// The infinitesimal jackknife (sandwich) variance of a fit that kept its rows: the weighted dfbeta residuals
/// are added within a cluster, then squared; no small-sample factor. Without codes each row is a cluster.
/// Errors: incorrect if the fit did not keep its rows, or the codes do not fit; unsupported for exact ties
/// Source: Lin & Wei 1989, doi:10.1080/01621459.1989.10478874; Therneau & Grambsch 2000, chapter 7;
///   docs/methods.md, "Robust variance"
Result<CoxRobust> cox_robust(const CoxFit& fit, const Codes& clusters = {});

}  // namespace repere::statistics
