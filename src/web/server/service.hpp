#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "web/events/event_hub.hpp"
#include "web/guard/gate.hpp"
#include "web/guard/rate_limit.hpp"
#include "web/http/head.hpp"
#include "web/http/target.hpp"
#include "web/routes/router.hpp"
#include "web/server/exchange.hpp"
#include "web/server/log.hpp"
#include "web/server/metrics.hpp"
#include "web/server/options.hpp"

namespace repere::web {

/// What the server serves.
struct Application {
  std::vector<Route> routes;  ///< the server adds /healthz, /readyz, /metrics and /api/openapi.json
  std::shared_ptr<Gate> gate = std::make_shared<ClosedGate>();
  std::shared_ptr<EventHub> events = std::make_shared<EventHub>();
  /// Whether the server can do its work (database there, migrations current); the error goes to the log, not out.
  std::function<Result<void>()> ready = [] { return Result<void>(); };
  std::function<Instant()> now;  ///< the clock; needed
  Log::Write write_log = Log::write_to_stderr;
  std::function<void()> on_hangup = [] {};  ///< SIGHUP, besides the certificates
  std::string title = "Repère", version = "0";
  /// Numbers that /metrics shows beside the server's own.
  struct Gauge {
    std::string name, what;
    std::function<double()> read;
  };
  std::vector<Gauge> gauges;
};

/// What happens to a request between the bytes that came and the bytes that go: everything but sockets, so that all of it can
/// be tested without one.
class Service {
 public:
  /// Errors: as Router::build; incorrect when a route names a rate class or a lane that is not configured
  static Result<std::unique_ptr<Service>> make(Application application, const ServerOptions& options);

  /// Finds the route and refuses what can be refused before the body: address, host, method, size, type, origin, rate.
  /// Never waits.
  void open(Exchange& exchange, const Head& head, const Address& peer, bool tls,
            bool operations_listener) const;
  /// Whether the next step (admit, or answer) may run on the event loop.
  bool runs_on_loop(const Exchange& exchange) const;
  /// Asks the gate. A refusal becomes the answer.
  void admit(Exchange& exchange) const;
  /// Makes what takes a multipart or bytes body as it comes.
  void receive_file(Exchange& exchange) const;
  /// Admits if that was not done, checks the body, runs the handler. Never throws.
  void answer(Exchange& exchange) const;
  /// Makes the bytes that go out: status line, headers, compression, 304.
  void render(Exchange& exchange) const;
  /// Counts and logs.
  void finish(const Exchange& exchange, std::uint64_t bytes_sent) const;

  const ServerOptions& options() const { return options_; }
  const Router& router() const { return router_; }
  Application& application() { return application_; }
  Metrics& metrics() const { return *metrics_; }
  Log& log() const { return *log_; }
  /// What the server answers when the head itself was refused.
  void refuse_head(Exchange& exchange, int status, std::string detail) const;
  std::string next_request_id() const;

 private:
  Service(Application application, ServerOptions options, Router router);
  std::optional<Response> refuse_early(Exchange& exchange, const Head& head, const Target& target,
                                       bool operations_listener) const;
  std::optional<Response> refuse_body(const Exchange& exchange, const Head& head) const;
  std::optional<Response> take_rate(const Exchange& exchange) const;
  std::optional<Response> read_body(Exchange& exchange) const;

  Application application_;
  const ServerOptions options_;
  Router router_;
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<Log> log_;
  std::unique_ptr<RateLimiter> limiter_;
  std::vector<std::size_t> rate_of_route_;
  std::string id_series_;
  mutable std::atomic<std::uint64_t> id_next_{1};
};

}  // namespace repere::web
