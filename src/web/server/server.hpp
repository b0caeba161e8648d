#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "web/server/service.hpp"

namespace repere::web {

/// The running server: threads of event loops that accept connections and move bytes, workers that may wait.
class Server {
 public:
  /// Listens and serves from now on.
  /// Errors: unavailable when an address is taken or cannot be used; incorrect for a certificate or key that cannot be read or do not
  ///   belong together, and as Service::make
  static Result<std::unique_ptr<Server>> start(Application application, const ServerOptions& options);
  /// Stops, if that was not done, and waits.
  ~Server();

  /// The ports of `listen`, then of `operations_listen`, in order (those asked for as 0 too).
  std::vector<std::uint16_t> ports() const;
  Service& service();
  /// Takes no more connections, lets requests in flight finish (TimeLimits::drain), then ends. From any thread.
  void stop();
  /// Waits until it has ended, by `stop` or a signal.
  void wait();
  /// Reads the certificate files again; a bad pair leaves the old one in use.
  Result<void> reload_certificates();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace repere::web
