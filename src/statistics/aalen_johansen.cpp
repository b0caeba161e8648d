#include "statistics/aalen_johansen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/incidence_jackknife.hpp"
#include "statistics/incidence_steps.hpp"

namespace repere::statistics {
namespace {

// Aalen's variance of one cause's incidence F: the sum over event times s of what the counts of that time move F(t) by,
// squared. A time's own events move F by 1, and whatever happens then moves it by -(F(t) - F(s)) / S(s) through what
// comes later; as F(t) grows the sum of squares is carried along, so that nothing large is ever subtracted.
class AalenVariance {
 public:
  // Shape: own + others = step.events; growth is what F grows by.
  void add(const IncidenceStep& step, double own, double others, double growth) {
    own_own_ += growth * (growth * later_later_ - 2 * own_later_);
    own_later_ -= growth * later_later_;
    const double later = step.after > 0 ? 1 / step.after : 0;
    if (own > 0) {
      const double share = variance_of(step, own);
      own_own_ += share;
      own_later_ += later * share;
      later_later_ += later * later * share;
    }
    if (others > 0) later_later_ += later * later * variance_of(step, others);
  }
  double value() const { return std::max(own_own_, 0.0); }

 private:
  // Of the jump S(s-) d / Y, hypergeometric.
  static double variance_of(const IncidenceStep& step, double events) {
    const double spread = events > 1 ? 1 - (events - 1) / (step.at_risk - 1) : 1;
    const double share = step.before * step.per_risk;
    return share * share * spread * events;
  }
  double own_own_ = 0, own_later_ = 0, later_later_ = 0;
};

CauseIncidence estimate(const CauseSums& sums, const std::vector<IncidenceStep>& steps, std::size_t width,
                        std::size_t cause) {
  CauseIncidence result;
  const std::size_t times = steps.size();
  for (auto* column : {&result.events, &result.estimate, &result.std_error, &result.jackknife_std_error})
    column->resize(times);
  AalenVariance variance;
  double incidence = 0;
  for (std::size_t m = 0; m < times; ++m) {
    const IncidenceStep& step = steps[m];
    const double own = sums.ended[m * width + cause];
    if (step.events > 0) {
      const double growth = step.before * own / step.at_risk;
      incidence += growth;
      variance.add(step, own, step.events - own, growth);
    }
    result.events[m] = own;
    result.estimate[m] = incidence;
    result.std_error[m] = std::sqrt(variance.value());
  }
  return result;
}

IncidenceCurve curve_of(const CauseCounts& counts, const CauseSums& sums, const std::vector<IncidenceStep>& steps,
                        const TimeAxis& axis, std::size_t causes) {
  IncidenceCurve curve;
  const std::size_t times = steps.size();
  curve.rows = counts.rows;
  for (auto* column :
       {&curve.time, &curve.at_risk, &curve.censored, &curve.event_free, &curve.event_free_std_error})
    column->resize(times);
  for (std::size_t m = 0; m < times; ++m) {
    curve.time[m] = axis.value(counts.tick[m]);
    curve.at_risk[m] = sums.at_risk[m];
    curve.censored[m] = sums.ended[m * (causes + 1)];
    curve.event_free[m] = steps[m].after;
  }
  for (std::size_t k = 1; k <= causes; ++k) curve.cause.push_back(estimate(sums, steps, causes + 1, k));
  return curve;
}

void forget_aalens_errors(std::vector<IncidenceCurve>& curves) {
  for (auto& curve : curves)
    for (auto& cause : curve.cause)
      std::fill(cause.std_error.begin(), cause.std_error.end(), std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

bool are_copies(std::span<const double> weight) {
  return std::all_of(weight.begin(), weight.end(), [](double w) { return w == std::floor(w); });
}

Result<std::vector<IncidenceCurve>> aalen_johansen(const CompetingRisks& data, const Codes& groups) {
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  if (auto good = check(groups, data.rows(), "groups"); !good) return tl::unexpected(good.error());
  const auto axis = TimeAxis::of(as_follow_up(data, {}));
  if (!axis) return tl::unexpected(axis.error());
  const auto counts = cause_counts(data, *axis, groups);
  const auto sums = cause_sums(data, *axis, groups, counts);
  std::vector<IncidenceCurve> curves;
  std::vector<std::vector<IncidenceStep>> steps;
  for (std::size_t g = 0; g < counts.size(); ++g) {
    steps.push_back(incidence_steps(sums[g], data.causes));
    curves.push_back(curve_of(counts[g], sums[g], steps.back(), *axis, data.causes));
    if (data.entry.empty()) add_jackknife_errors(curves.back(), sums[g], steps.back());
  }
  if (!data.entry.empty()) add_jackknife_errors_with_entries(curves, counts, sums, steps, data, *axis, groups);
  if (!are_copies(data.weight)) forget_aalens_errors(curves);
  return curves;
}

Limits incidence_limits(double estimate, double std_error, double z, LimitScale scale) {
  return survival_limits(estimate, std_error == 0 ? 0 : std_error / estimate, z, scale);
}

IncidenceAt incidence_at(const IncidenceCurve& curve, std::size_t cause, double time) {
  const auto passed = std::upper_bound(curve.time.begin(), curve.time.end(), time) - curve.time.begin();
  if (passed == 0) return {time, 0, 0, 0};
  const auto m = static_cast<std::size_t>(passed - 1);
  const CauseIncidence& one = curve.cause[cause];
  return {time, one.estimate[m], one.std_error[m], one.jackknife_std_error[m]};
}

}  // namespace repere::statistics
