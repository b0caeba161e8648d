#pragma once
#include <optional>

#include "base/date.hpp"

namespace repere::study {

/// The age on a day in years: the birthdays passed, and the part of the year since the last one. Exact on
/// birthdays, unlike days / 365.25; someone born on 29 February has the birthday on 1 March of other years.
/// Units: years; negative before birth
double age_on(Day day, Day birth);

/// The age at diagnosis in birthdays passed: all that is kept of a birth date when the person is erased. Partial dates
/// stand for their middle. Nothing when a date is not recorded, or the diagnosis precedes birth.
std::optional<double> whole_years_at(const std::optional<PartialDate>& diagnosis,
                                     const std::optional<PartialDate>& birth);

}  // namespace repere::study
