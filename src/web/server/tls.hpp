#pragma once
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "web/server/options.hpp"

namespace repere::web {

/// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only, without renegotiation and compression.
/// Errors: incorrect when a file cannot be read or the key does not belong to the certificate
/// Source: ANSSI, Recommandations de sécurité relatives à TLS, v1.2; Mozilla Server Side TLS 5.7 (intermediate)
Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const TlsFiles& files);

}  // namespace repere::web
