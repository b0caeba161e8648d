#include "catalogue/find_knowledge.hpp"

#include <cstdlib>
#include <system_error>
#include <vector>

namespace repere {
namespace {

namespace fs = std::filesystem;

bool holds_knowledge(const fs::path& folder) {
  std::error_code trouble;
  return fs::is_directory(folder / "classification", trouble) &&
         fs::is_directory(folder / "network", trouble);
}

std::vector<fs::path> candidates(const KnowledgePlaces& places) {
  if (places.said) return {fs::path(*places.said)};
  std::vector<fs::path> folders;
  if (!places.program.empty())
    for (fs::path above = places.program.parent_path();; above = above.parent_path()) {
      folders.push_back(above / "knowledge");
      folders.push_back(above / "share" / "repere" / "knowledge");
      if (above == above.parent_path()) break;
    }
  if (!places.built_from.empty()) folders.push_back(places.built_from / "knowledge");
  return folders;
}

}  // namespace

Result<fs::path> find_knowledge_folder(const KnowledgePlaces& places) {
  std::string tried;
  for (const fs::path& folder : candidates(places)) {
    if (holds_knowledge(folder)) return folder;
    tried += "\n  " + folder.string();
  }
  if (places.said)
    return fail(ErrorKind::not_found,
                "REPERE_KNOWLEDGE names a folder without classification/ and network/:" + tried +
                    "\nset it to the folder of reference data, or unset it");
  return fail(
      ErrorKind::not_found,
      "the folder of reference data (knowledge/) was not found; set REPERE_KNOWLEDGE to it; tried:" + tried);
}

Result<fs::path> find_knowledge_folder() {
  KnowledgePlaces places;
  if (const char* said = std::getenv("REPERE_KNOWLEDGE"); said && *said) places.said = said;
  std::error_code trouble;
  places.program = fs::read_symlink("/proc/self/exe", trouble);
  places.built_from = REPERE_BUILT_FROM;
  return find_knowledge_folder(places);
}

}  // namespace repere
