#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "web/guard/gate.hpp"
#include "web/routes/route.hpp"

namespace repere::web {

/// The routes, found by method and path. A fixed segment is preferred to a parameter, a parameter to the rest of a path.
class Router {
 public:
  /// Checks every declaration.
  /// Errors: incorrect, naming the route, when two routes have one method and path, a template is malformed, a parameter of
  ///   the path is not declared, a GET has a body, an answer is missing, the handler is empty, the gate does not know the policy,
  ///   or a route on the event loop has a policy for which the gate waits
  static Result<Router> build(std::vector<Route> routes, const Gate& gate);

  struct Found {
    const Route* route = nullptr;  ///< null: no such path, or not with this method
    std::size_t number = 0;        ///< of the route in `routes`
    Fields parameters;
    std::set<Method> allowed;  ///< what the path answers to; empty: no such path
  };
  Found find(Method method, const std::vector<std::string>& segments) const;

  const std::vector<Route>& routes() const { return *routes_; }

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> parameter;
    std::map<Method, std::size_t> here, rest;  ///< routes that end here, and that take the rest of the path
  };
  Router() = default;
  Result<void> add(std::size_t number);
  const std::map<Method, std::size_t>* match(const Node& node, const std::vector<std::string>& segments,
                                             std::size_t at, std::vector<std::string>& values) const;

  std::unique_ptr<std::vector<Route>> routes_ =
      std::make_unique<std::vector<Route>>();  // addresses stay when moved
  std::unique_ptr<Node> root_ = std::make_unique<Node>();
  std::vector<std::vector<std::string>> names_;  ///< of each route's parameters, in order
};

}  // namespace repere::web
