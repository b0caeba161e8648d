#include "web/server/tls.hpp"

#include <openssl/ssl.h>

#include <cstring>

namespace repere::web {

namespace ssl = boost::asio::ssl;

namespace {

// Of what the client offers we take HTTP/1.1, or nothing.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                    unsigned int in_length, void*) {
  static constexpr unsigned char http11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_length, http11, sizeof http11 - 1, in, in_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<ssl::context>> make_tls_context(const TlsFiles& files) {
  const auto wrong = [](const std::string& what) { return fail(ErrorKind::incorrect, "TLS: " + what); };
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                  SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_TICKET |
                                  SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // idle connections keep none
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  if (SSL_CTX_set_cipher_list(
          native,
          "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
          "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305") != 1)
    return wrong("the system's OpenSSL does not know the ciphers");
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  boost::system::error_code problem;
  context->use_certificate_chain_file(files.certificate.string(), problem);
  if (problem)
    return wrong("the certificate file " + files.certificate.string() + " cannot be used (" +
                 problem.message() + "): give a PEM chain");
  context->use_private_key_file(files.key.string(), ssl::context::pem, problem);
  if (problem)
    return wrong("the key file " + files.key.string() + " cannot be used (" + problem.message() +
                 "): give the certificate's PEM key");
  if (SSL_CTX_check_private_key(native) != 1) return wrong("the key does not belong to the certificate");
  return context;
}

}  // namespace repere::web
