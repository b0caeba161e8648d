#pragma once
#include <string>
#include <vector>

#include "web/http/address.hpp"
#include "web/http/request.hpp"

namespace repere::web {

/// Fills in where a request comes from: its peer, whether it came over TLS, the host it was sent to. What Forwarded or X-Forwarded-For,
/// -Proto and -Host say counts only when the peer of the connection is a trusted proxy; then the nearest address
/// that is no trusted proxy is the client's. Forwarded (RFC 7239) goes before X-Forwarded-*.
/// Shape: request.headers and request.host as they came
void resolve_origin(Request& request, const Address& peer, bool tls,
                    const std::vector<AddressRange>& trusted);

}  // namespace repere::web
