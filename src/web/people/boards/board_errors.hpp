#pragma once
#include <optional>
#include <string>

#include "base/result.hpp"

namespace repere::web {

/// What boards and meetings answer when something cannot be done, in French; nothing for other errors.
std::optional<std::string> board_error_in_french(const Error& error);

}  // namespace repere::web
