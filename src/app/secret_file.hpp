#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace repere::app {

/// The first line of a file that nobody but its owner may read. `what` says in an error what it holds ("the password").
/// Errors: unavailable when it cannot be read; forbidden when others may read it; incorrect when it is empty
Result<std::string> secret_in(const std::filesystem::path& file, const std::string& what);

}  // namespace repere::app
