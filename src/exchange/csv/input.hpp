#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::csv {

/// Bytes that are read once from front to back: a file (or a pipe), or a text in memory.
class Input {
 public:
  /// Errors: not_found if there is no such file; incorrect if it is a folder; unavailable if it cannot be
  /// opened
  static Result<Input> open(const std::filesystem::path& path);
  /// `text` must outlive the input.
  static Input over(std::string_view text);

  Input(Input&& other) noexcept;
  Input& operator=(Input&& other) noexcept;
  ~Input();

  /// Fills `room` as far as there are bytes and returns how many it wrote; 0 is the end.
  /// Errors: unavailable if the disk fails
  Result<std::size_t> read(std::span<char> room);

 private:
  Input() = default;
  std::string_view text_;
  int descriptor_ = -1;
};

}  // namespace repere::csv
