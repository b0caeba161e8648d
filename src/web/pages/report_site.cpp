#include "web/pages/report_site.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <memory>
#include <vector>

#include "web/http/compression.hpp"
#include "web/pages/background_packing.hpp"
#include "web/pages/home_page.hpp"
#include "web/pages/site_style.hpp"
#include "web/server/security_headers.hpp"

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
  std::error_code problem;
  std::string content(fs::file_size(file, problem), '\0');
  std::ifstream stream(file, std::ios::binary);
  if (problem || !stream.read(content.data(), static_cast<std::streamsize>(content.size())))
    return fail(ErrorKind::unavailable, "cannot read the report's file " + file.filename().string());
  return content;
}

// The files of one language, by their name in its folder.
struct Shown {
  std::shared_ptr<const KeptFile> file;
  std::string policy;  // Content-Security-Policy, where the file has a style of its own
};
using Files = std::map<std::string, Shown, std::less<>>;

// A report is one file that is read without a server too: its style stands inside it, and is allowed by its hash.
std::string policy_of(std::string_view type, std::string_view body) {
  if (type == "image/svg+xml")
    return "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
  const std::size_t begin = body.find("<style>"), end = body.find("</style>");
  if (!type.starts_with("text/html") || begin == std::string_view::npos || end == std::string_view::npos)
    return {};
  return page_policy_with_style(body.substr(begin + 7, end - begin - 7));
}

// Files that are the same in both languages (the numbers) are kept and compressed once.
class FilesKept {
 public:
  explicit FilesKept(BackgroundPacking& packing) : packing_(packing) {}
  std::shared_ptr<const KeptFile> keep(std::string type, std::string body) {
    auto asset = make_unpacked_asset(std::move(type), std::move(body));
    auto& known = by_etag_[asset->etag];
    for (const auto& one : known)
      if (one->asset()->type == asset->type && one->asset()->body == asset->body) return one;
    known.push_back(std::make_shared<KeptFile>(std::move(asset)));
    packing_.add(known.back());
    return known.back();
  }

 private:
  BackgroundPacking& packing_;
  std::map<std::string, std::vector<std::shared_ptr<KeptFile>>> by_etag_;
};

Result<Files> load(const fs::path& top, std::vector<ReportFile>& listed, FilesKept& kept) {
  Files files;
  std::error_code problem;
  for (fs::recursive_directory_iterator at(top, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string_view type = type_of(at->path());
    if (!at->is_regular_file() || type.empty()) continue;
    auto body = read_file(at->path());
    if (!body) return tl::unexpected(body.error());
    const std::string name = at->path().lexically_relative(top).generic_string();
    listed.push_back({name, type == "image/svg+xml" ? title_of_svg(*body) : std::string()});
    std::string policy = policy_of(type, *body);
    files[name] = {kept.keep(std::string(type), std::move(*body)), std::move(policy)};
  }
  std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

Response shown(const std::shared_ptr<const Asset>& asset, Language language) {
  Response response;
  response.asset = asset;
  response.headers.add("Content-Language", std::string(code_of(language)));
  return response;
}

Route page_route(std::string path, std::shared_ptr<const Asset> page, Language language) {
  return {.path = std::move(path),
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler = [page = std::move(page), language](const Request&) { return shown(page, language); },
          .summary = "The report and its figures",
          .answers = {{200, "the page", "text/html"}}};
}

Route files_route(Language language, std::shared_ptr<const Files> files,
                  std::shared_ptr<const BackgroundPacking> packing) {
  return {.path = "/" + std::string(code_of(language)) + "/{file...}",
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler = [files = std::move(files), packing = std::move(packing),
                      language](const Request& request) -> Result<Response> {
            const auto found = files->find(request.parameter("file"));
            if (found == files->end()) return fail(ErrorKind::not_found, "there is no such page");
            Response response = shown(found->second.file->asset(), language);
            if (!found->second.policy.empty())
              response.headers.add("Content-Security-Policy", found->second.policy);
            return response;
          },
          .summary = "A file of the report",
          .parameters = {{"file", Schema::text(), "its name in the report's folder"}},
          .answers = {{200, "the file", "*/*"}}};
}

}  // namespace

Route asset_route(std::string path, std::shared_ptr<const Asset> asset, std::string summary) {
  const std::string type = asset->type.substr(0, asset->type.find(';'));
  return {.path = std::move(path),
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler =
              [asset = std::move(asset)](const Request&) {
                Response response;
                response.asset = asset;
                return response;
              },
          .summary = std::move(summary),
          .answers = {{200, "the file", type}},
          .caching = Caching::revalidate};
}

Result<std::vector<Route>> report_routes(const fs::path& folder, ReportPlace place) {
  std::error_code problem;
  if (!fs::is_directory(folder, problem))
    return fail(ErrorKind::not_found,
                "there is no folder of reports '" + folder.string() +
                    "' (--reports, network.reports): an empty one does, or make one with "
                    "`repere study run FILE.toml … --out DIR/fr --lang fr`");
  const auto packing = std::make_shared<BackgroundPacking>();
  std::vector<ReportFile> listed_fr, listed_en;
  FilesKept kept(*packing);
  auto french = load(folder / "fr", listed_fr, kept);
  if (!french) return tl::unexpected(french.error());
  auto english = load(folder / "en", listed_en, kept);
  if (!english) return tl::unexpected(english.error());
  const auto results = french->find("results.json");
  const StudyFacts facts =
      results == french->end() ? StudyFacts{} : study_facts(results->second.file->asset()->body);
  using Paths = std::vector<std::string_view>;
  const bool first = place == ReportPlace::first_page;
  const Paths french_paths = first ? Paths{"/", "/fr", "/fr/"} : Paths{"/etude"};
  const Paths english_paths = first ? Paths{"/en/", "/en"} : Paths{"/en/study"};
  const auto home_fr = make_asset("text/html; charset=utf-8",
                                  home_page(Language::fr, facts, listed_fr, english_paths.front()));
  const auto home_en =
      make_asset("text/html; charset=utf-8", home_page(Language::en, facts, listed_en, french_paths.front()));
  std::vector<Route> routes;
  for (const auto path : french_paths) routes.push_back(page_route(std::string(path), home_fr, Language::fr));
  for (const auto path : english_paths)
    routes.push_back(page_route(std::string(path), home_en, Language::en));
  routes.push_back(files_route(Language::fr, std::make_shared<const Files>(std::move(*french)), packing));
  routes.push_back(files_route(Language::en, std::make_shared<const Files>(std::move(*english)), packing));
  packing->start();
  routes.push_back(asset_route("/assets/site.css",
                               make_asset("text/css; charset=utf-8", std::string(site_style())),
                               "The style of the pages"));
  return routes;
}

}  // namespace repere::web
