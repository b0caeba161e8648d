#pragma once
#include "base/date.hpp"

namespace repere::study {

/// The age on a day in years: the birthdays passed, and the part of the year since the last one. Exact on
/// birthdays, unlike days / 365.25; someone born on 29 February has the birthday on 1 March of other years.
/// Units: years; negative before birth
double age_on(Day day, Day birth);

}  // namespace repere::study
