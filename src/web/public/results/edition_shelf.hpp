#pragma once
#include <boost/json/value.hpp>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace repere::web {

/// The published editions in a folder, read when they are asked for; few files are kept in memory. For any thread.
class EditionShelf {
 public:
  explicit EditionShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Their names, the newest first; none when the folder is not there.
  std::vector<std::string> editions() const;
  using Document = std::shared_ptr<const boost::json::value>;
  /// edition.json.
  /// Errors: not_found; unavailable when it cannot be read
  Result<Document> index(std::string_view edition) const;
  /// A JSON file that the edition lists.
  /// Errors: not_found when it lists none of this name; unavailable when the file is not the one that was published
  Result<Document> document(std::string_view edition, std::string_view file) const;
  /// The bytes of a file that the edition lists, or of edition.json.
  Result<std::string> text(std::string_view edition, std::string_view file) const;

 private:
  Result<Document> kept(const std::string& name, std::string_view edition, std::string_view file) const;

  static constexpr std::size_t most_kept = 24;
  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  mutable std::list<std::pair<std::string, Document>> kept_;  // the last used first
};

/// Whether a text has the form of an edition's name, "2026-1".
bool is_edition_name(std::string_view text);

}  // namespace repere::web
