#include "web/guard/proxies.hpp"

#include <algorithm>

namespace repere::web {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (quoted || text[i] != separator)) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  return parts;
}

// One proxy's word: "for=192.0.2.1;proto=https;host=repere.example".
struct Hop {
  std::string address, proto, host;
};

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::vector<Hop> forwarded_hops(const std::string& header) {
  std::vector<Hop> hops;
  for (const std::string_view element : split(header, ',')) {
    Hop hop;
    for (const std::string_view pair : split(element, ';')) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      const std::string_view name = trimmed(pair.substr(0, equals));
      const std::string value = unquoted(trimmed(pair.substr(std::min(equals + 1, pair.size()))));
      if (same_name(name, "for"))
        hop.address = value;
      else if (same_name(name, "proto"))
        hop.proto = value;
      else if (same_name(name, "host"))
        hop.host = value;
    }
    hops.push_back(std::move(hop));
  }
  return hops;
}

std::vector<Hop> x_forwarded_hops(const Headers& headers) {
  std::vector<Hop> hops;
  const std::string addresses = headers.joined("X-Forwarded-For");
  for (const std::string_view address : split(addresses, ',')) hops.push_back({std::string(address), {}, {}});
  // The proxy next to us wrote the last word of each.
  if (!hops.empty()) {
    hops.back().proto = std::string(split(headers.joined("X-Forwarded-Proto"), ',').back());
    hops.back().host = std::string(split(headers.joined("X-Forwarded-Host"), ',').back());
  }
  return hops;
}

// "192.0.2.1:4711" and "[2001:db8::1]:4711" too.
std::optional<Address> address_of(std::string_view text) {
  if (const auto address = parse_address(text)) return address;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return parse_address(text.substr(0, colon));
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

}  // namespace

void resolve_origin(Request& request, const Address& peer, bool tls,
                    const std::vector<AddressRange>& trusted) {
  const auto is_trusted = [&](const Address& address) {
    return std::any_of(trusted.begin(), trusted.end(),
                       [&](const AddressRange& range) { return range.holds(address); });
  };
  request.peer = peer;
  request.secure = tls;
  const std::string forwarded = request.headers.joined("Forwarded");
  request.direct = forwarded.empty() && !request.header("X-Forwarded-For") &&
                   !request.header("X-Forwarded-Proto") && !request.header("X-Forwarded-Host") &&
                   !request.header("X-Real-IP") && !request.header("Via");
  if (request.direct || !is_trusted(peer)) return;
  const std::vector<Hop> hops =
      forwarded.empty() ? x_forwarded_hops(request.headers) : forwarded_hops(forwarded);
  if (hops.empty()) return;
  if (same_name(hops.back().proto, "https")) request.secure = true;
  if (same_name(hops.back().proto, "http")) request.secure = false;
  if (is_host(hops.back().host)) request.host = hops.back().host;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const auto address = address_of(hop->address);
    if (!address) return;  // "unknown", "_hidden": the last one we know stands
    request.peer = *address;
    if (!is_trusted(*address)) return;
  }
}

}  // namespace repere::web
