#include <algorithm>
#include <charconv>

#include "web/server/options.hpp"

namespace repere::web {

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const auto wrong = [&] {
    return fail(ErrorKind::incorrect,
                "--listen '" + std::string(text) + "': write ADDRESS:PORT, for instance 127.0.0.1:8080");
  };
  if (colon == std::string_view::npos) return wrong();
  ListenAddress address;
  std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (!bracketed && host.find(':') != std::string_view::npos) return wrong();
  address.host = host.empty() ? "0.0.0.0" : std::string(host);
  if (address.host == "localhost") address.host = "127.0.0.1";
  const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (problem != std::errc{} || end != port.data() + port.size() || port.empty()) return wrong();
  if (!parse_address(address.host)) return wrong();
  return address;
}

std::string address_shown(const ServerOptions& options, std::uint16_t port) {
  const std::string& host = options.listen.front().host;
  const std::string name = host == "127.0.0.1"                   ? "localhost"
                           : host.find(':') == std::string::npos ? host
                                                                 : "[" + host + "]";
  return (options.tls ? "https://" : "http://") + name + ":" + std::to_string(port);
}

}  // namespace repere::web
