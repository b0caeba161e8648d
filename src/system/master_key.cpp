#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "system/sodium_secrets.hpp"

namespace repere::system {
namespace {

constexpr std::size_t digits = 64;

// A file that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::string reason() { return std::strerror(errno); }

Result<void> check_private(const Descriptor& file, const std::string& name) {
  struct stat facts {};
  if (::fstat(file.number(), &facts) != 0) return fail(ErrorKind::unavailable, name + ": " + reason());
  if (!S_ISREG(facts.st_mode))
    return fail(ErrorKind::incorrect, name + " is not a file: name the file of the key");
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(ErrorKind::forbidden,
                name + ": others than its owner may use the key file; run chmod 600 on it");
  return {};
}

}  // namespace

MasterKey::MasterKey(MasterKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}
MasterKey::~MasterKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

Result<MasterKey> MasterKey::read(const std::filesystem::path& path) {
  const std::string name = path.string();
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0)
    return fail(
        errno == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable,
        name + ": the key file cannot be read (" + reason() + "); without it no identity can be opened");
  if (auto good = check_private(file, name); !good) return tl::unexpected(good.error());
  std::array<char, digits + 2> text{};
  const auto length = ::read(file.number(), text.data(), text.size());
  Bytes bytes{};
  std::size_t made = 0;
  const bool whole = length == static_cast<ssize_t>(digits) ||
                     (length == static_cast<ssize_t>(digits) + 1 && text[digits] == '\n');
  const bool hexadecimal =
      whole &&
      sodium_hex2bin(bytes.data(), bytes.size(), text.data(), digits, nullptr, &made, nullptr) == 0 &&
      made == bytes.size();
  sodium_memzero(text.data(), text.size());
  if (!hexadecimal)
    return fail(ErrorKind::incorrect, name + ": this is not a key file (64 hexadecimal digits on one line)");
  MasterKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

Result<MasterKey> MasterKey::create(const std::filesystem::path& path) {
  const std::string name = path.string();
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) {
    if (errno == EEXIST)
      return fail(ErrorKind::conflict, name + " is there already: a key is never written over");
    return fail(ErrorKind::unavailable, name + ": the key file cannot be written (" + reason() + ")");
  }
  Bytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, digits + 2> text{};
  sodium_bin2hex(text.data(), digits + 1, bytes.data(), bytes.size());
  text[digits] = '\n';
  const bool written = ::write(file.number(), text.data(), digits + 1) == static_cast<ssize_t>(digits) + 1 &&
                       ::fsync(file.number()) == 0;
  sodium_memzero(text.data(), text.size());
  if (!written) {
    const std::string why = reason();
    ::unlink(path.c_str());
    return fail(ErrorKind::unavailable, name + ": the key file cannot be written (" + why + ")");
  }
  MasterKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

}  // namespace repere::system
