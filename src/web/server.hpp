#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "web/http.hpp"

namespace repere::web {

struct ListenAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
};

/// Reads "127.0.0.1:8080", "[::1]:8080" or ":8080" (all of this machine's addresses).
/// Errors: incorrect when it is none of these or the port is not in 0..65535
Result<ListenAddress> parse_listen_address(std::string_view text);

struct ServerLimits {
  std::uint32_t header_bytes = 8 * 1024;  ///< 431 above it
  std::uint64_t body_bytes = 64 * 1024;   ///< 413 above it
  int request_seconds = 10;               ///< to send a whole request; then the connection is closed
  int idle_seconds = 30;                  ///< between two requests of one connection
  std::size_t connections = 10'000;
};

/// Serves until SIGINT or SIGTERM, then finishes the requests in flight. `ready` is called with the port once it listens.
/// Errors: unavailable when the address is taken or cannot be used: the message says which and what to do
Result<void> serve_http(const ListenAddress& address, const ServerLimits& limits, const Handler& handler,
                        const std::function<void(std::uint16_t port)>& ready);

}  // namespace repere::web
