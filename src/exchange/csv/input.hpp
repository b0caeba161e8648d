#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::csv {

/// What tells two states of a file apart.
struct FileState {
  std::uint64_t bytes = 0;
  std::int64_t changed_ns = 0;
  bool operator==(const FileState&) const = default;
};

/// Bytes that are read once from front to back: a file (or a pipe), or a text in memory.
class Input {
 public:
  /// Errors: not_found if there is no such file; incorrect if it is a folder; unavailable if it cannot be
  /// opened
  static Result<Input> open(const std::filesystem::path& path);
  /// `text` must outlive the input.
  static Input over(std::string_view text);
  /// `text`, then what `file` holds from `offset` on; both must outlive the input. Shape: file.state() is there
  static Input over(std::string_view text, const Input& file, std::uint64_t offset);

  /// Every read() ends with this error.
  static Input failing(Error error);

  Input(Input&& other) noexcept;
  Input& operator=(Input&& other) noexcept;
  ~Input();

  /// Fills `room` as far as there are bytes and returns how many it wrote; 0 is the end.
  /// Errors: unavailable if the disk fails
  Result<std::size_t> read(std::span<char> room);

  /// The same from any place of a file, on any thread; read() goes on where it was. Shape: state() is there
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> room) const;
  /// Nothing when this is no ordinary file, whose places can be read in any order.
  std::optional<FileState> state() const;

 private:
  Input() = default;
  std::string_view text_;
  int descriptor_ = -1;
  bool owned_ = true;                    // the descriptor: closed at the end
  std::optional<std::uint64_t> offset_;  // where to read on; nothing: where the descriptor stands
  std::optional<Error> failure_;
};

}  // namespace repere::csv
