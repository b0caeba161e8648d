#include "exchange/folder/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace repere::exchange {

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      text_(std::move(other.text_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(text_, other.text_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

tl::unexpected<Error> OutputFile::refused(int why) const {
  return fail(ErrorKind::unavailable, path_.string() + ": cannot be written (" + std::strerror(why) +
                                          "); check the disk and the rights");
}

Result<void> OutputFile::flush() {
  if (descriptor_ < 0) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) return refused(errno);
  }
  std::size_t done = 0;
  while (done < text_.size()) {
    const ssize_t n = ::write(descriptor_, text_.data() + done, text_.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return refused(errno);
    done += static_cast<std::size_t>(n);
  }
  text_.clear();
  return {};
}

Result<void> OutputFile::close() {
  if (!begun()) return {};
  if (auto flushed = flush(); !flushed) return flushed;
  const int descriptor = std::exchange(descriptor_, -1);
  return ::close(descriptor) == 0 ? Result<void>{} : refused(errno);
}

}  // namespace repere::exchange
