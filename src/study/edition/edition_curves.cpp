#include "study/edition/edition_curves.hpp"

#include <algorithm>
#include <cmath>

namespace repere::study {
namespace {

constexpr std::array<double, 7> steps{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1};

// The least step that stands for the threshold's number of people among those at risk.
std::optional<double> step_for(double at_risk, const access::SmallNumbers& rule) {
  for (const double step : steps)
    if (step * at_risk >= static_cast<double>(rule.threshold)) return step;
  return std::nullopt;
}

std::int64_t rounded(double number, std::int64_t base) {
  return static_cast<std::int64_t>(std::llround(number / static_cast<double>(base))) * base;
}

// A multiple of the step, written as the double nearest to its decimals: 0.85, not 0.8500000000000001.
double multiple(double count, double step) { return count / std::round(1 / step); }

std::optional<std::size_t> last_until(const Curve& curve, double day) {
  const auto after = std::upper_bound(curve.time.begin(), curve.time.end(), day);
  if (after == curve.time.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - curve.time.begin()) - 1;
}

double at_risk_at(const Curve& curve, double day) {
  const auto from = std::lower_bound(curve.time.begin(), curve.time.end(), day);
  return from == curve.time.end() ? 0 : curve.n_risk[static_cast<std::size_t>(from - curve.time.begin())];
}

std::optional<EditionPoint> point_at(const Curve& curve, double day, double before,
                                     const access::SmallNumbers& rule, std::int64_t base) {
  const double at_risk = at_risk_at(curve, day);
  const auto step = step_for(at_risk, rule);
  const std::int64_t shown = rounded(at_risk, base);
  if (!step || shown < rule.threshold) return std::nullopt;
  EditionPoint point{.day = day, .survival = 1, .step = *step, .lower = {}, .upper = {}, .at_risk = shown};
  const auto row = last_until(curve, day);
  if (!row) return point;
  point.survival = std::min(before, multiple(std::round(curve.survival[*row] / *step), *step));
  if (std::isfinite(curve.lower[*row]))
    point.lower = std::min(point.survival, multiple(std::floor(curve.lower[*row] / *step), *step));
  if (std::isfinite(curve.upper[*row]))
    point.upper = std::clamp(multiple(std::ceil(curve.upper[*row] / *step), *step), point.survival, 1.0);
  return point;
}

std::optional<double> first_below_half(const EditionCurve& curve, double (*value)(const EditionPoint&)) {
  for (const EditionPoint& point : curve.points)
    if (value(point) <= 0.5) return point.day;
  return std::nullopt;
}

EditionCurve coarse(const Curve& exact, const access::SmallNumbers& rule, std::int64_t base) {
  EditionCurve curve{.id = exact.id,
                     .label = exact.label,
                     .n = rounded(static_cast<double>(exact.n), base),
                     .events = rounded(static_cast<double>(exact.events), base)};
  double before = 1;
  for (int quarter = 0;; ++quarter) {
    const auto point = point_at(exact, quarter * grid_days, before, rule, base);
    if (!point) break;
    before = point->survival;
    curve.points.push_back(*point);
  }
  curve.median = first_below_half(curve, [](const EditionPoint& point) { return point.survival; });
  curve.median_lower =
      first_below_half(curve, [](const EditionPoint& point) { return point.lower.value_or(1); });
  curve.median_upper =
      first_below_half(curve, [](const EditionPoint& point) { return point.upper.value_or(1); });
  return curve;
}

}  // namespace

EditionSurvival coarse(const SurvivalResult& exact, const access::SmallNumbers& rule) {
  EditionSurvival out{.id = exact.id,
                      .endpoint = exact.endpoint,
                      .title = exact.title,
                      .definition = exact.definition,
                      .by = exact.by,
                      .confidence = exact.confidence,
                      .level = exact.level,
                      .rounded_to = access::rounding_base(rule)};
  for (const Curve& curve : exact.curves) out.curves.push_back(coarse(curve, rule, out.rounded_to));
  const bool whole =
      std::all_of(out.curves.begin(), out.curves.end(), [](const auto& one) { return !one.points.empty(); });
  // Two significant digits: a test of many people, not a way back to them.
  if (exact.logrank && whole) {
    const double p = exact.logrank->p, power = p > 0 ? std::pow(10, 1 - std::floor(std::log10(p))) : 1;
    out.logrank_p = std::round(p * power) / power;
  }
  return out;
}

}  // namespace repere::study
