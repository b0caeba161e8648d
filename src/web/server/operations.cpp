#include "web/server/operations.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "web/server/service.hpp"

namespace repere::web {

namespace {

bool is_health(const Route& route) { return route.path == "/healthz" || route.path == "/readyz"; }

Route health_route() {
  return {.path = "/healthz",
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler =
              [](const Request&) {
                return json(boost::json::object{{"status", "alive"}});
              },
          .summary = "Whether the process answers",
          .answers = {{200, "it does", "application/json",
                       Schema::object().with("status", Schema::one_of({"alive"}))}},
          .caching = Caching::never,
          .any_query = true};
}

Route ready_route(const std::shared_ptr<Service*>& service) {
  return {.path = "/readyz",
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::workers(),
          .handler = [service](const Request&) -> Result<Response> {
            if (const auto ready = (*service)->application().ready(); !ready)
              return fail(ErrorKind::unavailable, "not ready: " + ready.error().message);
            return json(boost::json::object{{"status", "ready"}});
          },
          .summary = "Whether the server can do its work: database reachable, schema current",
          .answers = {{200, "it can", "application/json",
                       Schema::object().with("status", Schema::one_of({"ready"}))}},
          .caching = Caching::never,
          .any_query = true};
}

Route metrics_route(const std::shared_ptr<Service*>& service) {
  return {.path = "/metrics",
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::workers(),
          .handler =
              [service](const Request&) {
                return text((*service)->metrics().text(), "text/plain; version=0.0.4; charset=utf-8");
              },
          .summary = "What the server counts, for Prometheus; for operators' addresses alone",
          .answers = {{200, "numbers", "text/plain"}},
          .problems = {404},
          .caching = Caching::never,
          .any_query = true,
          .operations = true};
}

}  // namespace

void add_operation_routes(std::vector<Route>& routes, const std::shared_ptr<Service*>& service) {
  routes.push_back(health_route());
  routes.push_back(ready_route(service));
  routes.push_back(metrics_route(service));
}

bool may_operate(const Route& route, const Request& request, bool operations_listener,
                 const ServerOptions& options) {
  if (operations_listener) return route.operations || is_health(route);
  if (!route.operations) return true;
  if (!options.operations_listen.empty()) return false;
  const auto is_in = [](const std::vector<AddressRange>& ranges, const Address& address) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& r) { return r.holds(address); });
  };
  // A proxy that we were not told of would make everybody look like this machine.
  if (!request.direct && options.trusted_proxies.empty()) return false;
  return options.operations_from.empty() ? request.peer.is_loopback() && request.direct
                                         : is_in(options.operations_from, request.peer);
}

}  // namespace repere::web
