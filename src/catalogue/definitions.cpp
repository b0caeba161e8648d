#include "catalogue/definitions.hpp"

#include <algorithm>

#include "catalogue/find_knowledge.hpp"
#include "catalogue/read_text.hpp"
#include "base/nearest_name.hpp"

namespace repere {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> toml_files(const fs::path& folder) {
  std::error_code problem;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  if (problem)
    return fail(ErrorKind::not_found, folder.string() + ": the folder of indicators cannot be read");
  std::sort(files.begin(), files.end());
  return files;
}

Result<fs::path> indicators_folder(const fs::path& study_file) {
  std::error_code ignored;
  const fs::path beside = fs::absolute(study_file, ignored).parent_path().parent_path() / "indicators";
  if (fs::is_directory(beside, ignored)) return beside;
  const auto knowledge = find_knowledge_folder();
  if (!knowledge) return tl::unexpected(knowledge.error());
  return *knowledge / "indicators";
}

Result<void> check_indicators(const study::Study& study, const fs::path& file, const fs::path& folder) {
  std::vector<std::string_view> ids;
  for (const auto& one : study.indicators) ids.emplace_back(one.id);
  for (const std::string& id : study.definition.indicators)
    if (std::find(ids.begin(), ids.end(), id) == ids.end())
      return fail(ErrorKind::incorrect, file.string() + ", field indicators: there is no indicator '" + id +
                                            "' in " + folder.string() + did_you_mean(id, ids) +
                                            "Those there: " + list_of(ids, 30));
  return {};
}

}  // namespace

Result<std::vector<study::IndicatorDefinition>> load_indicators(const fs::path& folder,
                                                                const ReferenceData& reference) {
  const auto files = toml_files(folder);
  if (!files) return tl::unexpected(files.error());
  std::vector<study::IndicatorDefinition> all;
  for (const fs::path& file : *files) {
    const auto text = read_text(file);
    if (!text) return tl::unexpected(text.error());
    auto one = read_indicator(*text, file.string(), reference);
    if (!one) return tl::unexpected(one.error());
    for (const auto& before : all)
      if (before.id == one->id)
        return fail(ErrorKind::incorrect,
                    file.string() + ", field id: '" + one->id + "' is the id of another file too");
    all.push_back(std::move(*one));
  }
  return all;
}

Result<study::Study> load_study(const fs::path& file, const ReferenceData& reference) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  auto definition = read_study(*text, file.string(), reference);
  if (!definition) return tl::unexpected(definition.error());
  study::Study study{std::move(*definition), {}};
  if (study.definition.indicators.empty()) return study;
  const auto folder = indicators_folder(file);
  if (!folder) return tl::unexpected(folder.error());
  auto indicators = load_indicators(*folder, reference);
  if (!indicators) return tl::unexpected(indicators.error());
  study.indicators = std::move(*indicators);
  if (auto right = check_indicators(study, file, *folder); !right) return tl::unexpected(right.error());
  return study;
}

}  // namespace repere
