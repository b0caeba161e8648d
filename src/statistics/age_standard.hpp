#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "statistics/net_survival.hpp"

namespace repere::statistics {

/// The share of a standard population whose age is `from` or more, and below that of the next class.
/// Units: age in whole years; weight any unit (shares, per cent, 100,000)
struct AgeWeight {
  double from;
  double weight;
};

/// The class of an age, its place among `classes`; nothing below the first.
std::optional<std::size_t> age_class(std::span<const AgeWeight> classes, double age_years);

/// "15-44", "75+"
std::string age_class_text(std::span<const AgeWeight> classes, std::size_t place);

/// Errors: incorrect if there is no class, ages do not rise, a weight is negative or not finite, or all are 0
Result<void> check(std::span<const AgeWeight> classes);

/// The same population in broader classes, each beginning where `starts` says; those younger than the first are left out.
/// Errors: incorrect if a start is not that of a class, or they do not rise
Result<std::vector<AgeWeight>> in_broader_classes(std::span<const AgeWeight> classes,
                                                  std::span<const double> starts);

/// The survival that a population of standard ages would have: the weighted mean over age classes, which are independent.
/// Shape:  curves and classes [k]; a class of weight 0 does not count
/// Units:  std_error is that of the survival; limits on the scale of the options; NaN where a class has nobody, or nobody
///   left to follow at that time while some of it live
/// Source: Corazziari, Quinn & Capocaccia 2004, doi:10.1016/j.ejca.2004.07.002; docs/methods.md, "Age standardisation"
NetSurvivalAt standardised_survival_at(std::span<const NetSurvivalCurve> curves,
                                       std::span<const AgeWeight> classes, double time,
                                       const NetSurvivalOptions& options);

}  // namespace repere::statistics
