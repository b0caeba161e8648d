#pragma once
#include "web/people/people_routes.hpp"

namespace repere::web {

/// A period asked for in an address, both days included.
struct Period {
  Day from, until;
};
/// "du" and "au"; the last `days_before` days when they are not there, or are no days. The wrong way round they are turned.
Period period_of(const PeopleWorld& world, const Request& request, int days_before);
std::vector<Parameter> period_parameters();
/// The form that asks for it. `more` stands in it before the button.
std::string period_form(const Request& request, const Period& period, const std::string& more = {});

}  // namespace repere::web
