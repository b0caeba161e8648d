#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "base/result.hpp"
#include "web/http.hpp"

namespace repere::web {

/// The pages that show the reports of a folder: a first page in French ("/") and in English ("/en/"), and the files of
/// the reports themselves, kept in memory.
/// Shape: folder/fr and folder/en, each as `repere study run` wrote it
class ReportSite {
 public:
  /// Errors: not_found when the folder is not there; unavailable when a file cannot be read
  static Result<ReportSite> load(const std::filesystem::path& folder);

  /// Thread-safe: nothing changes after load().
  Response answer(const Request& request) const;

 private:
  struct File {
    std::string type, body;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace repere::web
