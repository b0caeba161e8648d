#include "system/erasure_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace repere::system {

using workflows::Erasure;

struct ErasureFile::Content {
  std::vector<Erasure> erasures;
  std::string last_hash;  // of the last line
};

namespace {

constexpr std::string_view title = "repere erasures 1";

std::string line_of(const Erasure& one) {
  return std::to_string(one.patient.value) + " " + one.mark + " " + iso_text(one.at);
}

std::string chained(workflows::Secrets& secrets, const std::string& before, const std::string& line) {
  return secrets.hash(workflows::HashedFor::erasure, "line " + before + " " + line);
}

// Several servers on one machine may add at once.
class Locked {
 public:
  explicit Locked(const std::filesystem::path& file)
      : number_(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (number_ >= 0) ::flock(number_, LOCK_EX);
  }
  ~Locked() {
    if (number_ >= 0) ::close(number_);
  }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  bool open() const { return number_ >= 0; }
  bool append(const std::string& text) const {
    return ::write(number_, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(number_) == 0;
  }

 private:
  int number_;
};

}  // namespace

Result<ErasureFile::Content> ErasureFile::content() {
  std::ifstream stream(file_);
  if (!stream)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable,
                file_.string() + ": the list of erasures cannot be read (" + std::strerror(errno) + ")");
  Content content;
  std::string text;
  for (std::int64_t number = 1; std::getline(stream, text); ++number) {
    const std::size_t end = text.rfind(' ');
    const std::string line = text.substr(0, end), hash = end == std::string::npos ? "" : text.substr(end + 1);
    std::istringstream words(line);
    Erasure one;
    std::string at;
    const bool whole = number == 1 ? line == title : static_cast<bool>(words >> one.patient.value >> one.mark >> at);
    const auto instant = parse_instant(at);
    if (!whole || hash != chained(secrets_, content.last_hash, line) || (number > 1 && !instant))
      return fail(ErrorKind::incorrect, file_.string() + ": line " + std::to_string(number) +
                                            " of the list of erasures was altered, or is of another key: put the right "
                                            "file back");
    if (number > 1) one.at = *instant, content.erasures.push_back(std::move(one));
    content.last_hash = hash;
  }
  return content;
}

Result<std::vector<Erasure>> ErasureFile::read() {
  auto all = content();
  if (!all) return tl::unexpected(all.error());
  return std::move(all->erasures);
}

Result<void> ErasureFile::add(const std::vector<Erasure>& erasures) {
  const Locked file(file_);
  auto known = file.open() ? content() : Result<Content>(fail(ErrorKind::unavailable, file_.string() + ": the list of "
                                                                                      "erasures cannot be written"));
  if (!known) return tl::unexpected(known.error());
  std::string text, hash = known->last_hash;
  const auto append = [&](const std::string& line) {
    hash = chained(secrets_, hash, line);
    text += line + " " + hash + "\n";
  };
  if (hash.empty()) append(std::string(title));
  for (const Erasure& one : erasures) {
    const bool listed = std::any_of(known->erasures.begin(), known->erasures.end(), [&](const Erasure& other) {
      return other.patient == one.patient && other.mark == one.mark;
    });
    if (!listed) append(line_of(one));
  }
  if (text.empty() || file.append(text)) return {};
  return fail(ErrorKind::unavailable, file_.string() + ": the list of erasures cannot be written (" +
                                          std::strerror(errno) + "); nobody was erased");
}

}  // namespace repere::system
