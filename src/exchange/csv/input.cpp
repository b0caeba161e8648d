#include "exchange/csv/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace repere::csv {

Result<Input> Input::open(const std::filesystem::path& path) {
  Input input;
  input.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (input.descriptor_ < 0) {
    const int why = errno;
    if (why == ENOENT || why == ENOTDIR)
      return fail(ErrorKind::not_found, path.string() + ": there is no such file; check the path");
    return fail(ErrorKind::unavailable,
                path.string() + ": cannot be opened (" + std::strerror(why) + "); check the rights");
  }
  struct stat what {};
  if (::fstat(input.descriptor_, &what) == 0 && S_ISDIR(what.st_mode))
    return fail(ErrorKind::incorrect, path.string() + ": is a folder; name a file");
  ::posix_fadvise(input.descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  return input;
}

Input Input::over(std::string_view text) {
  Input input;
  input.text_ = text;
  return input;
}

Input::Input(Input&& other) noexcept
    : text_(std::exchange(other.text_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

Input& Input::operator=(Input&& other) noexcept {
  std::swap(text_, other.text_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Input::~Input() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> Input::read(std::span<char> room) {
  if (descriptor_ < 0) {
    const std::size_t n = std::min(room.size(), text_.size());
    if (n > 0) std::memcpy(room.data(), text_.data(), n);
    text_.remove_prefix(n);
    return n;
  }
  std::size_t filled = 0;
  while (filled < room.size()) {
    const ssize_t n = ::read(descriptor_, room.data() + filled, room.size() - filled);
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      return fail(ErrorKind::unavailable,
                  std::string("cannot be read further (") + std::strerror(errno) + ")");
    }
    filled += static_cast<std::size_t>(n);
  }
  return filled;
}

}  // namespace repere::csv
