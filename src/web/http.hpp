#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace repere::web {

/// A request as the pages see it: already bounded, its target decoded and free of "..".
struct Request {
  std::string method;  ///< "GET", "HEAD"
  std::string path;    ///< "/fr/report.html"; always begins with "/"
  std::string language;  ///< the Accept-Language header, as sent
};

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string_view body;      ///< what to send; must outlive the server, or point into `owned`
  std::string owned;          ///< a body made for this answer; used when `body` is empty
  std::vector<std::pair<std::string, std::string>> headers;
};

using Handler = std::function<Response(const Request&)>;

}  // namespace repere::web
