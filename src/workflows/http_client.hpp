#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace repere::workflows {

/// What is asked of another server.
struct HttpQuestion {
  std::string address;                                       ///< "https://…"
  std::vector<std::pair<std::string, std::string>> headers;  ///< names and values; no secret of theirs is logged
  std::optional<std::string> form;       ///< posted as application/x-www-form-urlencoded; nothing: GET
  std::size_t most_bytes = 256 * 1024;   ///< of the answer's body
};

struct HttpReply {
  int status = 0;
  std::string type;  ///< media type, without parameters, in lower case
  std::string body;
};

/// Asks other servers. Follows no redirection, checks certificates and names, ends by itself. Thread-safe.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  /// Errors: unavailable when there is no answer in time, it is larger than asked for, or the server is not the one that
  ///   its certificate names. Messages name the host, never a value that was sent.
  virtual Result<HttpReply> ask(const HttpQuestion& question) = 0;
};

}  // namespace repere::workflows
