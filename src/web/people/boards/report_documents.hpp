#pragma once
#include "exchange/frcp/frcp_report.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/people/people_routes.hpp"

namespace repere::web {

/// A signed report to take away: PDF, the French board document (CDA) and JSON, under the report's address and under
/// /api/v1/presentations/{presentation}/. CDA and JSON hold the pseudonym; with ?identity=yes the identity, for whoever may read it.
void add_report_documents(std::vector<Route>& routes, const PeopleWorld& world);

/// The French words of the board document.
exchange::FrcpWords frcp_words(CentreName name_of_centre);
/// "Télécharger : PDF · FRCP (CDA XML) · JSON". `with_identity` adds the links that hold the identity.
std::string report_links(const Request& request, board::PresentationId id, bool with_identity);

}  // namespace repere::web
