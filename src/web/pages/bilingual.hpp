#pragma once
#include <string_view>

#include "web/http/language.hpp"

namespace repere::web {

/// The French and the English of one thing.
struct Bilingual {
  std::string_view fr, en;
  constexpr std::string_view in(Language language) const { return language == Language::fr ? fr : en; }
};

/// "jeudi" of 4. Shape: ISO, 1 Monday to 7 Sunday
inline Bilingual weekday_name(int weekday) {
  constexpr Bilingual names[] = {{"lundi", "Monday"},     {"mardi", "Tuesday"}, {"mercredi", "Wednesday"}, {"jeudi", "Thursday"},
                                 {"vendredi", "Friday"}, {"samedi", "Saturday"}, {"dimanche", "Sunday"}};
  return names[weekday - 1];
}

}  // namespace repere::web
