#include "statistics/cox_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double pivot_tolerance = 1e-12;
// The square of the distance to the maximum, in standard errors.
constexpr double decrement_reached = 1e-24;
constexpr double decrement_enough = 1e-16;
constexpr int most_iterations = 1000;
// The longest step of a coefficient: far from the maximum the likelihood says little of where it is.
constexpr double longest_step = 1;

class Climb {
 public:
  Climb(CoxObjective& objective, std::vector<double> from, std::optional<std::size_t> held)
      : objective_(objective), coefficient_(std::move(from)), held_(held) {}

  // Returns whether the maximum was reached.
  bool run() {
    if (!objective_.evaluate(coefficient_)) return false;
    for (; iterations_ < most_iterations; ++iterations_) {
      find_step();
      if (decrement_ <= decrement_reached) return true;
      const double before = objective_.loglik();
      if (!step_up(before)) break;  // rounding is reached, or nothing can be evaluated
    }
    return decrement_ <= decrement_enough;
  }

  const std::vector<double>& coefficient() const { return coefficient_; }
  const std::vector<double>& step() const { return step_; }
  int iterations() const { return iterations_; }

 private:
  void find_step() {
    Matrix information = objective_.information();
    if (held_)
      for (std::size_t j = 0; j < information.size(); ++j)
        information(*held_, j) = information(j, *held_) = 0;
    step_ = Factors(information, pivot_tolerance).solve(objective_.score());
    decrement_ = dot(objective_.score(), step_);
  }

  bool step_up(double before) {
    double most = 0;
    for (const double change : step_) most = std::max(most, std::abs(change));
    double share = most > longest_step ? longest_step / most : 1;
    const double rounding = 1e-13 * std::max(1.0, std::abs(before));
    for (int halvings = 0; halvings < 30; ++halvings, share /= 2) {
      std::vector<double> next = coefficient_;
      for (std::size_t j = 0; j < next.size(); ++j) next[j] += share * step_[j];
      if (next == coefficient_) break;
      if (!objective_.evaluate(next) || objective_.loglik() < before - rounding) continue;
      coefficient_ = next;
      return true;
    }
    objective_.evaluate(coefficient_);
    return false;
  }

  CoxObjective& objective_;
  std::vector<double> coefficient_;
  std::optional<std::size_t> held_;
  std::vector<double> step_;
  double decrement_ = 0;
  int iterations_ = 0;
};

// The profile of one coefficient: the others are maximised at each of its values.
class Profile {
 public:
  Profile(CoxObjective& objective, const CoxMaximum& at, std::size_t column)
      : objective_(objective), at_(at), column_(column), others_(at.coefficient) {}

  // By how much the profile at `value` is below the maximum; the others start from where they were last.
  std::optional<double> fall(double value) {
    others_[column_] = value;
    Climb climb(objective_, others_, column_);
    if (!climb.run()) return std::nullopt;
    others_ = climb.coefficient();
    return at_.loglik - objective_.loglik();
  }

  // The value on one side (sign -1 or 1) at which the profile has fallen by `drop`: Newton's steps, kept
  // between what is known to be too near and too far.
  double limit(double drop, double sign) {
    others_ = at_.coefficient;
    const double centre = at_.coefficient[column_];
    double near = 0, far = std::numeric_limits<double>::infinity();
    double distance = std::sqrt(2 * drop * at_.covariance(column_, column_));
    for (int i = 0; i < 100; ++i) {
      const auto fallen = fall(centre + sign * distance);
      if (!fallen) return nan;
      (*fallen < drop ? near : far) = distance;
      const double slope = -sign * objective_.score()[column_];
      const double wanted = distance + (drop - *fallen) / slope;
      if (std::abs(wanted - distance) <= 1e-13 * std::max(1.0, std::abs(centre) + distance) && slope > 0)
        return centre + sign * wanted;
      const double most = std::isfinite(far) ? far : 4 * distance;
      distance = slope > 0 && wanted > near && wanted < most ? wanted : (near + most) / 2;
      if (distance > 1e4) return sign * std::numeric_limits<double>::infinity();
    }
    return nan;
  }

 private:
  CoxObjective& objective_;
  const CoxMaximum& at_;
  std::size_t column_;
  std::vector<double> others_;
};

}  // namespace

CoxMaximum maximise_penalised(CoxObjective& firth, const CoxRows& rows) {
  CoxMaximum maximum;
  const std::size_t p = rows.covariates;
  maximum.coefficient.assign(p, 0);
  if (firth.evaluate(maximum.coefficient)) {
    const Factors factors(firth.information(), pivot_tolerance);
    maximum.loglik_null = firth.loglik();
    maximum.score_chi2 = dot(firth.score(), factors.solve(firth.score()));
    maximum.score_df = static_cast<int>(factors.rank());
  }
  Climb climb(firth, maximum.coefficient, std::nullopt);
  maximum.converged = climb.run();
  maximum.coefficient = climb.coefficient();
  maximum.next_step = climb.step();
  maximum.next_step.resize(p);
  maximum.iterations = climb.iterations();
  maximum.loglik = firth.loglik();
  const Factors factors(firth.information(), pivot_tolerance);
  maximum.covariance = factors.inverse();
  for (std::size_t j = 0; j < p; ++j) maximum.has_pivot.push_back(factors.has_pivot(j));
  return maximum;
}

ProfileLimits profile_limits(CoxObjective& firth, const CoxMaximum& at, std::size_t column, double level) {
  Profile profile(firth, at, column);
  const double drop = chi_squared_quantile_of_level(level) / 2;
  ProfileLimits limits{profile.limit(drop, -1), profile.limit(drop, 1), nan};
  Profile null(firth, at, column);
  if (const auto fallen = null.fall(0)) limits.chi2 = std::max(0.0, 2 * *fallen);
  return limits;
}

}  // namespace repere::statistics
