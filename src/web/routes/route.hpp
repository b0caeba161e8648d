#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http/request.hpp"
#include "web/http/response.hpp"
#include "web/routes/schema.hpp"

namespace repere::web {

/// Who may ask, as a word that the gate interprets ("anonymous", "session", "session read_case", "token import_cases" …).
/// There is no policy by default: a route that names none does not compile.
class Policy {
 public:
  /// Anybody. The gate is not asked.
  static Policy anonymous() { return Policy("anonymous"); }
  static Policy of(std::string word) { return Policy(std::move(word)); }
  const std::string& word() const { return word_; }
  bool is_anonymous() const { return word_ == "anonymous"; }

 private:
  explicit Policy(std::string word) : word_(std::move(word)) {}
  std::string word_;
};

/// Where a handler runs. There is no place by default.
class RunsOn {
 public:
  /// On the event loop: looks at memory only, never waits, never longer than about a millisecond.
  static RunsOn loop() { return RunsOn(true, {}); }
  /// On the worker pool: may ask the database, read files, compute.
  static RunsOn workers() { return RunsOn(false, {}); }
  /// On the worker pool, few at once: a lane of its name bounds how many (ServerOptions::lanes), "passwords" say.
  static RunsOn lane(std::string name) { return RunsOn(false, std::move(name)); }

  bool on_loop() const { return loop_; }
  const std::string& lane_name() const { return lane_; }

 private:
  RunsOn(bool loop, std::string lane) : loop_(loop), lane_(std::move(lane)) {}
  bool loop_;
  std::string lane_;
};

/// What may keep an answer.
enum class Caching {
  automatic,   ///< anonymous: `revalidate`; anything with a session: `never`
  never,       ///< no-store
  revalidate,  ///< kept, but asked about each time (with its ETag: 304)
  minutes,     ///< anybody may show it for five minutes: public figures
  forever,     ///< its path names its content: a year
};

/// How a write proves that it comes from this site's own pages.
enum class Csrf {
  automatic,  ///< Origin or Sec-Fetch-Site is checked when the browser sent a cookie; a form of a session needs its token
  not_needed,  ///< the request carries its own proof (a webhook's signature, a token in the body)
};

/// A parameter of the path ("{case}") or of the query.
struct Parameter {
  std::string name;
  Schema schema;
  std::string description = {};
  bool required = false;  ///< of the query; those of the path always are
};

/// What a request's body may be.
struct Body {
  enum class Kind { none, json, form, multipart, bytes };
  Kind kind = Kind::none;
  Schema schema = Schema::any();        ///< of json and form
  std::vector<std::string> types = {};  ///< media types of bytes
  std::size_t most_bytes = 64 * 1024;   ///< 413 above it

  static Body json(Schema schema, std::size_t most_bytes = 64 * 1024) {
    return {Kind::json, std::move(schema), {}, most_bytes};
  }
  static Body form(Schema schema, std::size_t most_bytes = 64 * 1024) {
    return {Kind::form, std::move(schema), {}, most_bytes};
  }
  static Body multipart(Schema fields, std::size_t most_bytes) {
    return {Kind::multipart, std::move(fields), {}, most_bytes};
  }
  static Body bytes(std::vector<std::string> types, std::size_t most_bytes) {
    return {Kind::bytes, Schema::any(), std::move(types), most_bytes};
  }
};

/// An answer that the route gives when all is well.
struct Answer {
  int status = 200;
  std::string description = "done";
  std::string type = "application/json";        ///< empty: no body
  std::optional<Schema> schema = std::nullopt;  ///< of JSON
};

using Handler = std::function<Result<Response>(const Request&)>;

/// One thing that can be asked of this server: who may, how, what comes back. The server, the OpenAPI document and the tests
/// are driven by it.
struct Route {
  Method method = Method::get;  ///< GET answers HEAD too; OPTIONS is answered by the server
  std::string path;             ///< "/api/v1/cases/{case}"; "{file...}" at the end takes the rest of the path
  Policy policy;
  RunsOn runs_on;
  Handler handler;

  std::string summary = {};
  std::vector<Parameter> parameters = {};  ///< every one of the path; of the query those that are understood
  Body body = {};
  std::vector<Answer> answers = {};  ///< at least one
  std::vector<int> problems = {};  ///< beyond those that follow from the other members (400, 401, 413, 429 …)

  std::string rate_class =
      {};  ///< a name of ServerOptions::rates; empty: "anonymous" or "session", by the policy
  Csrf csrf = Csrf::automatic;
  Caching caching = Caching::automatic;
  bool conditional = false;  ///< a write that needs If-Match: 428 without; use `stale` for 412
  bool embeddable = false;   ///< other sites may show it in a frame or fetch it: the finder
  bool any_query = false;    ///< unknown query parameters are ignored, not refused; pages ignore them anyway
  bool operations = false;   ///< for operators: only from ServerOptions::operations addresses
};

}  // namespace repere::web
