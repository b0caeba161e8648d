#include "web/routes/pattern.hpp"

#include <map>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored \
    "-Wmaybe-uninitialized"  // false alarm of g++ 12 inside std::regex, with sanitizers
#endif
#include <regex>

namespace repere::web {

bool has_pattern(std::string_view text, const std::string& expression) {
  thread_local std::map<std::string, std::regex> compiled;
  auto found = compiled.find(expression);
  if (found == compiled.end())
    found = compiled.emplace(expression, std::regex(expression, std::regex::ECMAScript)).first;
  return std::regex_match(text.begin(), text.end(), found->second);
}

}  // namespace repere::web
