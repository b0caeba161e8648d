#pragma once
// For tests: a certificate of this machine that nobody but its own file vouches for.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>

namespace repere::system {

/// Writes key and certificate of 127.0.0.1, PEM, into one file.
inline void write_certificate(const std::filesystem::path& file) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("essai"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* addresses = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate, addresses, -1);
  X509_EXTENSION_free(addresses);
  X509_sign(certificate, key, EVP_sha256());
  FILE* to = std::fopen(file.c_str(), "w");
  PEM_write_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_X509(to, certificate);
  std::fclose(to);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

}  // namespace repere::system
