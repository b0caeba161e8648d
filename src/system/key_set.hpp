#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct evp_pkey_st;

namespace repere::system {

/// How a token may be signed. Nothing else is accepted, whatever a token says of itself.
/// Source: RFC 7518 section 3.3 (RS256), 3.4 (ES256)
enum class Signature { rs256, es256 };

/// Public keys that somebody publishes to have their signatures checked.
/// Source: RFC 7517 (JSON Web Key Set)
class KeySet {
 public:
  /// Keys of other kinds, those for encryption, and those that are malformed or too short (RSA below 2048 bits) are left
  /// out: what they sign is then refused.
  /// Errors: incorrect when it is no key set
  static Result<KeySet> read(std::string_view json);

  /// Whether a key of this name, for this kind of signature, is there. An empty name stands for the only key of its kind.
  bool has(std::string_view name, Signature kind) const { return find(name, kind) != nullptr; }

  /// Whether `signature` over `text` is that key's.
  bool verifies(std::string_view name, Signature kind, std::string_view text, std::string_view signature) const;

 private:
  struct Key {
    std::string name;
    Signature kind;
    std::shared_ptr<evp_pkey_st> key;
  };
  const Key* find(std::string_view name, Signature kind) const;
  std::vector<Key> keys_;
};

}  // namespace repere::system
