#pragma once
// For tests: a provider of identities in memory, that can be made to lie in every way that a token can.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <boost/json.hpp>
#include <map>

#include "system/base64.hpp"
#include "workflows/http_client.hpp"

namespace repere::system {

/// A key pair and how it is published.
class ProviderKey {
 public:
  ProviderKey(std::string name, bool rsa, unsigned bits = 2048)
      : name_(std::move(name)),
        rsa_(rsa),
        key_(rsa ? EVP_RSA_gen(bits) : EVP_EC_gen("P-256"), EVP_PKEY_free) {}

  boost::json::object published() const {
    if (rsa_)
      return {{"kty", "RSA"}, {"kid", name_}, {"use", "sig"}, {"n", number(OSSL_PKEY_PARAM_RSA_N)}, {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
    return {{"kty", "EC"}, {"crv", "P-256"}, {"kid", name_}, {"x", number(OSSL_PKEY_PARAM_EC_PUB_X, 32)}, {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
  }
  std::string sign(const std::string& text) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    std::size_t length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(context, nullptr, &length, bytes, text.size());
    std::string signature(length, '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length, bytes, text.size());
    EVP_MD_CTX_free(context);
    signature.resize(length);
    return rsa_ ? signature : raw(signature);
  }
  const std::string& name() const { return name_; }
  std::string algorithm() const { return rsa_ ? "RS256" : "ES256"; }

 private:
  std::string number(const char* what, int bytes = 0) const {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), what, &number);
    const int length = bytes != 0 ? bytes : BN_num_bytes(number);
    std::string text(static_cast<std::size_t>(length), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()), length);
    BN_free(number);
    return base64url(text);
  }
  // DER to the two numbers that web tokens write.
  static std::string raw(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string text(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char*>(text.data()), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char*>(text.data()) + 32, 32);
    ECDSA_SIG_free(pair);
    return text;
  }
  std::string name_;
  bool rsa_;
  std::shared_ptr<EVP_PKEY> key_;
};

class SmallProvider final : public workflows::HttpClient {
 public:
  std::string issuer = "https://provider.example";
  ProviderKey key{"key-1", true};
  boost::json::object header{{"alg", "RS256"}, {"kid", "key-1"}};
  boost::json::object claims, person{{"sub", "f:1:synthetique"}, {"SubjectNameID", "ps-synthetique-1"}};
  bool signed_userinfo = false, down = false, unsigned_token = false;
  std::string signed_with_secret;  ///< HMAC with this instead of the key
  std::map<std::string, int> asked;
  workflows::HttpQuestion last_token_question;

  void rotate(ProviderKey to) {
    key = std::move(to);
    header["kid"] = key.name();
    header["alg"] = key.algorithm();
  }
  std::string token(const boost::json::object& of) const {
    const std::string text = base64url(boost::json::serialize(header)) + "." + base64url(boost::json::serialize(of));
    if (unsigned_token) return text + ".";
    return text + "." + base64url(signed_with_secret.empty() ? key.sign(text) : hmac(text));
  }

  Result<workflows::HttpReply> ask(const workflows::HttpQuestion& question) override {
    if (down) return fail(ErrorKind::unavailable, "provider.example gave no answer: it did not answer in time");
    const std::string path = question.address.substr(issuer.size());
    ++asked[path];
    if (path == "/.well-known/openid-configuration")
      return json({{"issuer", issuer}, {"authorization_endpoint", issuer + "/authorize"}, {"token_endpoint", issuer + "/token"},
                   {"jwks_uri", issuer + "/keys"}, {"userinfo_endpoint", issuer + "/userinfo"}, {"end_session_endpoint", issuer + "/logout"}});
    if (path == "/keys") return json({{"keys", boost::json::array{key.published()}}});
    if (path == "/token") {
      last_token_question = question;
      if (question.form->find("code=good") == std::string::npos) return workflows::HttpReply{400, "application/json", R"({"error":"invalid_grant"})"};
      return json({{"access_token", "secret-access"}, {"id_token", token(claims)}});
    }
    if (path == "/userinfo")
      return signed_userinfo ? workflows::HttpReply{200, "application/jwt", token(person)} : json(person);
    return workflows::HttpReply{404, "text/plain", "?"};
  }

 private:
  static workflows::HttpReply json(const boost::json::object& object) {
    return {200, "application/json", boost::json::serialize(object)};
  }
  std::string hmac(const std::string& text) const {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(EVP_sha256(), signed_with_secret.data(), static_cast<int>(signed_with_secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &length);
    return {reinterpret_cast<const char*>(mac), length};
  }
};

}  // namespace repere::system
