#pragma once
#include <string_view>

namespace repere::web {

/// The style sheet of the server's own pages (/assets/site.css), light and dark.
std::string_view site_style();

}  // namespace repere::web
