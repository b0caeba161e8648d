#include "statistics/cox_newton.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace repere::statistics {
namespace {

// R's own: a pivot below it makes a column redundant; the likelihood has converged; a coefficient has not.
const double pivot_tolerance = std::pow(std::numeric_limits<double>::epsilon(), 0.75);
constexpr double loglik_tolerance = 1e-9;
const double coefficient_tolerance = std::sqrt(loglik_tolerance);

// The square of the distance to the maximum, in standard errors, at which there is nothing left to gain.
constexpr double decrement_reached = 1e-24;
constexpr int polishing_steps = 5;
// A step of Newton's method and one by the score after it leave about a third to the whole of the first step's cube.
constexpr double cubes = 3;
constexpr int times_drawn_back = 4;      // from where there is no information left
constexpr double almost_nothing = 1e-6;  // of the information at the start
// Where a start for the search is near enough: the sample it comes from is further off itself.
constexpr double rough_decrement = 3;
constexpr int rough_steps = 12;

class Search {
 public:
  Search(CoxObjective& likelihood, const CoxRows& rows, const CoxOptions& options, const CoxStart& start,
         double last_step)
      : likelihood_(likelihood), rows_(rows), options_(options), start_(start), last_step_(last_step) {}

  CoxMaximum run() {
    best_.coefficient.assign(rows_.covariates, 0);
    held_.assign(rows_.covariates, 0);
    start();
    climb();
    if (best_.converged) {
      best_.rising = std::count(held_.begin(), held_.end(), 1) > 0 || runs_away();
      if (!best_.rising) polish();
    }
    finish();
    return std::move(best_);
  }

 private:
  void start() {
    evaluated_ = likelihood_.evaluate(best_.coefficient);
    best_.loglik_null = best_.loglik = likelihood_.loglik();
    if (!evaluated_) return;
    take_step();
    best_.score_chi2 = dot(likelihood_.score(), best_.next_step);
    best_.score_df = static_cast<int>(rank_);
    for (std::size_t j = 0; j < rows_.covariates; ++j)
      at_start_.push_back(factors_->has_pivot(j) ? likelihood_.information()(j, j) : 0);
  }

  // Whether next to nothing is left of what there was to know of covariate j: events have become so sure that nothing tells
  // how far it still goes. (One that others determine has no pivot either, but information of its own.)
  bool vanished(std::size_t j) const {
    return likelihood_.information()(j, j) < almost_nothing * at_start_[j];
  }
  bool information_is_lost() {
    lost_.assign(rows_.covariates, 0);
    bool any = false;
    for (std::size_t j = 0; j < rows_.covariates; ++j) any = any || vanished(j);
    if (!any) return false;
    const Factors factors(likelihood_.information(), pivot_tolerance);
    for (std::size_t j = 0; j < rows_.covariates; ++j) lost_[j] = vanished(j) && !factors.has_pivot(j);
    return std::count(lost_.begin(), lost_.end(), 1) > 0;
  }

  // The covariates of which the information was lost stay where they are. False if they did already.
  bool hold_the_lost() {
    const auto before = held_;
    for (std::size_t j = 0; j < held_.size(); ++j) held_[j] = held_[j] || lost_[j];
    return held_ != before;
  }

  // Newton's step from where the likelihood stands.
  void take_step() {
    Matrix information = likelihood_.information();
    for (std::size_t j = 0; j < held_.size(); ++j)
      for (std::size_t k = 0; k < held_.size(); ++k)
        if (held_[j] || held_[k]) information(j, k) = 0;
    factors_ = Factors(information, pivot_tolerance);
    best_.next_step = factors_->solve(likelihood_.score());
    rank_ = factors_->rank();
  }

  // A step with the information of an earlier point: it gains less, and its score alone costs less. False, and nothing
  // has changed, unless the likelihood rose.
  bool step_by_score(const std::vector<double>& next, const Factors& factors) {
    if (!likelihood_.evaluate_score(next)) return false;
    ++best_.iterations;
    if (!(likelihood_.loglik() >= best_.loglik)) return false;
    best_.coefficient = next;
    best_.loglik = likelihood_.loglik();
    best_.next_step = factors.solve(likelihood_.score());
    return true;
  }

  // Where Newton's own step ends too far from the maximum for the last step, and a further one by the score would not.
  bool score_is_enough() const {
    const double step = longest(best_.next_step);
    return step * step > last_step_ && step * step * step <= cubes * last_step_;
  }

  std::vector<double> stepped() const {
    std::vector<double> next = best_.coefficient;
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += best_.next_step[j];
    return next;
  }

  // Until the likelihood no longer moves, by R's measure. A step that loses likelihood, overflows or leaves nothing of the
  // information is drawn back towards the best point, each time more; a covariate that loses it all the same is at the end of
  // what can be computed, and held there.
  void climb() {
    if (!evaluated_) return;
    // A start below 0 is no use: drawn back towards 0 it would come so near that the likelihood seemed to stand still.
    if (!start_.coefficient.empty())
      step_by_score(start_.coefficient, Factors(start_.information, pivot_tolerance));
    std::vector<double> next = stepped();
    // No covariate has a pivot: there is nowhere to go.
    best_.converged = next == best_.coefficient;
    double halvings = 0;
    while (!best_.converged && best_.iterations < options_.max_iterations) {
      ++best_.iterations;
      evaluated_ = likelihood_.evaluate(next);
      const double loglik = likelihood_.loglik();
      const bool lost = evaluated_ && loglik >= best_.loglik && information_is_lost();
      const bool flat = evaluated_ && std::abs(1 - best_.loglik / loglik) <= loglik_tolerance;
      // Drawn back far enough from where information was lost, any point seems flat.
      best_.converged = flat && !(lost && halvings > 0);
      if (best_.converged) return lost ? return_to_best() : accept(next);
      if (lost && (flat || halvings >= times_drawn_back) && hold_the_lost()) {
        halvings = 0;
        return_to_best();
        next = stepped();
        best_.converged = next == best_.coefficient;
      } else if (!evaluated_ || (lost && halvings < times_drawn_back) || loglik < best_.loglik) {
        ++halvings;
        for (std::size_t j = 0; j < next.size(); ++j)
          next[j] = (next[j] + halvings * best_.coefficient[j]) / (halvings + 1);
      } else {
        halvings = 0;
        accept(next);
        next = stepped();
        if (score_is_enough() && step_by_score(next, *factors_)) next = stepped();
      }
    }
    if (!best_.converged) return_to_best();
  }

  void return_to_best() {
    evaluated_ = likelihood_.evaluate(best_.coefficient);
    if (evaluated_) take_step();
  }

  void accept(const std::vector<double>& coefficient) {
    best_.coefficient = coefficient;
    best_.loglik = likelihood_.loglik();
    take_step();
  }

  bool runs_away() const {
    for (std::size_t j = 0; j < rows_.covariates; ++j)
      if (perhaps_infinite(j)) return true;
    return false;
  }
  bool perhaps_infinite(std::size_t j) const {
    const double step = std::abs(best_.next_step[j]) * rows_.scale[j];
    return step > loglik_tolerance &&
           step > coefficient_tolerance * std::abs(best_.coefficient[j] * rows_.scale[j]);
  }

  static double longest(const std::vector<double>& step) {
    double most = 0;
    for (const double one : step) most = std::max(most, std::abs(one));
    return most;
  }

  // The last digits: Newton doubles the correct ones with each step.
  void polish() {
    for (int i = 0; i < polishing_steps; ++i) {
      if (dot(likelihood_.score(), best_.next_step) <= decrement_reached) return;
      if (longest(best_.next_step) <= last_step_) {
        best_.coefficient = stepped();
        return;
      }
      if (score_is_enough()) step_by_score(stepped(), *factors_);
      ++best_.iterations;
      const std::vector<double> next = stepped();
      if (!likelihood_.evaluate(next)) return;
      accept(next);
    }
  }

  void finish() {
    if (evaluated_) likelihood_.refine();
    const Factors factors(likelihood_.information(), pivot_tolerance);
    if (std::count(held_.begin(), held_.end(), 1) > 0) best_.next_step = factors.solve(likelihood_.score());
    best_.covariance = factors.inverse();
    for (std::size_t j = 0; j < rows_.covariates; ++j) best_.has_pivot.push_back(factors.has_pivot(j));
    if (!evaluated_) best_.next_step.assign(rows_.covariates, 0);
  }

  CoxObjective& likelihood_;
  const CoxRows& rows_;
  const CoxOptions& options_;
  CoxStart start_;
  double last_step_;
  CoxMaximum best_;
  std::optional<Factors> factors_;  // of the information that was last computed
  std::size_t rank_ = 0;
  std::vector<double> at_start_;  // information on each covariate that has a pivot at the start
  std::vector<std::uint8_t> lost_, held_;
  bool evaluated_ = false;
};

}  // namespace

CoxStart near_maximum(CoxObjective& likelihood, std::size_t covariates, const CoxStart& start) {
  CoxStart at{start.coefficient, {}};
  if (at.coefficient.empty()) at.coefficient.assign(covariates, 0);
  double loglik = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < rough_steps; ++i) {
    if (!likelihood.evaluate(at.coefficient) || likelihood.loglik() < loglik) return {};
    loglik = likelihood.loglik();
    const Factors factors(likelihood.information(), pivot_tolerance);
    if (factors.rank() < covariates) return {};
    const std::vector<double> step = factors.solve(likelihood.score());
    const double decrement = dot(likelihood.score(), step);
    for (std::size_t j = 0; j < covariates; ++j) at.coefficient[j] += step[j];
    at.information = likelihood.information();
    if (decrement <= rough_decrement) return at;
  }
  return {};
}

CoxMaximum maximise(CoxObjective& likelihood, const CoxRows& rows, const CoxOptions& options,
                    const CoxStart& start, double last_step) {
  CoxMaximum found = Search(likelihood, rows, options, start, last_step).run();
  if (!found.rising) return found;
  // Where a coefficient runs away, what it has when the likelihood is flat depends on the way there: Newton's own from 0.
  likelihood.be_exact();
  return Search(likelihood, rows, options, {}, 0).run();
}

}  // namespace repere::statistics
