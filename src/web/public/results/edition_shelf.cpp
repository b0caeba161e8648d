#include "web/public/results/edition_shelf.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

#include "study/edition/make_edition.hpp"

namespace repere::web {

namespace fs = std::filesystem;

namespace {

std::pair<int, int> order_of(const std::string& name) {
  return {std::stoi(name.substr(0, 4)), std::stoi(name.substr(5))};
}

Result<std::string> bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream)
    return fail(ErrorKind::unavailable, "a file of the edition cannot be read: " + file.filename().string());
  return content.str();
}

std::string sha256(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char text[sizeof hash * 2 + 1];
  return sodium_bin2hex(text, sizeof text, hash, sizeof hash);
}

tl::unexpected<Error> no_such_edition() {
  return fail(ErrorKind::not_found, "there is no such edition of the results");
}

}  // namespace

bool is_edition_name(std::string_view text) { return study::is_edition_id(text); }

std::vector<std::string> EditionShelf::editions() const {
  std::vector<std::string> names;
  std::error_code problem;
  for (fs::directory_iterator at(folder_, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string name = at->path().filename().string();
    if (is_edition_name(name) && fs::exists(at->path() / "edition.json", problem)) names.push_back(name);
  }
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return order_of(a) > order_of(b); });
  return names;
}

Result<EditionShelf::Document> EditionShelf::kept(const std::string& name, std::string_view edition,
                                                  std::string_view file) const {
  {
    const std::lock_guard lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at)
      if (at->first == name) {
        kept_.splice(kept_.begin(), kept_, at);
        return kept_.front().second;
      }
  }
  const auto bytes = text(edition, file);
  if (!bytes) return tl::unexpected(bytes.error());
  boost::system::error_code problem;
  auto value = boost::json::parse(*bytes, problem);
  if (problem || !value.is_object())
    return fail(ErrorKind::unavailable, "a file of the edition is not JSON: " + std::string(file));
  auto document = std::make_shared<const boost::json::value>(std::move(value));
  const std::lock_guard lock(mutex_);
  kept_.emplace_front(name, document);
  if (kept_.size() > most_kept) kept_.pop_back();
  return document;
}

Result<EditionShelf::Document> EditionShelf::index(std::string_view edition) const {
  if (!is_edition_name(edition)) return no_such_edition();
  return kept(std::string(edition), edition, "edition.json");
}

Result<EditionShelf::Document> EditionShelf::document(std::string_view edition, std::string_view file) const {
  return kept(std::string(edition) + "/" + std::string(file), edition, file);
}

Result<std::string> EditionShelf::text(std::string_view edition, std::string_view file) const {
  if (!is_edition_name(edition)) return no_such_edition();
  const fs::path folder = folder_ / std::string(edition);
  std::error_code problem;
  if (!fs::exists(folder / "edition.json", problem)) return no_such_edition();
  if (file == "edition.json") return bytes_of(folder / "edition.json");
  const auto contents = index(edition);
  if (!contents) return tl::unexpected(contents.error());
  // Only what the edition lists is ever opened, and only if it is what was published.
  for (const auto& one : (*contents)->at("files").as_array()) {
    if (std::string_view(one.at("name").as_string()) != file) continue;
    auto bytes = bytes_of(folder / std::string(file));
    if (bytes && sha256(*bytes) != std::string_view(one.at("sha256").as_string()))
      return fail(ErrorKind::unavailable,
                  "a file of the edition is not the one that was published: " + std::string(file));
    return bytes;
  }
  return fail(ErrorKind::not_found, "the edition has no such file");
}

}  // namespace repere::web
