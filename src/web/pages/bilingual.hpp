#pragma once
#include <string_view>

#include "web/http/language.hpp"

namespace repere::web {

/// The French and the English of one thing.
struct Bilingual {
  std::string_view fr, en;
  constexpr std::string_view in(Language language) const { return language == Language::fr ? fr : en; }
};

}  // namespace repere::web
