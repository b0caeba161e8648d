#include "system/erasure_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

namespace repere::system {

using workflows::Erasure;

struct ErasureFile::Content {
  std::vector<Erasure> erasures;
  std::int64_t lines = 0;
  std::string last_hash;  // of the last line
  bool open_line = false;  // its end is missing, and nothing else
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

// The number of lines and the hash of the last one, in a file of its own: lines cut off the end are noticed.
struct NotedEnd {
  std::int64_t lines = 0;
  std::string hash;
};

std::filesystem::path end_of(const std::filesystem::path& file) { return file.string() + ".end"; }

std::optional<NotedEnd> noted_end(const std::filesystem::path& file) {
  std::ifstream stream(end_of(file));
  NotedEnd end;
  return stream >> end.lines >> end.hash ? std::optional(end) : std::nullopt;
}

bool note_end(const std::filesystem::path& file, const NotedEnd& end) {
  const std::string fresh = end_of(file).string() + ".new", text = std::to_string(end.lines) + " " + end.hash + "\n";
  const int number = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (number < 0) return false;
  const bool written =
      ::write(number, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(number) == 0;
  ::close(number);
  return written && ::rename(fresh.c_str(), end_of(file).c_str()) == 0;
}

tl::unexpected<Error> wrong(const std::filesystem::path& file, const std::string& what) {
  return fail(ErrorKind::incorrect, file.string() + ": " + what);
}

tl::unexpected<Error> cut_line(const std::filesystem::path& file, std::int64_t number) {
  return wrong(file, "line " + std::to_string(number) +
                         ", the last of the list of erasures, is cut off in its middle. Put the whole file back; where there "
                         "is none, take this line away: an erasure that was confirmed is in the database too");
}

}  // namespace

Result<ErasureFile::Content> ErasureFile::content() {
  std::ifstream stream(file_, std::ios::binary);
  if (!stream)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable,
                file_.string() + ": the list of erasures cannot be read (" + std::strerror(errno) + ")");
  const auto end_note = noted_end(file_);
  Content content;
  std::string text;
  for (std::int64_t number = 1; std::getline(stream, text); ++number) {
    content.open_line = stream.eof();
    const std::size_t end = text.rfind(' ');
    const std::string line = text.substr(0, end), hash = end == std::string::npos ? "" : text.substr(end + 1);
    std::istringstream words(line);
    Erasure one;
    std::string at;
    const bool whole = number == 1 ? line == title : static_cast<bool>(words >> one.patient.value >> one.mark >> at);
    const auto instant = parse_instant(at);
    const bool right = whole && hash == chained(secrets_, content.last_hash, line) && (number == 1 || instant);
    if (!right && content.open_line) return cut_line(file_, number);
    if (!right || (end_note && number == end_note->lines && hash != end_note->hash))
      return wrong(file_, "line " + std::to_string(number) +
                              " of the list of erasures was altered, or is of another key: put the right file back");
    if (number > 1) one.at = *instant, content.erasures.push_back(std::move(one));
    content.lines = number;
    content.last_hash = hash;
  }
  if (end_note && content.lines < end_note->lines)
    return wrong(file_, "the list of erasures has " + std::to_string(content.lines) + " lines of " +
                            std::to_string(end_note->lines) + ": its end is cut off. Put the whole file back; what is not "
                            "on it would return with a backup");
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
  std::int64_t lines = known->lines;
  const auto append = [&](const std::string& line) {
    if (text.empty() && known->open_line) text = "\n";
    hash = chained(secrets_, hash, line);
    text += line + " " + hash + "\n";
    ++lines;
  };
  if (hash.empty()) append(std::string(title));
  for (const Erasure& one : erasures) {
    const bool listed = std::any_of(known->erasures.begin(), known->erasures.end(), [&](const Erasure& other) {
      return other.patient == one.patient && other.mark == one.mark;
    });
    if (!listed) append(line_of(one));
  }
  const bool appended = text.empty() || file.append(text);
  if (appended && ((text.empty() && noted_end(file_)) || note_end(file_, {lines, hash}))) return {};
  return fail(ErrorKind::unavailable, file_.string() + ": the list of erasures cannot be written (" +
                                          std::strerror(errno) + "); nobody was erased");
}

}  // namespace repere::system
