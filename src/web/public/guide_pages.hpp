#pragma once
#include <functional>
#include <vector>

#include "domain/guidance/guides.hpp"
#include "domain/network/regions.hpp"
#include "domain/suspicion/rules.hpp"
#include "web/public/public_routes.hpp"

// "Comprendre": short cited pages, and what is printed for each region.
namespace repere::web {

/// What the section is made from. It outlives the routes.
struct GuideDesk {
  const PublicWorld& world;
  const guidance::Guides& guides;
  const Regions& regions;
  const suspicion::RuleSet& rules;
  std::function<Instant()> now;
};

/// /comprendre and /en/understand: the list, its pages, /comprendre/affiche.pdf?region=84 and /comprendre/fiche.pdf?region=84.
void add_guide_pages(std::vector<Route>& routes, const GuideDesk& desk);

}  // namespace repere::web
