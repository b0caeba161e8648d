#pragma once
#include <optional>
#include <span>
#include <vector>

#include "domain/network/centres.hpp"
#include "domain/network/places.hpp"

namespace repere {

/// Where one site of a centre is, as well as it is known.
struct SitePlace {
  CentreIndex centre;
  std::size_t site = 0;              ///< its place in Centre::sites
  std::optional<Position> position;  ///< nothing: neither it nor its commune is known
  bool of_commune = false;           ///< the position is that of its commune
};

/// Every site of the centres of the network (not fictitious, a coordinator or of competence at some time). A site without
/// coordinates takes its commune's.
std::vector<SitePlace> place_sites(const Centres& centres, const Places& places);

/// A centre and its nearest site.
struct CentreAway {
  CentreIndex centre;
  std::size_t site = 0;
  std::optional<double> km;  ///< nothing: no site of it has a position
  bool of_commune = false;
};

/// Each centre of `sites` once, the nearest first, those without a position last.
std::vector<CentreAway> nearest_centres(std::span<const SitePlace> sites, const Position& from);

}  // namespace repere
