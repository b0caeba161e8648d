#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http/fields.hpp"
#include "web/http/multipart.hpp"

namespace repere::web {

/// A file without a name: it vanishes with the last who holds it, also when the process is killed.
class UnnamedFile {
 public:
  /// Errors: unavailable when the folder takes no file
  static Result<UnnamedFile> make(const std::filesystem::path& folder);
  UnnamedFile(UnnamedFile&& other) noexcept;
  UnnamedFile& operator=(UnnamedFile&& other) noexcept;
  ~UnnamedFile();

  /// Errors: unavailable when the disk is full
  Result<void> append(std::string_view bytes);
  /// Up to `count` bytes from an offset; fewer only at the end.
  Result<std::string> read(std::uint64_t offset, std::size_t count) const;
  std::uint64_t size() const { return size_; }

 private:
  explicit UnnamedFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// What was received as a file.
struct UploadedFile {
  std::string field;      ///< of the form; empty for a body that is one file
  std::string file_name;  ///< as the sender calls it, without folders; to be shown, never to be opened
  std::string type;       ///< as the sender claims: look at the content
  UnnamedFile content;
};

/// What a route with a multipart or bytes body receives (Request::upload).
struct Upload {
  Fields fields;
  std::vector<UploadedFile> files;
};

/// Takes a body as it comes: files go to the disk, fields stay in memory (64 KB each at most, 256 KB together).
class UploadReceiver final : public MultipartParser::Taker {
 public:
  /// For multipart/form-data.
  /// Errors: as boundary_of
  static Result<std::unique_ptr<UploadReceiver>> of_form(std::string_view content_type,
                                                         std::filesystem::path folder);
  /// For a body that is one file.
  static std::unique_ptr<UploadReceiver> of_bytes(std::string type, std::filesystem::path folder);

  /// Waits for the disk: for the workers.
  Result<void> take_body(std::string_view bytes);
  Result<Upload> finish();

 private:
  explicit UploadReceiver(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> begin_part(const PartHead& head) override;
  Result<void> take(std::string_view bytes) override;
  Result<void> end_part() override;

  std::filesystem::path folder_;
  std::unique_ptr<MultipartParser> parser_;
  std::string type_, field_, value_;
  bool in_file_ = false, in_empty_file_ = false;
  std::size_t field_bytes_ = 0;
  Upload upload_;
};

}  // namespace repere::web
