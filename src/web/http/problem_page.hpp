#pragma once
#include <string>
#include <string_view>

#include "web/http/language.hpp"

namespace repere::web {

/// What a person reads when a page cannot be shown: what happened, what to do, the request's id for the help desk.
std::string problem_page(int status, std::string_view detail, std::string_view request_id, Language language);

}  // namespace repere::web
