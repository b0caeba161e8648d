#include "system/key_set.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <boost/json.hpp>
#include <optional>

#include "system/base64.hpp"

namespace repere::system {

namespace js = boost::json;

namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* one) const { Free(one); }
};
template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;
using Number = Owned<BIGNUM, BN_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr int shortest_rsa_bits = 2048, longest_rsa_bits = 8192;
constexpr std::size_t coordinate_bytes = 32;  // of P-256
constexpr std::size_t most_keys = 64;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

Number number_of(const std::string& bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::shared_ptr<EVP_PKEY> key_from(const char* kind, const Builder& builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    key = nullptr;
  ERR_clear_error();
  return {key, EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> rsa_key(const js::object& entry) {
  const auto n = from_base64url(text_of(entry, "n")), e = from_base64url(text_of(entry, "e"));
  if (!n || !e || n->empty() || e->empty() || n->size() > longest_rsa_bits / 8 + 1 || e->size() > 8) return {};
  const Number modulus = number_of(*n), exponent = number_of(*e);
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return {};
  auto key = key_from("RSA", builder);
  return key && EVP_PKEY_get_bits(key.get()) >= shortest_rsa_bits ? key : nullptr;
}

std::shared_ptr<EVP_PKEY> ec_key(const js::object& entry) {
  const auto x = from_base64url(text_of(entry, "x")), y = from_base64url(text_of(entry, "y"));
  if (!x || !y || x->size() != coordinate_bytes || y->size() != coordinate_bytes) return {};
  const std::string point = "\x04" + *x + *y;  // uncompressed: OpenSSL refuses one that is not on the curve
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return {};
  return key_from("EC", builder);
}

// Which signatures a key is for; nothing when it is for none of ours.
std::optional<Signature> kind_of(const js::object& entry) {
  if (const std::string use = text_of(entry, "use"); !use.empty() && use != "sig") return std::nullopt;
  const std::string type = text_of(entry, "kty"), algorithm = text_of(entry, "alg");
  if (type == "RSA" && (algorithm.empty() || algorithm == "RS256")) return Signature::rs256;
  if (type == "EC" && text_of(entry, "crv") == "P-256" && (algorithm.empty() || algorithm == "ES256"))
    return Signature::es256;
  return std::nullopt;
}

// Web tokens write an ECDSA signature as two numbers of 32 bytes; OpenSSL takes DER.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  const Owned<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
  Number r = number_of(std::string(signature.substr(0, coordinate_bytes)));
  Number s = number_of(std::string(signature.substr(coordinate_bytes)));
  if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &der);
  if (length <= 0) return {};
  const std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return text;
}

}  // namespace

Result<KeySet> KeySet::read(std::string_view json) {
  boost::system::error_code problem;
  const js::value root = js::parse(js::string_view(json.data(), json.size()), problem);
  const auto* keys = !problem && root.is_object() ? root.get_object().if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array() || keys->get_array().size() > most_keys)
    return fail(ErrorKind::incorrect, "it is no key set: no list \"keys\" is there");
  KeySet set;
  for (const auto& one : keys->get_array()) {
    if (!one.is_object()) return fail(ErrorKind::incorrect, "a key of the key set is no object");
    const auto kind = kind_of(one.get_object());
    if (!kind) continue;
    auto key = *kind == Signature::rs256 ? rsa_key(one.get_object()) : ec_key(one.get_object());
    if (key) set.keys_.push_back({text_of(one.get_object(), "kid"), *kind, std::move(key)});
  }
  return set;
}

const KeySet::Key* KeySet::find(std::string_view name, Signature kind) const {
  const Key* found = nullptr;
  for (const Key& key : keys_) {
    if (key.kind != kind || (!name.empty() && key.name != name)) continue;
    if (found != nullptr) return nullptr;  // two that it could be: none
    found = &key;
  }
  return found;
}

bool KeySet::verifies(std::string_view name, Signature kind, std::string_view text,
                      std::string_view signature) const {
  const Key* key = find(name, kind);
  if (key == nullptr) return false;
  const std::string der = kind == Signature::es256 ? der_of(signature) : std::string(signature);
  const DigestContext context(EVP_MD_CTX_new());
  const bool right =
      !der.empty() && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key->key.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return right;
}

}  // namespace repere::system
