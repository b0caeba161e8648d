#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "web/routes/route.hpp"

namespace repere::web {

/// Where the page that lists the report stands: it is the whole site's first page ("/", "/en/"), or a section of a portal
/// ("/etude", "/en/study").
enum class ReportPlace { first_page, section };

/// The pages that show the reports of a folder: the report with its figures in French and in English, and the files of
/// the reports themselves, kept in memory.
/// Shape: folder/fr and folder/en, each as `repere study run` wrote it
/// Errors: not_found when the folder is not there; unavailable when a file cannot be read
Result<std::vector<Route>> report_routes(const std::filesystem::path& folder,
                                         ReportPlace place = ReportPlace::first_page);

/// A file that stays the same while the server runs, at one path.
Route asset_route(std::string path, std::shared_ptr<const Asset> asset, std::string summary);

}  // namespace repere::web
