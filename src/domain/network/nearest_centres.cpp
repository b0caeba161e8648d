#include "domain/network/nearest_centres.hpp"

#include <algorithm>

namespace repere {
namespace {

bool belongs_to_network(const Centre& centre) {
  return !centre.fictitious && std::any_of(centre.roles.begin(), centre.roles.end(), [](const RolePeriod& one) {
    return one.role == CentreRole::coordinator || one.role == CentreRole::competence;
  });
}

SitePlace placed(const CentreSite& site, const Places& places) {
  SitePlace place;
  if (site.latitude && site.longitude) {
    place.position = Position{*site.latitude, *site.longitude};
  } else if (const PlaceIndex commune = places.commune_named(site.city, site.department)) {
    const Place found = places[commune];
    if (found.precision == Precision::place) place.position = found.position;
    place.of_commune = place.position.has_value();
  }
  return place;
}

}  // namespace

std::vector<SitePlace> place_sites(const Centres& centres, const Places& places) {
  std::vector<SitePlace> all;
  for (std::uint16_t row = 0; row < centres.size(); ++row) {
    const Centre& centre = centres[{row}];
    if (!belongs_to_network(centre)) continue;
    for (std::size_t i = 0; i < centre.sites.size(); ++i) {
      SitePlace place = placed(centre.sites[i], places);
      place.centre = {row};
      place.site = i;
      all.push_back(place);
    }
  }
  return all;
}

std::vector<CentreAway> nearest_centres(std::span<const SitePlace> sites, const Position& from) {
  std::vector<CentreAway> found;
  for (const SitePlace& one : sites) {
    CentreAway away{one.centre, one.site, std::nullopt, one.of_commune};
    if (one.position) away.km = distance_km(from, *one.position);
    const auto there = std::find_if(found.begin(), found.end(),
                                    [&](const CentreAway& other) { return other.centre == one.centre; });
    if (there == found.end())
      found.push_back(away);
    else if (away.km && (!there->km || *away.km < *there->km))
      *there = away;
  }
  std::stable_sort(found.begin(), found.end(), [](const CentreAway& a, const CentreAway& b) {
    return a.km && b.km ? *a.km < *b.km : a.km.has_value() && !b.km;
  });
  return found;
}

}  // namespace repere
