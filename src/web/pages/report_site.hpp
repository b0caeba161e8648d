#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "web/routes/route.hpp"

namespace repere::web {

/// The pages that show the reports of a folder: a first page in French ("/") and in English ("/en/"), and the files of
/// the reports themselves, kept in memory.
/// Shape: folder/fr and folder/en, each as `repere study run` wrote it
/// Errors: not_found when the folder is not there; unavailable when a file cannot be read
Result<std::vector<Route>> report_routes(const std::filesystem::path& folder);

/// A file that stays the same while the server runs, at one path.
Route asset_route(std::string path, std::shared_ptr<const Asset> asset, std::string summary);

}  // namespace repere::web
