#pragma once
#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/http/cookie.hpp"
#include "web/http/fields.hpp"
#include "web/http/request.hpp"

namespace repere::web {

class Subscription;

/// A file kept in memory with its compressed forms, made once.
struct Asset {
  std::string type, body, gzip, brotli;  ///< gzip and brotli are empty where they would save nothing
  std::string etag;                      ///< of the body, without quotes
};

/// An answer. Its body is one of: `body`, `view`, `asset`, `events`.
struct Response {
  int status = 200;
  std::string type;                      ///< media type; needed when there is a body
  std::string body;                      ///< made for this answer
  std::string_view view;                 ///< text that outlives the server
  std::shared_ptr<const Asset> asset;    ///< kept in memory, compressed beforehand
  std::shared_ptr<Subscription> events;  ///< a stream of server-sent events, from EventHub::subscribe
  Headers headers;                       ///< beyond those that every answer carries
  std::vector<Cookie> cookies;
  std::string etag;           ///< the version's name, without quotes; empty: none
  bool keeps_secret = false;  ///< mixes a secret with what the client sent: never compressed
  Error cause;                ///< of a problem: for the log, not for the client

  std::string_view bytes() const {
    return asset ? std::string_view(asset->body) : view.empty() ? body : view;
  }
};

/// JSON, its numbers with the fewest digits that read back as the same double.
Response json(const boost::json::value& value, int status = 200);

/// An HTML page in a language.
Response page(std::string html, Language language, int status = 200);

Response text(std::string content, std::string type = "text/plain; charset=utf-8");

/// 303: go and GET that path. Only paths of this site can be named.
/// Errors: what is no path of this site is our mistake and becomes "/"
Response redirect(std::string_view local_path);

/// 204.
Response nothing();

/// Adds `; filename=…` so that a browser saves the body under a name; whatever the name holds.
void save_as(Response& response, std::string_view file_name);

/// JSON text with exact numbers: what `json` sends.
std::string json_text(const boost::json::value& value);

}  // namespace repere::web
