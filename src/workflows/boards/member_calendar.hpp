#pragma once
#include "workflows/cases/asking.hpp"

// The meetings of somebody's boards in their own calendar.
namespace repere::workflows {

/// A new secret address of the caller's calendar; the one before ends.
Result<std::string> make_calendar_link(const Means& means, const Asking& asking);
/// The calendar of whoever holds the link: iCalendar text. Errors: not_found, also when the account is closed
Result<std::string> calendar_of(const Means& means, const std::string& token);

}  // namespace repere::workflows
