#include "web/report_site.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "web/home_page.hpp"

namespace repere::web {

namespace fs = std::filesystem;

namespace {

std::string_view type_of(const fs::path& file) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> types = {{
      {".html", "text/html; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".json", "application/json"},
      {".csv", "text/csv; charset=utf-8"},
  }};
  for (const auto& [ending, type] : types)
    if (file.extension() == ending) return type;
  return {};
}

Result<std::string> read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream) return fail(ErrorKind::unavailable, "cannot read the report's file " + file.filename().string());
  return content.str();
}

Response page(std::string html, std::string_view language) {
  Response response;
  response.owned = std::move(html);
  response.headers.emplace_back("Content-Language", language);
  return response;
}

}  // namespace

Result<ReportSite> ReportSite::load(const fs::path& folder) {
  std::error_code problem;
  if (!fs::is_directory(folder, problem))
    return fail(ErrorKind::not_found, "there is no folder of reports at the given place; make one with "
                                      "`repere study run FILE.toml … --out DIR/fr --lang fr`");
  ReportSite site;
  std::array<std::vector<ReportFile>, 2> listed;
  constexpr std::array<std::string_view, 2> languages = {"fr", "en"};
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const fs::path top = folder / languages[i];
    for (fs::recursive_directory_iterator at(top, problem), end; !problem && at != end; at.increment(problem)) {
      const std::string_view type = type_of(at->path());
      if (!at->is_regular_file() || type.empty()) continue;
      auto body = read_file(at->path());
      if (!body) return tl::unexpected(body.error());
      const std::string name = at->path().lexically_relative(top).generic_string();
      listed[i].push_back({name, type == "image/svg+xml" ? title_of_svg(*body) : std::string()});
      site.files_["/" + std::string(languages[i]) + "/" + name] = {std::string(type), std::move(*body)};
    }
    std::sort(listed[i].begin(), listed[i].end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  const auto results = site.files_.find("/fr/results.json");
  const StudyFacts facts = results == site.files_.end() ? StudyFacts{} : study_facts(results->second.body);
  site.files_["/"] = {"text/html; charset=utf-8", home_page(study::Language::fr, facts, listed[0])};
  site.files_["/en/"] = {"text/html; charset=utf-8", home_page(study::Language::en, facts, listed[1])};
  return site;
}

Response ReportSite::answer(const Request& request) const {
  std::string_view path = request.path;
  if (path == "/fr" || path == "/fr/") path = "/";
  if (path == "/en") path = "/en/";
  const auto found = files_.find(path);
  const bool english = path.starts_with("/en/");
  if (found == files_.end()) {
    Response missing = page(not_found_page(english ? study::Language::en : study::Language::fr), english ? "en" : "fr");
    missing.status = 404;
    return missing;
  }
  Response response;
  response.type = found->second.type;
  response.body = found->second.body;
  response.headers.emplace_back("Content-Language", english ? "en" : "fr");
  return response;
}

}  // namespace repere::web
