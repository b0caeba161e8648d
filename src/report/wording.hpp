#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "report/language.hpp"

namespace repere::report {

/// Numbers as the reader's language writes them. French: decimal comma, narrow no-break space between
/// thousands, no-break space before "%". English: decimal point, comma between thousands (from 1,000 on), no
/// space before "%". A value that is not a number is an en dash.
std::string decimal_text(double value, int decimals, Language language);
std::string whole_text(std::int64_t value, Language language);
/// Units: share in [0, 1], printed as per cent
std::string percent_text(double share, int decimals, Language language);
/// "61,8 à 64,0" / "61.8 to 64.0"; a limit that is not a number is said "not estimable" in the language.
std::string interval_text(double lower, double upper, int decimals, Language language);
/// percent_text() with its interval in brackets: "62,9 % (61,8 à 64,0)".
std::string percent_with_interval(double share, double lower, double upper, int decimals, Language language);
/// A ratio with two decimals, "> 1000" and "< 0.01" past them: "0,64 (0,61 à 0,67)". A limit that is nothing
/// or not a number is said not to be estimable.
std::string ratio_with_interval(double ratio, std::optional<double> lower, std::optional<double> upper,
                                Language language);
/// "p < 0,0001", "p = 0,012" (three decimals, four below 0.001).
std::string p_text(double p, Language language);
/// The same without "p = " for a column of them: "0,012", "< 0,0001".
std::string p_value_text(double p, Language language);

enum class TimeUnit { years, months };
/// Units: days in the unit; 365.25 days a year, a twelfth of it a month
double days_per(TimeUnit unit);
/// A median and its limits with the unit, each "not reached" in words where it is.
/// Units: days
std::string median_text(std::optional<double> median, std::optional<double> lower,
                        std::optional<double> upper, TimeUnit unit, Language language);
std::string not_reached_text(Language language);

/// What stands between a name and what is said of it: " : " / ": ".
std::string colon(Language language);

/// "5 mars 2026", "5 March 2026"
std::string long_date(Day day, Language language);

}  // namespace repere::report
