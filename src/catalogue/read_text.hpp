#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace repere {

/// A whole small file.
/// Errors: not_found if it is not there; unavailable if it cannot be read; incorrect if it is larger than 16
/// MiB
Result<std::string> read_text(const std::filesystem::path& file);

}  // namespace repere
