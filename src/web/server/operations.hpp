#pragma once
#include <memory>
#include <vector>

#include "web/http/request.hpp"
#include "web/routes/route.hpp"
#include "web/server/options.hpp"

namespace repere::web {

class Service;

/// /healthz (the process answers), /readyz (it can do its work), /metrics (what it counts).
void add_operation_routes(std::vector<Route>& routes, const std::shared_ptr<Service*>& service);

/// Whether a request may see a route of operators: it comes by their own address or, where there is none, from an allowed
/// address without a proxy between that nobody told us of. Other routes are not there on the operators' address.
bool may_operate(const Route& route, const Request& request, bool operations_listener,
                 const ServerOptions& options);

}  // namespace repere::web
