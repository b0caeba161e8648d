#include "system/sodium_secrets.hpp"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "system/one_time_codes.hpp"

namespace repere::system {

using workflows::HashedFor;
using workflows::Sealed;
using workflows::SealedFor;
using workflows::SealedPersonKey;

namespace {

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char sealed_version =
    1;  // the first byte of everything sealed: a later way of sealing takes another number

constexpr std::string_view person_key_context = "person key";

using Key = std::array<unsigned char, key_bytes>;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encrypted(const Key& key, std::string_view context, std::string_view text) {
  std::string sealed(1 + nonce_bytes + text.size() + tag_bytes, '\0');
  sealed[0] = sealed_version;
  unsigned char* nonce = bytes_of(sealed) + 1;
  randombytes_buf(nonce, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, bytes_of(text), text.size(),
                                             bytes_of(context), context.size(), nullptr, nonce, key.data());
  return sealed;
}

Result<std::string> decrypted(const Key& key, std::string_view context, std::string_view sealed) {
  const auto closed = [] {
    return fail(ErrorKind::unavailable,
                "sealed data cannot be opened: they were changed, or the key file is not the one they were "
                "sealed with");
  };
  if (sealed.size() < 1 + nonce_bytes + tag_bytes || sealed[0] != sealed_version) return closed();
  const unsigned char* nonce = bytes_of(sealed) + 1;
  const std::size_t cipher = sealed.size() - 1 - nonce_bytes;
  std::string text(cipher - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), nullptr, nullptr, nonce + nonce_bytes,
                                                 cipher, bytes_of(context), context.size(), nonce,
                                                 key.data()) != 0)
    return closed();
  return text;
}

Result<std::string> argon2id(const std::string& password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), cost.passes, cost.memory_bytes) != 0)
    return fail(ErrorKind::busy, "there is not enough memory to check a password now: try again");
  return std::string(text.data());
}

void start_sodium() { REPERE_ENSURE(sodium_init() >= 0); }

}  // namespace

DerivedKeys::DerivedKeys(const MasterKey& master, const char (&use)[crypto_kdf_CONTEXTBYTES + 1]) {
  start_sodium();
  for (std::size_t number = 0; number < keys_.size(); ++number)
    crypto_kdf_derive_from_key(keys_[number].data(), keys_[number].size(), number, use, master.bytes().data());
}

DerivedKeys::~DerivedKeys() { sodium_memzero(keys_.data(), sizeof keys_); }

const DerivedKeys::Key& DerivedKeys::of(std::uint8_t purpose) const {
  REPERE_ENSURE(purpose < keys_.size());
  return keys_[purpose];
}

SodiumSecrets::SodiumSecrets(const MasterKey& key, PasswordCost cost)
    : sealing_keys_(key, "sealing_"), hash_keys_(key, "keyedhsh"), cost_(cost) {}

// Made when the first password is checked: most commands check none.
const std::string& SodiumSecrets::nobodys_hash() {
  std::call_once(nobody_made_, [this] {
    if (auto hash = argon2id(new_token(), cost_)) nobodys_hash_ = *hash;
  });
  return nobodys_hash_;
}

Result<std::string> SodiumSecrets::hash_password(const Confidential<std::string>& password) {
  return argon2id(password.reveal(), cost_);
}

Result<bool> SodiumSecrets::password_matches(const std::string& hash,
                                             const Confidential<std::string>& password) {
  const bool known = hash.starts_with(crypto_pwhash_STRPREFIX);
  const std::string& nobodys = nobodys_hash();  // asked for either way: how long it takes tells nothing
  const std::string& against = known ? hash : nobodys;
  const bool matches =
      crypto_pwhash_str_verify(against.c_str(), password.reveal().data(), password.reveal().size()) == 0;
  return known && matches;
}

std::string SodiumSecrets::new_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  return sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
}

// 16 signs of 32: no 0, 1, l, o, which people mix up.
std::string SodiumSecrets::new_recovery_code() {
  constexpr std::string_view signs = "23456789abcdefghijkmnpqrstuvwxyz";
  static_assert(signs.size() == 32);
  std::string code;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += signs[randombytes_uniform(32)];
  }
  return code;
}

std::string SodiumSecrets::hash(HashedFor purpose, std::string_view text) {
  const Key& key = hash_keys_.of(static_cast<std::uint8_t>(purpose));
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), bytes_of(text), text.size(), key.data(), key.size());
  std::string digits(2 * digest.size() + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), digest.data(), digest.size());
  digits.pop_back();
  return digits;
}

Sealed SodiumSecrets::seal(SealedFor purpose, std::string_view context,
                           const Confidential<std::string>& text) {
  return encrypted(sealing_keys_.of(static_cast<std::uint8_t>(purpose)), context, text.reveal());
}

Result<Confidential<std::string>> SodiumSecrets::open(SealedFor purpose, std::string_view context,
                                                      const Sealed& sealed) {
  auto text = decrypted(sealing_keys_.of(static_cast<std::uint8_t>(purpose)), context, sealed);
  if (!text) return tl::unexpected(text.error());
  return Confidential<std::string>(std::move(*text));
}

SealedPersonKey SodiumSecrets::new_person_key() {
  std::string key(key_bytes, '\0');
  randombytes_buf(key.data(), key.size());
  SealedPersonKey sealed =
      encrypted(sealing_keys_.of(static_cast<std::uint8_t>(SealedFor::person_key)), person_key_context, key);
  sodium_memzero(key.data(), key.size());
  return sealed;
}

namespace {

// The key of a person for one sealing or opening.
Result<Key> person_key_of(SodiumSecrets& secrets, const SealedPersonKey& sealed) {
  auto text = secrets.open(SealedFor::person_key, person_key_context, sealed);
  if (!text) return tl::unexpected(text.error());
  if (text->reveal().size() != key_bytes)
    return fail(ErrorKind::unavailable, "a person's key is not whole: restore a backup");
  Key key{};
  std::copy_n(bytes_of(std::string_view(text->reveal())), key_bytes, key.begin());
  return key;
}

}  // namespace

Result<Sealed> SodiumSecrets::seal_for(const SealedPersonKey& sealed_key, std::string_view context,
                                       const Confidential<std::string>& text) {
  auto key = person_key_of(*this, sealed_key);
  if (!key) return tl::unexpected(key.error());
  Sealed sealed = encrypted(*key, context, text.reveal());
  sodium_memzero(key->data(), key->size());
  return sealed;
}

Result<Confidential<std::string>> SodiumSecrets::open_for(const SealedPersonKey& sealed_key,
                                                          std::string_view context, const Sealed& sealed) {
  auto key = person_key_of(*this, sealed_key);
  if (!key) return tl::unexpected(key.error());
  auto text = decrypted(*key, context, sealed);
  sodium_memzero(key->data(), key->size());
  if (!text) return tl::unexpected(text.error());
  return Confidential<std::string>(std::move(*text));
}

Confidential<std::string> SodiumSecrets::new_code_secret() {
  std::string secret(20, '\0');
  randombytes_buf(secret.data(), secret.size());
  return Confidential<std::string>(std::move(secret));
}

std::optional<std::int64_t> SodiumSecrets::code_step(const Confidential<std::string>& secret,
                                                     std::string_view code, Instant now) {
  return matching_step(secret.reveal(), code, now);
}

}  // namespace repere::system
