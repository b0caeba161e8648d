#pragma once
#include <cmath>
#include <vector>

#include "statistics/cox_event_times.hpp"

namespace repere::statistics {

/// One walk forward through the rows of a Cox model, from the first event time of each stratum to the last,
/// with what its event times have done so far: the running hazard L and the running M, the sum of hazard times
/// the mean of x. With r = exp(offset + x'b), a row that was at risk from just after L0, M0 has
///
///     martingale residual  m = event - r (L - L0)
///     score residual       u = m x + r (M - M0) - event * mean of x at its time
///
/// where at its own event time L and M take the share of those who die. Source: docs/methods.md, "Residuals
/// of a Cox model"
class CoxRowWalk {
 public:
  explicit CoxRowWalk(const CoxEventTimes& times)
      : times_(times),
        p_(times.rows().covariates),
        before_(times.rows().sets.delayed() ? (times.times().size() + 1) * (p_ + 1) : 0),
        now_(p_ + 1),
        at_event_(p_ + 1),
        deaths_(p_),
        mean_(p_),
        score_(p_) {}

  /// Calls visit(position, martingale, score) for every row; score is [p], on the scale of rows.x, without the
  /// row's weight.
  template <class Visit>
  void run(Visit visit) {
    const RiskSets& sets = times_.rows().sets;
    std::fill(score_.begin(), score_.end(), 0.0);
    for (const auto& stratum : sets.strata) {
      const std::uint32_t first =
          stratum.first_block < stratum.end_block ? sets.blocks[stratum.first_block].first : stratum.end_row;
      for (std::uint32_t i = stratum.first_row; i < first; ++i) visit(i, 0.0, zero());
      std::fill(now_.begin(), now_.end(), 0.0);
      for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) run_block(b, visit);
    }
  }

  /// The mean of x at the block's time that its deaths are compared with (over the terms of the time).
  /// Shape: [p], until the next call
  const double* mean_at(std::uint32_t b) {
    times_.sum_deaths(b, deaths_);
    find_mean(b);
    return mean_.data();
  }

 private:
  template <class Visit>
  void run_block(std::uint32_t b, Visit& visit) {
    const RiskSets::Block& block = times_.rows().sets.blocks[b];
    const CoxEventTimes::Time& time = times_.times()[b];
    const double* left = times_.left(b).data();
    times_.sum_deaths(b, deaths_);
    find_mean(b);
    if (!before_.empty()) std::copy(now_.begin(), now_.end(), &before_[offset(b)]);
    for (std::size_t j = 0; j < p_; ++j) {
      at_event_[j] = now_[j] + time.square_share * left[j] + time.square_share2 * deaths_[j];
      now_[j] += time.square * left[j] + time.square_share * deaths_[j];
    }
    at_event_[p_] = now_[p_] + time.hazard_of_deaths;
    now_[p_] += time.hazard;
    for (std::uint32_t i = block.first; i < block.deaths_end; ++i) take(i, at_event_.data(), true, visit);
    for (std::uint32_t i = block.deaths_end; i < block.end; ++i) {
      if (!before_.empty() && times_.rows().sets.enter[i] > b)
        visit(i, 0.0, zero());
      else
        take(i, now_.data(), false, visit);
    }
  }

  void find_mean(std::uint32_t b) {
    const CoxEventTimes::Time& time = times_.times()[b];
    const double* left = times_.left(b).data();
    const double of_left = time.hazard / time.weight, of_deaths = time.hazard_of_deaths / time.weight;
    for (std::size_t j = 0; j < p_; ++j) mean_[j] = of_left * left[j] + of_deaths * deaths_[j];
  }

  template <class Visit>
  void take(std::uint32_t i, const double* until, bool event, Visit& visit) {
    const CoxRows& rows = times_.rows();
    const double risk = rows.weight.empty() ? times_.risk()[i] : times_.risk()[i] / rows.weight[i];
    const double* x = rows.row(i);
    const double* since = before_.empty() ? nullptr : &before_[offset(rows.sets.enter[i])];
    const double hazard = since ? until[p_] - since[p_] : until[p_];
    const double martingale = (event ? 1 : 0) - risk * hazard;
    double* score = score_.data();
    if (since)
      for (std::size_t j = 0; j < p_; ++j) score[j] = martingale * x[j] + risk * (until[j] - since[j]);
    else
      for (std::size_t j = 0; j < p_; ++j) score[j] = martingale * x[j] + risk * until[j];
    if (event)
      for (std::size_t j = 0; j < p_; ++j) score[j] -= mean_[j];
    visit(i, martingale, static_cast<const double*>(score));
  }

  std::size_t offset(std::uint32_t b) const { return std::size_t{b} * (p_ + 1); }
  const double* zero() {
    std::fill(score_.begin(), score_.end(), 0.0);
    return score_.data();
  }

  const CoxEventTimes& times_;
  std::size_t p_;
  std::vector<double> before_;  // by block, with delayed entry: M and L before it
  std::vector<double> now_, at_event_;
  std::vector<double> deaths_, mean_, score_;
};

}  // namespace repere::statistics
