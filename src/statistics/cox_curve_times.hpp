#pragma once
#include <memory>
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/kaplan_meier.hpp"

namespace repere::statistics {

/// What curves of a Cox model are made of: running sums over the event times of each stratum, at the centre of
/// the rows that the fit kept, and the times at which a curve has a row.
class CoxCurveTimes {
 public:
  struct Stratum {
    std::uint32_t code = 0;
    std::uint32_t first_block = 0;
    SurvivalCurve table;                    ///< its times and numbers at risk, with event, censored
    std::vector<std::uint32_t> times_done;  ///< how many event times are over at each
  };

  /// Errors: incorrect if the fit did not keep its rows
  static Result<CoxCurveTimes> of(const FollowUp& data, const CoxModel& model, const CoxFit& fit);

  const std::vector<Stratum>& strata() const { return strata_; }
  /// After `done` event times of the stratum: the cumulative hazard; the sum of W/d / denominator^2 over
  /// the terms; and the sum of hazard times the mean of x. Shape: mean_sum [p]
  double hazard(const Stratum& stratum, std::uint32_t done) const { return at(stratum, done)[0]; }
  double variance(const Stratum& stratum, std::uint32_t done) const { return at(stratum, done)[1]; }
  const double* mean_sum(const Stratum& stratum, std::uint32_t done) const { return at(stratum, done) + 2; }

  /// Covariates as the rows hold them. Shape: x[p]
  std::vector<double> scaled(std::span<const double> x) const;
  /// The log of the hazard ratio to the centre of the rows.
  double linear_predictor(std::span<const double> x, double offset) const;

 private:
  CoxCurveTimes() = default;
  void sum_up(const class CoxEventTimes& times);
  const double* at(const Stratum& stratum, std::uint32_t done) const {
    // Each stratum has one entry more than event times, for none being over.
    const std::size_t entry =
        stratum.first_block + static_cast<std::size_t>(&stratum - strata_.data()) + done;
    return &sums_[entry * (2 + coefficient_.size())];
  }

  std::shared_ptr<const CoxRows> rows_;
  std::vector<double> coefficient_;
  double offset_centre_ = 0;
  std::vector<Stratum> strata_;
  std::vector<double> sums_;
};

}  // namespace repere::statistics
