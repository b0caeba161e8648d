#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/request.hpp"
#include "web/http/response.hpp"
#include "web/http/upload.hpp"
#include "web/routes/route.hpp"
#include "web/server/metrics.hpp"

namespace repere::web {

/// One request on its way through the server, and its answer.
struct Exchange {
  Request request;
  const Route* route = nullptr;  ///< null: no such route
  std::size_t route_number = Metrics::no_route;
  std::chrono::steady_clock::time_point began;

  std::optional<Response> answer;            ///< set: nothing more is asked
  bool admitted = false;                     ///< the gate has been asked
  std::unique_ptr<UploadReceiver> receiver;  ///< takes the body as it comes

  bool keep_alive = true;
  int minor = 1;

  // What is sent, made by render().
  std::string head;
  std::string packed;  ///< the body, when it was compressed for this answer
  std::string_view body;
};

}  // namespace repere::web
