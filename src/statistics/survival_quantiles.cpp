#include "statistics/survival_quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double tolerance = 1.0 / (1 << 26);

struct Point {
  double height;  // 1 - S
  double time;
  std::size_t place;  // in the curve
};

// A step curve turned over (1 - S from 0 upwards), each height once, at the
// time where it is first reached.
struct Steps {
  std::vector<Point> points;  // ascending by height
  double first_time;
  double last_time;
  double last_height;  // the last one that is new; NaN when not estimable
};

// A limit is not always monotone: a height is looked up wherever it was reached
// first.
void keep_each_height_once(std::vector<Point>& points) {
  std::stable_sort(points.begin(), points.end(),
                   [](const Point& a, const Point& b) { return a.height < b.height; });
  const auto last = std::unique(points.begin(), points.end(),
                                [](const Point& a, const Point& b) { return a.height == b.height; });
  points.erase(last, points.end());
}

Steps turned_over(const std::vector<double>& time, const std::vector<double>& survival) {
  Steps steps{{{0, 0, 0}}, 0, time.empty() ? 0 : time.back(), 0};
  std::size_t first_unknown = 0;
  for (std::size_t m = 0; m < time.size(); ++m) {
    const double height = 1 - survival[m];
    if (std::isnan(height)) {
      if (first_unknown == 0) first_unknown = m + 1;
    } else if (height != steps.points.back().height) {
      steps.points.push_back({height, time[m], m + 1});
    }
  }
  keep_each_height_once(steps.points);
  const auto newest = std::max_element(steps.points.begin(), steps.points.end(),
                                       [](const Point& a, const Point& b) { return a.place < b.place; });
  // A limit may be unknown before the first event (arcsin) and again once survival is 0.
  const bool unknown_at_the_end = !survival.empty() && std::isnan(survival.back());
  steps.last_height = unknown_at_the_end || first_unknown > newest->place ? nan : newest->height;
  return steps;
}

// The time of the first height that is at least p once `shift` is added to
// every height; NaN outside the curve.
double first_at_least(const Steps& steps, double p, double shift) {
  const auto& points = steps.points;
  const auto found = std::lower_bound(points.begin(), points.end(), p, [shift](const Point& point, double x) {
    return point.height + shift < x;
  });
  if (found == points.end() || p < points.front().height + shift) return nan;
  return found->time;
}

// `least` is the smallest p that was asked for: where the curve stays below even that one, R does not look
// for a flat piece within the tolerance; only rounding can make the difference.
double crossing(const Steps& steps, double p, double least) {
  if (steps.points.back().height < least) return nan;
  const bool flat_to_the_end = std::abs(p - steps.last_height) < tolerance;
  // Like R, a curve that never leaves 1 has no quantile at all, not of 0 either.
  if (p == 0) return flat_to_the_end ? nan : steps.first_time;
  const double reached = first_at_least(steps, p, tolerance);
  const double passed = first_at_least(steps, p, -tolerance);
  return flat_to_the_end ? (reached + steps.last_time) / 2 : (reached + passed) / 2;
}

}  // namespace

std::vector<SurvivalQuantile> survival_quantiles(const SurvivalCurve& curve, std::span<const double> p) {
  const Steps middle = turned_over(curve.time, curve.survival);
  const Steps low = turned_over(curve.time, curve.lower);
  const Steps high = turned_over(curve.time, curve.upper);
  std::vector<SurvivalQuantile> result;
  result.reserve(p.size());
  const double least = p.empty() ? 0 : *std::min_element(p.begin(), p.end());
  const auto at = [least](const Steps& steps, double share) { return crossing(steps, share, least); };
  for (const double share : p) result.push_back({share, at(middle, share), at(low, share), at(high, share)});
  return result;
}

SurvivalQuantile survival_quantile(const SurvivalCurve& curve, double p) {
  return survival_quantiles(curve, std::span(&p, 1)).front();
}

}  // namespace repere::statistics
