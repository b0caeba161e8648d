#include "web/http/upload.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/utf8.hpp"

namespace repere::web {

namespace {
constexpr std::size_t most_field_bytes = 64 * 1024, most_fields_bytes = 256 * 1024;
}

Result<UnnamedFile> UnnamedFile::make(const std::filesystem::path& folder) {
  const auto place = folder.empty() ? std::filesystem::temp_directory_path() : folder;
  int descriptor = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) {  // a file system without unnamed files
    std::string name = (place / "repere-XXXXXX").string();
    descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(name.c_str());
  }
  if (descriptor < 0) return fail(ErrorKind::unavailable, "the folder for received files takes no file");
  return UnnamedFile(descriptor);
}

UnnamedFile::UnnamedFile(UnnamedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(std::exchange(other.size_, 0)) {}

UnnamedFile& UnnamedFile::operator=(UnnamedFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

UnnamedFile::~UnnamedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> UnnamedFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0)
      return fail(ErrorKind::unavailable, "what is received cannot be kept: the disk is full or failing");
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> UnnamedFile::read(std::uint64_t offset, std::size_t count) const {
  if (offset >= size_) return std::string();
  std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset)), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n =
        ::pread(descriptor_, bytes.data() + got, bytes.size() - got, static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(ErrorKind::unavailable, "what was received cannot be read back");
    got += static_cast<std::size_t>(n);
  }
  return bytes;
}

Result<std::unique_ptr<UploadReceiver>> UploadReceiver::of_form(std::string_view content_type,
                                                                std::filesystem::path folder) {
  auto boundary = boundary_of(content_type);
  if (!boundary) return tl::unexpected(boundary.error());
  std::unique_ptr<UploadReceiver> receiver(new UploadReceiver(std::move(folder)));
  receiver->parser_ = std::make_unique<MultipartParser>(std::move(*boundary), MultipartLimits{}, *receiver);
  return receiver;
}

std::unique_ptr<UploadReceiver> UploadReceiver::of_bytes(std::string type, std::filesystem::path folder) {
  std::unique_ptr<UploadReceiver> receiver(new UploadReceiver(std::move(folder)));
  receiver->type_ = std::move(type);
  return receiver;
}

Result<void> UploadReceiver::take_body(std::string_view bytes) {
  if (parser_) return parser_->feed(bytes);
  if (upload_.files.empty())
    if (const auto begun = begin_part({"", "", type_}); !begun) return begun;
  return upload_.files.back().content.append(bytes);
}

Result<Upload> UploadReceiver::finish() {
  if (parser_)
    if (const auto whole = parser_->finish(); !whole) return tl::unexpected(whole.error());
  return std::move(upload_);
}

Result<void> UploadReceiver::begin_part(const PartHead& head) {
  in_file_ = head.file_name.has_value();
  in_empty_file_ = parser_ && in_file_ && head.file_name->empty();
  field_ = head.field;
  value_.clear();
  if (!in_file_ || in_empty_file_) return {};
  auto file = UnnamedFile::make(folder_);
  if (!file) return tl::unexpected(file.error());
  upload_.files.push_back({head.field, *head.file_name, head.type, std::move(*file)});
  return {};
}

Result<void> UploadReceiver::take(std::string_view bytes) {
  if (in_empty_file_) return fail(ErrorKind::incorrect, "a file was sent without its name");
  if (in_file_) return upload_.files.back().content.append(bytes);
  field_bytes_ += bytes.size();
  if (value_.size() + bytes.size() > most_field_bytes || field_bytes_ > most_fields_bytes)
    return fail(ErrorKind::incorrect, "a field of the form is too long");
  value_ += bytes;
  return {};
}

Result<void> UploadReceiver::end_part() {
  if (in_file_) return {};
  if (first_bad_utf8(value_)) return fail(ErrorKind::incorrect, "a field of the form is not UTF-8 text");
  upload_.fields.add(std::move(field_), std::move(value_));
  field_.clear();
  value_.clear();
  return {};
}

}  // namespace repere::web
