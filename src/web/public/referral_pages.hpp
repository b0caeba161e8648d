#pragma once
#include "domain/network/departments.hpp"
#include "web/public/public_routes.hpp"
#include "workflows/boards/board_means.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::web {

/// What the pages of sending and following work with; it outlives the routes.
struct ReferralDesk {
  const workflows::Means& means;
  workflows::DocumentScanner& scanner;
  const ReferenceData& reference;
  PublicNetwork network;
  workflows::BoardMeans boards;
  const Departments& departments;
  CountReach count = {};
};

/// "/adresser": the form, and the number, link and code that follow; "/suivi/…": what became of it, read by the sender alone.
void add_referral_pages(std::vector<Route>& routes, const ReferralDesk& desk);

}  // namespace repere::web
