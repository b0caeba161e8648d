#include "exchange/csv/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace repere::csv {
namespace {

// Reads until `room` is full or there is nothing more, from `offset` or from where the descriptor stands.
Result<std::size_t> fill(int descriptor, std::optional<std::uint64_t> offset, std::span<char> room) {
  std::size_t filled = 0;
  while (filled < room.size()) {
    char* const to = room.data() + filled;
    const std::size_t wanted = room.size() - filled;
    const ssize_t n = offset ? ::pread(descriptor, to, wanted, static_cast<off_t>(*offset + filled))
                             : ::read(descriptor, to, wanted);
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

}  // namespace

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

Input Input::over(std::string_view text, const Input& file, std::uint64_t offset) {
  Input input;
  input.text_ = text;
  input.descriptor_ = file.descriptor_;
  input.owned_ = false;
  input.offset_ = offset;
  return input;
}

Input Input::failing(Error error) {
  Input input;
  input.failure_ = std::move(error);
  return input;
}

Input::Input(Input&& other) noexcept { *this = std::move(other); }

Input& Input::operator=(Input&& other) noexcept {
  std::swap(text_, other.text_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(offset_, other.offset_);
  std::swap(failure_, other.failure_);
  return *this;
}

Input::~Input() {
  if (descriptor_ >= 0 && owned_) ::close(descriptor_);
}

Result<std::size_t> Input::read(std::span<char> room) {
  if (failure_) return tl::unexpected(*failure_);
  const std::size_t n = std::min(room.size(), text_.size());
  if (n > 0) std::memcpy(room.data(), text_.data(), n);
  text_.remove_prefix(n);
  if (descriptor_ < 0 || n == room.size()) return n;
  const auto more =
      offset_ ? read_at(*offset_, room.subspan(n)) : fill(descriptor_, std::nullopt, room.subspan(n));
  if (!more) return more;
  if (offset_) *offset_ += *more;
  return n + *more;
}

Result<std::size_t> Input::read_at(std::uint64_t offset, std::span<char> room) const {
  return fill(descriptor_, offset, room);
}

std::optional<FileState> Input::state() const {
  struct stat what {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &what) != 0 || !S_ISREG(what.st_mode)) return std::nullopt;
  return FileState{static_cast<std::uint64_t>(what.st_size),
                   std::int64_t{what.st_mtim.tv_sec} * 1'000'000'000 + what.st_mtim.tv_nsec};
}

}  // namespace repere::csv
