#include "web/people/boards/board_period.hpp"

#include "domain/board/network_day.hpp"
#include "web/people/boards/board_forms.hpp"

namespace repere::web {

Period period_of(const PeopleWorld& world, const Request& request, int days_before) {
  const Day today = board::network_day(world.means.clock.now());
  const auto day = [&](const char* name, Day otherwise) {
    const auto date = PartialDate::parse(request.query.find(name).value_or(""));
    return date && date->exact() ? date->first() : otherwise;
  };
  Period period{day("du", today - std::chrono::days(days_before)), day("au", today)};
  if (period.until < period.from) std::swap(period.from, period.until);
  return period;
}

std::vector<Parameter> period_parameters() {
  return {{"du", Schema::text().longest(10), "first day"}, {"au", Schema::text().longest(10), "last day"}};
}

std::string period_form(const Request& request, const Period& period, const std::string& more) {
  return "<form method=\"get\" class=\"search\">" +
         input("du", words(request, {"Du", "From"}), "date", "value=\"" + PartialDate::of_day(period.from).text() + "\"") +
         input("au", words(request, {"Au", "Until"}), "date", "value=\"" + PartialDate::of_day(period.until).text() + "\"") + more + "<p><button>" +
         words(request, {"Montrer", "Show"}) + "</button></p></form>";
}

}  // namespace repere::web
