#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/guard/rate_limit.hpp"
#include "web/http/address.hpp"
#include "web/http/head.hpp"
#include "web/server/worker_pool.hpp"

namespace repere::web {

struct ListenAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
};

/// Reads "127.0.0.1:8080", "[::1]:8080" or ":8080" (all of this machine's addresses).
/// Errors: incorrect when it is none of these or the port is not in 0..65535
Result<ListenAddress> parse_listen_address(std::string_view text);

/// A certificate chain and its key, PEM files; read again when the server is told to (SIGHUP).
struct TlsFiles {
  std::filesystem::path certificate, key;
};

/// How long things may take: absolute deadlines, whatever drips meanwhile.
struct TimeLimits {
  std::chrono::milliseconds header{10'000};  ///< TLS handshake, and each request's head: 408
  std::chrono::milliseconds body{20'000};  ///< a body: this, and the time its bytes take at `least_rate`: 408
  std::chrono::milliseconds response{
      20'000};  ///< the client's reading of an answer: likewise; then the connection is cut
  std::chrono::milliseconds idle{60'000};       ///< between two requests of a connection
  std::chrono::milliseconds drain{15'000};      ///< for requests in flight when the server stops
  std::chrono::milliseconds patience{10'000};   ///< in the workers' queue: 503
  std::chrono::milliseconds heartbeat{15'000};  ///< of live pages
  std::uint64_t least_rate = 16 * 1024;         ///< bytes a second
};

/// Everything that an operator may set about HTTP.
struct ServerOptions {
  std::vector<ListenAddress> listen = {ListenAddress{}};
  std::optional<TlsFiles> tls;  ///< of all addresses in `listen`
  std::vector<ListenAddress>
      operations_listen;  ///< plain HTTP, for /metrics alone; when there is one, `listen` does not show it
  std::vector<AddressRange> operations_from;  ///< who may read /metrics; empty: this machine
  std::vector<AddressRange> trusted_proxies;  ///< whose Forwarded headers count
  std::vector<std::string> hosts;             ///< names this site answers to (without port); empty: any
  std::chrono::seconds hsts{31'536'000};      ///< 0: none

  std::size_t loops = 0;           ///< threads of event loops; 0: one a processor
  std::size_t workers = 0;         ///< threads that may wait; 0: four a processor
  std::size_t worker_queue = 512;  ///< requests that wait for one: then 503
  std::map<std::string, LaneLimit> lanes = {{"passwords", {2, 64}}, {"provider", {2, 32}}};

  HeadLimits head;
  TimeLimits time;
  std::size_t connections = 16'000;  ///< bounded by the file limit too
  std::size_t connections_per_address =
      512;  ///< of a subscriber; trusted proxies are not counted. 0: no bound
  std::size_t body_memory = 256 * 1024 * 1024;  ///< of all bodies being received: then 503
  std::filesystem::path
      upload_folder;  ///< for what is received as a file, never visible there; empty: the system's

  bool rate_limits = true;
  std::map<std::string, Rate> rates = {
      {"anonymous", {20, 200}}, {"session", {50, 400}}, {"login", {0.2, 10}}, {"submission", {0.1, 20}}};
  bool log_requests = true;
  bool handle_signals = true;  ///< SIGINT and SIGTERM stop, SIGHUP reads certificates again
};

/// What a person opens: "http://localhost:8080", the first address it listens at, with the port that it got.
std::string address_shown(const ServerOptions& options, std::uint16_t port);

}  // namespace repere::web
