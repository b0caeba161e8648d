#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace repere {

/// Where the folder of reference data can be.
struct KnowledgePlaces {
  std::optional<std::string> said;   ///< what REPERE_KNOWLEDGE says; it alone counts when it is there
  std::filesystem::path program;     ///< the running program's file; may be empty
  std::filesystem::path built_from;  ///< the source folder it was built from; may be empty
};

/// The folder of reference data: the one that was said; else knowledge/ or share/repere/knowledge/ in a
/// folder above the program, the nearest first; else that of the source folder. A folder counts that holds
/// classification/ and network/. Errors: not_found with every place that was tried
Result<std::filesystem::path> find_knowledge_folder(const KnowledgePlaces& places);

/// The same for this process.
Result<std::filesystem::path> find_knowledge_folder();

}  // namespace repere
