#pragma once
#include <optional>
#include <string>
#include <vector>

#include "web/http/request.hpp"
#include "web/routes/route.hpp"

namespace repere::web {

/// Why the gate lets a request not pass.
struct Refusal {
  int status = 401;    ///< 401 sign in, 403 signed in but may not, 503 cannot be found out
  std::string detail;  ///< what to do; holds no patient data
  std::string
      sign_in_path;  ///< where a browser that asks for a page is sent instead (a path of this site); empty: nowhere
  std::vector<Field> headers;  ///< "WWW-Authenticate: Bearer" …
};

/// Finds out who asks and whether the route is for them. The server asks it before every handler whose policy is not
/// anonymous, so that no handler can forget to.
class Gate {
 public:
  virtual ~Gate() = default;
  /// Whether it understands the policy's word; a route with another one is not registered.
  virtual bool knows(const Policy& policy) const = 0;
  /// Whether `admit` may wait (database): then the route cannot run on the event loop.
  virtual bool waits(const Policy& policy) const = 0;
  /// Called from several threads at once. The request has its headers, path and query; its body may still be empty.
  virtual tl::expected<Admitted, Refusal> admit(const Request& request, const Policy& policy) = 0;
};

/// A gate for a server without accounts: it knows no policy but anonymous.
class ClosedGate final : public Gate {
 public:
  bool knows(const Policy&) const override { return false; }
  bool waits(const Policy&) const override { return false; }
  tl::expected<Admitted, Refusal> admit(const Request&, const Policy&) override {
    return tl::unexpected(Refusal{403, "this server has no accounts", {}, {}});
  }
};

}  // namespace repere::web
