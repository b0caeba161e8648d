#pragma once
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <vector>

#include "web/routes/route.hpp"

namespace repere::web {

/// The OpenAPI 3.1 document of the routes. `x-repere-policy` and `x-repere-rate` say who may ask and how often.
boost::json::value openapi_document(const std::vector<Route>& routes, const std::string& title,
                                    const std::string& version);

/// The statuses that a route may answer with: those it declares and those that follow from what it is.
std::vector<int> problem_statuses(const Route& route);

/// GET /api/openapi.json, which shows `document`, filled in once the routes are known.
void add_openapi_route(std::vector<Route>& routes, const std::shared_ptr<std::string>& document);

}  // namespace repere::web
