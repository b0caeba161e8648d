#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace repere::exchange {

/// A file that is written from front to back. It comes into being when its first bytes are written out.
class OutputFile {
 public:
  OutputFile() = default;
  explicit OutputFile(std::filesystem::path path) : path_(std::move(path)) {}
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();

  /// What is to be written next: append to it, then call written().
  std::string& text() { return text_; }
  bool begun() const { return descriptor_ >= 0 || !text_.empty(); }
  /// Writes the text out when there is enough of it.
  /// Errors: unavailable
  Result<void> written() { return text_.size() < enough ? Result<void>{} : flush(); }
  /// Writes all of it out and closes the file.
  /// Errors: unavailable
  Result<void> close();

 private:
  static constexpr std::size_t enough = 256 * 1024;
  Result<void> flush();
  tl::unexpected<Error> refused(int why) const;

  std::filesystem::path path_;
  std::string text_;
  int descriptor_ = -1;
};

}  // namespace repere::exchange
