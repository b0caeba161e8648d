#include "statistics/age_standard.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/numbers.hpp"
#include "statistics/distributions.hpp"

namespace repere::statistics {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
}

std::optional<std::size_t> age_class(std::span<const AgeWeight> classes, double age_years) {
  std::optional<std::size_t> place;
  for (std::size_t k = 0; k < classes.size() && classes[k].from <= age_years; ++k) place = k;
  return place;
}

std::string age_class_text(std::span<const AgeWeight> classes, std::size_t place) {
  const std::string from = shortest_text(classes[place].from);
  return place + 1 == classes.size() ? from + "+" : from + "-" + shortest_text(classes[place + 1].from - 1);
}

Result<void> check(std::span<const AgeWeight> classes) {
  if (classes.empty()) return fail(ErrorKind::incorrect, "a standard population without age classes");
  double sum = 0;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    if (!std::isfinite(classes[k].from) || (k > 0 && classes[k].from <= classes[k - 1].from))
      return fail(ErrorKind::incorrect,
                  "the ages of the standard population do not rise from class to class");
    if (!(classes[k].weight >= 0) || !std::isfinite(classes[k].weight))
      return fail(ErrorKind::incorrect, "a weight of the standard population is negative or not finite");
    sum += classes[k].weight;
  }
  if (!(sum > 0)) return fail(ErrorKind::incorrect, "the weights of the standard population are all 0");
  return {};
}

Result<std::vector<AgeWeight>> in_broader_classes(std::span<const AgeWeight> classes,
                                                  std::span<const double> starts) {
  std::vector<AgeWeight> result;
  for (const double start : starts) {
    if (!result.empty() && start <= result.back().from)
      return fail(ErrorKind::incorrect, "the first ages of the classes do not rise");
    if (std::none_of(classes.begin(), classes.end(), [&](const AgeWeight& one) { return one.from == start; }))
      return fail(ErrorKind::incorrect,
                  "no class of the standard population begins at age " + shortest_text(start));
    result.push_back({start, 0});
  }
  for (const auto& one : classes)
    if (const auto place = age_class(result, one.from)) result[*place].weight += one.weight;
  if (auto right = check(result); !right) return tl::unexpected(right.error());
  return result;
}

NetSurvivalAt standardised_survival_at(std::span<const NetSurvivalCurve> curves,
                                       std::span<const AgeWeight> classes, double time,
                                       const NetSurvivalOptions& options) {
  NetSurvivalAt result{time, 0, 0, nan, nan, nan};
  double weights = 0, variance = 0;
  for (const auto& one : classes) weights += one.weight;
  for (std::size_t k = 0; k < curves.size(); ++k) {
    const auto at = net_survival_at(curves[k], time);
    result.at_risk += at.at_risk;
    if (classes[k].weight == 0) continue;
    const double share = classes[k].weight / weights;
    // Past the last follow-up of a class its survival is not known, unless nobody was left alive.
    const bool known = at.at_risk > 0 || (!curves[k].time.empty() &&
                                          (time <= curves[k].time.back() || curves[k].censored.back() == 0));
    if (!known) return {time, result.at_risk, nan, nan, nan, nan};
    result.survival += share * at.survival;
    variance += share * share * at.std_error * at.std_error;
  }
  result.std_error = std::sqrt(variance);
  const Limits limits = net_limits(result.survival, result.std_error / result.survival,
                                   normal_quantile_of_level(options.level), options.limits);
  result.lower = limits.lower;
  result.upper = limits.upper;
  return result;
}

}  // namespace repere::statistics
