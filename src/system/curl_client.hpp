#pragma once
#include <chrono>
#include <filesystem>

#include "workflows/http_client.hpp"

namespace repere::system {

/// Asks other servers through libcurl: HTTPS with TLS 1.2 at least, or plain HTTP to this machine alone.
class CurlClient final : public workflows::HttpClient {
 public:
  struct Limits {
    std::chrono::milliseconds connect{3'000}, whole{8'000};
    std::filesystem::path authorities;  ///< PEM file of the certificates to trust; empty: the system's
  };
  explicit CurlClient(Limits limits);
  Result<workflows::HttpReply> ask(const workflows::HttpQuestion& question) override;

 private:
  Limits limits_;
};

/// Whether an address may be asked, or a browser sent to it: visible ASCII, no user name, https, or http to 127.0.0.1, [::1] or localhost.
bool is_safe_to_ask(std::string_view address);

}  // namespace repere::system
