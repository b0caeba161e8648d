#include "web/http/request.hpp"

#include <algorithm>
#include <array>

#include "base/numbers.hpp"
#include "web/http/cookie.hpp"

namespace repere::web {

namespace {
constexpr std::array<std::pair<Method, std::string_view>, 7> methods = {{{Method::get, "GET"},
                                                                         {Method::head, "HEAD"},
                                                                         {Method::post, "POST"},
                                                                         {Method::put, "PUT"},
                                                                         {Method::patch, "PATCH"},
                                                                         {Method::del, "DELETE"},
                                                                         {Method::options, "OPTIONS"}}};
}  // namespace

std::string_view name_of(Method method) { return methods[static_cast<std::size_t>(method)].second; }

std::optional<Method> parse_method(std::string_view text) {
  for (const auto& [method, name] : methods)
    if (name == text) return method;
  return std::nullopt;
}

std::string_view Request::parameter(std::string_view name) const {
  const auto value = parameters.find(name);
  REPERE_ENSURE(value.has_value());
  return *value;
}

std::int64_t Request::number(std::string_view name) const {
  const auto value = parse_whole(parameter(name));
  REPERE_ENSURE(value.has_value());
  return *value;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  const std::string sent_name = name_of_cookie(std::string(name), secure);
  std::optional<std::string_view> found;
  for (const Field& field : headers) {
    if (!same_name(field.name, "Cookie")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != sent_name) continue;
      if (found) return std::nullopt;  // somebody planted a second one
      found = pair.substr(equals + 1);
    }
  }
  return found;
}

bool Request::wants_page() const {
  const std::string accept = headers.joined("Accept");
  const int page = accepted_weight(accept, "text/html"), data = accepted_weight(accept, "application/json");
  // "*/*" alone is a program; a browser names text/html.
  return page > 0 && (page > data || accept.find("text/html") != std::string::npos);
}

std::string Request::origin() const { return (secure ? "https://" : "http://") + host; }

}  // namespace repere::web
