#include "domain/network/centres.hpp"

#include <algorithm>

namespace repere {
namespace {

struct Span {
  Day from, until;
};

constexpr Day always_from = Day::min();
constexpr Day always_until = Day::max();

bool in_network(CentreRole role) { return role == CentreRole::coordinator || role == CentreRole::competence; }

// The days on which the centre surely had the role; empty (until < from) when its ends are too vague.
Span certain_days(const RolePeriod& period) {
  return {period.from ? period.from->last() : always_from,
          period.until ? period.until->first() : always_until};
}

// The days on which it can have had the role.
Span possible_days(const RolePeriod& period) {
  return {period.from ? period.from->first() : always_from,
          period.until ? period.until->last() : always_until};
}

// Whether [first, last] lies in the union of the certain days: walk forward from `first` as far as periods
// reach.
bool covered(const std::vector<RolePeriod>& roles, Day first, Day last) {
  for (Day day = first;;) {
    Day reach = day;
    bool found = false;
    for (const RolePeriod& period : roles) {
      const Span days = certain_days(period);
      if (!in_network(period.role) || days.from > day || days.until < day) continue;
      found = true;
      reach = std::max(reach, days.until);
    }
    if (!found) return false;
    if (reach >= last) return true;
    day = reach + std::chrono::days{1};
  }
}

bool touched(const std::vector<RolePeriod>& roles, Day first, Day last) {
  return std::any_of(roles.begin(), roles.end(), [&](const RolePeriod& period) {
    const Span days = possible_days(period);
    return in_network(period.role) && days.from <= last && days.until >= first;
  });
}

Centre unnamed_outside() {
  Centre centre;
  centre.code = std::string(Centres::outside_code);
  centre.name = "Hôpital hors réseau, non nommé";
  centre.roles.push_back({CentreRole::outside, {}, {}, Certainty::confirmed, "by definition"});
  return centre;
}

}  // namespace

Centres::List Centres::only_outside() {
  List list;
  list.entries.push_back(unnamed_outside());
  list.lookup.add(outside_code);
  return list;
}

Centres::Centres() {
  static const auto empty = std::make_shared<const List>(only_outside());
  list_ = empty;
}

namespace {

// Two data sets may bring the same centre: who says so is not what is said.
Centre without_sources(Centre centre) {
  for (CentreSite& site : centre.sites) site.source = site.coordinates_source = {};
  for (RolePeriod& period : centre.roles) period.source = {};
  return centre;
}

}  // namespace

Result<void> Centres::List::add(Centre centre) {
  if (centre.code.empty())
    return fail(ErrorKind::incorrect, "centre '" + centre.name + "' has no code: give it one");
  if (centre.code == unknown_code)
    return fail(ErrorKind::incorrect,
                "'" + centre.code + "' means that the centre is not known: choose another code");
  for (const RolePeriod& period : centre.roles)
    if (period.from && period.until && certainly_before(*period.until, *period.from))
      return fail(ErrorKind::incorrect, "centre '" + centre.code + "': a role ends (" + period.until->text() +
                                            ") before it begins (" + period.from->text() + ")");
  if (const CentreIndex there = find(centre.code)) {
    if (without_sources(entries[there.value]) == without_sources(centre)) return {};
    return fail(ErrorKind::conflict,
                "centre '" + centre.code + "' is there already with other content: use another code");
  }
  if (entries.size() >= 65000 || !lookup.add(centre.code))
    return fail(ErrorKind::incorrect, "more than 65,000 centres");
  entries.push_back(std::move(centre));
  return {};
}

Result<Centres> Centres::make(Edition edition, std::vector<Centre> entries) {
  List made = only_outside();
  made.edition = std::move(edition);
  for (Centre& centre : entries) {
    if (made.find(centre.code))
      return fail(ErrorKind::incorrect,
                  "centre code '" + centre.code + "' is there twice, or reserved: keep one entry");
    if (auto added = made.add(std::move(centre)); !added) return tl::unexpected(added.error());
  }
  return Centres(std::move(made));
}

Result<Centres> Centres::with(std::vector<Centre> more) const {
  List made = *list_;
  for (Centre& centre : more)
    if (auto added = made.add(std::move(centre)); !added) return tl::unexpected(added.error());
  return Centres(std::move(made));
}

const Centre& Centres::operator[](CentreIndex index) const {
  REPERE_ENSURE(index.value < list_->entries.size());
  return list_->entries[index.value];
}

Network Centres::network_of(CentreIndex index, const PartialDate& date) const {
  if (!index) return Network::unknown;
  const std::vector<RolePeriod>& roles = (*this)[index].roles;
  if (roles.empty()) return Network::unknown;
  const Day first = date.first(), last = date.last();
  if (!touched(roles, first, last)) return Network::outside;
  return covered(roles, first, last) ? Network::inside : Network::unknown;
}

}  // namespace repere
