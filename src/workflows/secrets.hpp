#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/result.hpp"

// What needs keys or chance. The keys stand outside the database: who has the database alone can read no identity,
// guess no token and search no name.
namespace repere::workflows {

/// What sealing is for. Each purpose has a key of its own, derived from the master key. The numbers are stored.
enum class SealedFor : std::uint8_t {
  person_key = 1,     ///< the keys of persons, sealed with the master key
  second_factor = 2,  ///< secrets of time-based codes
  message = 3,        ///< referrals and their documents, before a person has a key
  outbox = 4,
  provider_token = 5,  ///< what ends a session at another provider of identities
};

/// What a keyed hash lets one look up without the text being there.
enum class HashedFor : std::uint8_t {
  session = 1,        ///< tokens of sessions
  link = 2,           ///< one-time links
  machine = 3,        ///< tokens of machines
  recovery = 4,       ///< recovery codes
  sign_in = 5,        ///< logins and addresses of attempts
  person_name = 6,    ///< family name, given name and birth date, folded
  person_number = 7,  ///< INS and other identifiers
  form = 8,           ///< what ties a form to its session
  research = 9,       ///< pseudonyms of a research project: the text begins with the project's name
  trail = 10,         ///< what chains the lines of the audit trail
  source_key = 11,    ///< what a source calls a patient
  key_check = 12,     ///< tells the key of a database from another one
  erasure = 13,       ///< what chains the list of erasures
  report = 15,        ///< fingerprints of signed reports
  provider = 14,      ///< what a visit to another provider of identities is bound to
};

/// Encrypted and authenticated bytes; they open only with the key, the purpose and the context they were sealed with.
using Sealed = std::string;

/// A person's own key, itself sealed: what is destroyed when a person is erased.
using SealedPersonKey = std::string;

/// Whether what somebody gave is the text expected, in a time that does not tell how much of it is right.
inline bool is_same_secret(std::string_view given, std::string_view expected) {
  unsigned different = given.size() == expected.size() ? 0U : 1U;
  for (std::size_t i = 0; i < std::min(given.size(), expected.size()); ++i)
    different |= static_cast<unsigned char>(given[i] ^ expected[i]);
  return different == 0;
}

class Secrets {
 public:
  virtual ~Secrets() = default;

  /// argon2id, its parameters in the text. Slow on purpose (about 0.1 s and 64 MiB).
  /// Errors: busy when memory for it cannot be had
  virtual Result<std::string> hash_password(const Confidential<std::string>& password) = 0;
  /// In constant time; false also when `hash` is empty or cannot be read (after the same work).
  virtual Result<bool> password_matches(const std::string& hash,
                                        const Confidential<std::string>& password) = 0;

  /// 256 bits of chance as text for a link or a cookie (base64url).
  virtual std::string new_token() = 0;
  /// Letters and digits for people to copy ("k3vq-9f2m-…"), 80 bits.
  virtual std::string new_recovery_code() = 0;
  /// Keyed BLAKE2b, 64 hexadecimal digits; the same text gives the same hash for one purpose.
  virtual std::string hash(HashedFor purpose, std::string_view text) = 0;

  /// XChaCha20-Poly1305 with a random nonce; `context` says what the bytes belong to ("account 7") and is checked.
  virtual Sealed seal(SealedFor purpose, std::string_view context, const Confidential<std::string>& text) = 0;
  /// Errors: unavailable when the bytes were changed, belong elsewhere, or the key is another one
  virtual Result<Confidential<std::string>> open(SealedFor purpose, std::string_view context,
                                                 const Sealed& sealed) = 0;

  virtual SealedPersonKey new_person_key() = 0;
  virtual Result<Sealed> seal_for(const SealedPersonKey& key, std::string_view context,
                                  const Confidential<std::string>& text) = 0;
  virtual Result<Confidential<std::string>> open_for(const SealedPersonKey& key, std::string_view context,
                                                     const Sealed& sealed) = 0;

  /// A new secret of time-based codes (20 bytes).
  virtual Confidential<std::string> new_code_secret() = 0;
  /// The time step whose code this is (now, the one before or the one after), nothing when it is none of them.
  /// Source: RFC 6238 (SHA-1, 6 digits, 30 s)
  virtual std::optional<std::int64_t> code_step(const Confidential<std::string>& secret,
                                                std::string_view code, Instant now) = 0;
};

}  // namespace repere::workflows
