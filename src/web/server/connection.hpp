#pragma once
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "web/server/event_loop.hpp"
#include "web/server/service.hpp"
#include "web/server/worker_pool.hpp"

namespace repere::web {

/// What all connections share.
struct ConnectionWorld {
  ConnectionWorld(const Service& served, WorkerPool& pool, ConnectionCount& counts)
      : service(served), workers(pool), per_address(counts) {}
  const Service& service;
  WorkerPool& workers;
  ConnectionCount& per_address;
  std::atomic<std::uint64_t> body_bytes{0};  ///< of bodies being received into memory
};

/// One accepted connection and how to speak on it.
struct Accepted {
  Socket socket;
  Address peer;
  bool counted = false;                                 ///< in per_address
  bool operations = false;                              ///< came by the operators' address
  std::shared_ptr<boost::asio::ssl::context> tls = {};  ///< null: plain
};

/// Speaks HTTP/1.1 on a connection until it ends. To be called on the loop's own thread.
void serve_connection(EventLoop& loop, ConnectionWorld& world, Accepted accepted);

}  // namespace repere::web
