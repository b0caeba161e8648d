#pragma once
#include <array>
#include <filesystem>
#include <mutex>

#include "workflows/secrets.hpp"

namespace repere::system {

/// 256 bits from which all keys are derived; wiped when it goes.
class MasterKey {
 public:
  using Bytes = std::array<unsigned char, 32>;

  /// Reads a key file: one line of 64 hexadecimal digits.
  /// Errors: not_found; incorrect when it is not a key; forbidden when others than its owner can read the file
  static Result<MasterKey> read(const std::filesystem::path& file);
  /// Makes a key file, readable by its owner only, and never over one that is there.
  /// Errors: conflict when the file is there; unavailable when it cannot be written
  static Result<MasterKey> create(const std::filesystem::path& file);
  static MasterKey from(const Bytes& bytes) { return MasterKey(bytes); }

  MasterKey(MasterKey&& other) noexcept;
  MasterKey& operator=(MasterKey&&) = delete;
  ~MasterKey();
  const Bytes& bytes() const { return bytes_; }

 private:
  explicit MasterKey(const Bytes& bytes) : bytes_(bytes) {}
  Bytes bytes_;
};

/// How much work a password's hash takes.
/// Source: RFC 9106 section 4, second recommended option (64 MiB, 3 passes)
struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t memory_bytes = std::size_t{64} << 20;
};

/// The keys of all purposes of one use, derived once; wiped when they go.
class DerivedKeys {
 public:
  using Key = std::array<unsigned char, 32>;

  DerivedKeys(const MasterKey& master, const char (&use)[9]);
  ~DerivedKeys();
  DerivedKeys(const DerivedKeys&) = delete;
  DerivedKeys& operator=(const DerivedKeys&) = delete;
  const Key& of(std::uint8_t purpose) const;

 private:
  std::array<Key, 32> keys_{};
};

/// The secrets with libsodium: argon2id, XChaCha20-Poly1305, keyed BLAKE2b. Thread-safe.
class SodiumSecrets final : public workflows::Secrets {
 public:
  explicit SodiumSecrets(const MasterKey& key, PasswordCost cost = {});

  Result<std::string> hash_password(const Confidential<std::string>& password) override;
  Result<bool> password_matches(const std::string& hash, const Confidential<std::string>& password) override;
  std::string new_token() override;
  std::string new_recovery_code() override;
  std::string hash(workflows::HashedFor purpose, std::string_view text) override;
  workflows::Sealed seal(workflows::SealedFor purpose, std::string_view context,
                         const Confidential<std::string>& text) override;
  Result<Confidential<std::string>> open(workflows::SealedFor purpose, std::string_view context,
                                         const workflows::Sealed& sealed) override;
  workflows::SealedPersonKey new_person_key() override;
  Result<workflows::Sealed> seal_for(const workflows::SealedPersonKey& key, std::string_view context,
                                     const Confidential<std::string>& text) override;
  Result<Confidential<std::string>> open_for(const workflows::SealedPersonKey& key, std::string_view context,
                                             const workflows::Sealed& sealed) override;
  Confidential<std::string> new_code_secret() override;
  std::optional<std::int64_t> code_step(const Confidential<std::string>& secret, std::string_view code,
                                        Instant now) override;

 private:
  const std::string& nobodys_hash();  ///< of no password, with the same cost: what unknown accounts are checked against

  DerivedKeys sealing_keys_, hash_keys_;
  PasswordCost cost_;
  std::once_flag nobody_made_;
  std::string nobodys_hash_;
};

}  // namespace repere::system
