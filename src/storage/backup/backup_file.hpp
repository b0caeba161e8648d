#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

// The file of a backup: frames one behind the other, the last one marked. In a plain file each frame ends with a
// BLAKE2b hash of itself and the hash before; in an encrypted one libsodium's secretstream (XChaCha20-Poly1305)
// does the same with a key. Either way a changed, missing, repeated or reordered frame is noticed.
namespace repere::storage::backup {

/// 32 bytes; nothing: the file is not encrypted.
using Key = std::optional<std::string>;

/// Writes a file; it stands under its name only when it is whole and on the disk.
class FrameWriter {
 public:
  /// Errors: conflict when the file exists; unavailable when it cannot be made
  static Result<FrameWriter> create(const std::string& path, const Key& key);
  FrameWriter(FrameWriter&&) noexcept;
  FrameWriter& operator=(FrameWriter&&) = delete;
  ~FrameWriter();

  Result<void> put(std::string_view payload) { return put(payload, false); }
  /// Writes the last frame and gives the file its name.
  Result<void> finish(std::string_view payload);

 private:
  struct State;
  explicit FrameWriter(std::unique_ptr<State> state);
  Result<void> put(std::string_view payload, bool last);
  std::unique_ptr<State> state_;
};

/// Reads a file frame by frame.
class FrameReader {
 public:
  /// Errors: not_found, unavailable; incorrect when it is no backup, or a key is given and not needed, or needed
  ///   and not given
  static Result<FrameReader> open(const std::string& path, const Key& key);
  FrameReader(FrameReader&&) noexcept;
  FrameReader& operator=(FrameReader&&) = delete;
  ~FrameReader();

  /// The next frame; nothing after the last one.
  /// Errors: unavailable when the file is damaged, cut short, or the key is another one
  Result<std::optional<std::string>> next();
  bool encrypted() const;

 private:
  struct State;
  explicit FrameReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Reads a key file: one line of 64 hexadecimal digits.
/// Errors: not_found, incorrect
Result<std::string> read_key_file(const std::string& path);

}  // namespace repere::storage::backup
