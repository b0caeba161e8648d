#pragma once
#include <string_view>

#include "study/text.hpp"

namespace repere::web {

using study::Language;

inline std::string_view code_of(Language language) { return language == Language::fr ? "fr" : "en"; }

/// French unless an Accept-Language header prefers English.
Language preferred_language(std::string_view accept_language);

/// The weight, in thousandths, that an Accept… header gives to one of its words ("gzip", "text/html"); `*` and "text/*" count,
/// the most exact entry wins. -1 when nothing matches.
int accepted_weight(std::string_view header, std::string_view word);

}  // namespace repere::web
