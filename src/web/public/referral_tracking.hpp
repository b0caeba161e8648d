#pragma once
#include "web/public/referral_pages.hpp"

namespace repere::web {

/// Where a sender follows a referral: the link's secret is in the path, which no log holds.
PublicAddress tracking_address(const std::string& token);

/// The pages behind the link: the code, then state, messages, documents and the answer, for half an hour.
void add_tracking_routes(std::vector<Route>& routes, const ReferralDesk& desk, Language language);

}  // namespace repere::web
