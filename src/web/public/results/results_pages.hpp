#pragma once
#include "web/public/public_routes.hpp"
#include "web/public/results/results_parts.hpp"

namespace repere::web {

/// /resultats and /en/results with everything under them, and /api/v1/results: the published editions of a folder.
void add_results_pages(std::vector<Route>& routes, const PublicWorld& world,
                       const std::filesystem::path& editions);

// The pages, each in its file. `id` is what the address names.
using ResultsPage = Result<PublicPage> (*)(const ShownEdition&, const PublicNetwork&, const std::string& id);
Result<PublicPage> overview_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&);
Result<PublicPage> indicator_page(const ShownEdition& edition, const PublicNetwork& network,
                                  const std::string& id);
Result<PublicPage> survival_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string& id);
Result<PublicPage> region_page(const ShownEdition& edition, const PublicNetwork& network,
                               const std::string& id);
Result<PublicPage> centre_page(const ShownEdition& edition, const PublicNetwork& network,
                               const std::string& id);
Result<PublicPage> activity_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&);
Result<PublicPage> coverage_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&);
Result<PublicPage> method_page(const ShownEdition& edition, const PublicNetwork& network, const std::string&);

/// Lists, downloads: /api/v1/results.
void add_results_api(std::vector<Route>& routes, std::shared_ptr<const EditionShelf> shelf);

}  // namespace repere::web
