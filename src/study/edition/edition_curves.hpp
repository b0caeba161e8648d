#pragma once
#include "study/edition/edition.hpp"

namespace repere::study {

/// A study's curves at a grid of a quarter of a year, rounded so that no step tells a small number of deaths; cut where too few
/// are at risk. docs/decisions/0018-small-numbers.md
EditionSurvival coarse(const SurvivalResult& exact, const access::SmallNumbers& rule);

/// Units: days; a quarter of 365.25
inline constexpr double grid_days = 91.3125;

}  // namespace repere::study
