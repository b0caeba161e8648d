#include "web/server/service.hpp"

#include <cxxabi.h>
#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <typeinfo>

#include "web/guard/form_token.hpp"
#include "web/guard/proxies.hpp"
#include "web/http/json_reader.hpp"
#include "web/http/target.hpp"
#include "web/http/upload.hpp"
#include "web/routes/openapi.hpp"
#include "web/server/operations.hpp"

namespace repere::web {

namespace {

bool is_api(const Route& route) { return route.path.starts_with("/api/"); }

std::string allow_header(const std::set<Method>& methods) {
  std::string list;
  for (const Method method : methods) list += (list.empty() ? "" : ", ") + std::string(name_of(method));
  return list;
}

// The Host without its port.
std::string_view name_in(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, std::min(host.find(']') + 1, host.size()));
  return host.substr(0, host.find(':'));
}

std::string_view media_type(std::string_view header) {
  std::string_view media = header.substr(0, header.find(';'));
  while (!media.empty() && media.back() == ' ') media.remove_suffix(1);
  return media;
}

bool is_accepted_type(const Body& body, std::string_view type) {
  switch (body.kind) {
    case Body::Kind::none:
      return true;
    case Body::Kind::json:
      return same_name(type, "application/json") || same_name(type, "application/merge-patch+json");
    case Body::Kind::form:
      return same_name(type, "application/x-www-form-urlencoded");
    case Body::Kind::multipart:
      return same_name(type, "multipart/form-data");
    case Body::Kind::bytes:
      return std::any_of(body.types.begin(), body.types.end(),
                         [&](const std::string& t) { return t == "*/*" || same_name(t, type); });
  }
  return false;
}

// Pages have their language in their path; else the browser's wish counts.
Language language_of(const Request& request, const Target& target) {
  if (!target.segments.empty() && target.segments[0] == "en") return Language::en;
  if (!target.segments.empty() && target.segments[0] == "fr") return Language::fr;
  return preferred_language(request.headers.joined("Accept-Language"));
}

std::optional<Response> check_parameters(const Exchange& exchange) {
  const Request& request = exchange.request;
  const Route& route = *exchange.route;
  std::vector<Violation> found;
  const auto add = [&](std::vector<Violation> more) { found.insert(found.end(), more.begin(), more.end()); };
  for (const Parameter& parameter : route.parameters) {
    if (const auto value = request.parameters.find(parameter.name)) {
      // A path that cannot name anything names nothing.
      if (!parameter.schema.check_text(parameter.name, *value).empty())
        return problem(request, 404, "there is nothing at this address");
      continue;
    }
    const auto values = request.query.all(parameter.name);
    if (values.empty() && parameter.required) found.push_back({parameter.name, "is missing in the address"});
    if (values.size() > 1 && !parameter.schema.is_array())
      found.push_back({parameter.name, "was sent more than once"});
    for (const auto value : values) add(parameter.schema.check_text(parameter.name, value));
  }
  if (is_api(route) && !route.any_query)
    for (const Field& field : request.query)
      if (std::none_of(route.parameters.begin(), route.parameters.end(),
                       [&](const Parameter& p) { return p.name == field.name; }))
        found.push_back({"", "a parameter of the address is not known here"});
  if (found.empty()) return std::nullopt;
  return problem(request, 400, "the address has wrong parameters", found);
}

std::string name_of_exception(const std::exception& exception) {
  int status = 0;
  char* name = abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &status);
  std::string text = status == 0 && name ? name : "unknown";
  std::free(name);
  return text;
}

}  // namespace

Service::Service(Application application, ServerOptions options, Router router)
    : application_(std::move(application)), options_(std::move(options)), router_(std::move(router)) {
  std::vector<std::string> names;
  for (const Route& route : router_.routes())
    names.push_back(std::string(name_of(route.method)) + " " + route.path);
  metrics_ = std::make_unique<Metrics>(std::move(names));
  for (auto& gauge : application_.gauges) metrics_->add_gauge(std::move(gauge.name), std::move(gauge.what), std::move(gauge.read));
  log_ = std::make_unique<Log>(application_.now, application_.write_log);
  limiter_ = std::make_unique<RateLimiter>(options_.rates);
  char text[13];
  unsigned char bytes[6];
  randombytes_buf(bytes, sizeof bytes);
  id_series_ = sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
}

Result<std::unique_ptr<Service>> Service::make(Application application, const ServerOptions& options) {
  REPERE_ENSURE(application.now && application.gate && application.events && sodium_init() >= 0);
  // The routes of operation need the service that does not exist yet.
  const auto late = std::make_shared<Service*>(nullptr);
  add_operation_routes(application.routes, late);
  const auto document = std::make_shared<std::string>();
  add_openapi_route(application.routes, document);
  auto router = Router::build(application.routes, *application.gate);
  if (!router) return tl::unexpected(router.error());
  *document = json_text(openapi_document(router->routes(), application.title, application.version));
  std::unique_ptr<Service> service(new Service(std::move(application), options, std::move(*router)));
  for (const Route& route : service->router_.routes()) {
    const std::string where = "route " + std::string(name_of(route.method)) + " " + route.path;
    const std::string rate = !route.rate_class.empty()     ? route.rate_class
                             : route.policy.is_anonymous() ? "anonymous"
                                                           : "session";
    const auto number = service->limiter_->class_of(rate);
    if (!number)
      return fail(ErrorKind::incorrect,
                  where + " names the rate class " + rate + ", which is not configured");
    service->rate_of_route_.push_back(*number);
    if (!route.runs_on.lane_name().empty() && !options.lanes.contains(route.runs_on.lane_name()))
      return fail(ErrorKind::incorrect,
                  where + " names the lane " + route.runs_on.lane_name() + ", which is not configured");
  }
  *late = service.get();
  return service;
}

std::string Service::next_request_id() const {
  return id_series_ + "-" + std::to_string(id_next_.fetch_add(1));
}

void Service::refuse_head(Exchange& exchange, int status, std::string detail) const {
  exchange.request.id = next_request_id();
  exchange.keep_alive = false;
  exchange.answer = problem(exchange.request, status, detail);
}

void Service::open(Exchange& exchange, const Head& head, const Address& peer, bool tls,
                   bool operations_listener) const {
  Request& request = exchange.request;
  request.id = next_request_id();
  request.headers = head.headers;
  request.host = head.host;
  resolve_origin(request, peer, tls, options_.trusted_proxies);
  exchange.keep_alive = head.keep_alive;
  exchange.minor = head.minor;
  const auto method = parse_method(head.method);
  if (!method) {
    exchange.answer = problem(request, 501, "the method is not known here");
    exchange.keep_alive = false;
    return;
  }
  request.method = *method;
  if (head.target == "*" && *method == Method::options) {
    exchange.answer = nothing();
    exchange.keep_alive = exchange.keep_alive && !head.has_body();
    return;
  }
  auto target = parse_target(head.target);
  if (!target) {
    exchange.answer = problem(request, target.error());
  } else {
    request.path = target->path();
    request.language = language_of(request, *target);
    exchange.answer = refuse_early(exchange, head, *target, operations_listener);
  }
  // An answer given before the body is read ends the connection: what follows cannot be told from the next request.
  if (exchange.answer && head.has_body()) exchange.keep_alive = false;
}

std::optional<Response> Service::refuse_early(Exchange& exchange, const Head& head, const Target& target,
                                              bool operations_listener) const {
  Request& request = exchange.request;
  if (!options_.hosts.empty() && !operations_listener && head.minor == 1 &&
      std::none_of(options_.hosts.begin(), options_.hosts.end(),
                   [&](const std::string& h) { return same_name(h, name_in(request.host)); }))
    return problem(request, 421, "this site has another name");
  auto found = router_.find(request.method, target.segments);
  const bool hidden = found.route && !may_operate(*found.route, request, operations_listener, options_);
  if (found.allowed.empty() || hidden) return problem(request, 404, "there is nothing at this address");
  if (request.method == Method::options) {
    Response response = nothing();
    response.headers.add("Allow", allow_header(found.allowed));
    return response;
  }
  if (!found.route) {
    Response response =
        problem(request, 405,
                "this address does not answer to this method; it answers to " + allow_header(found.allowed));
    response.headers.add("Allow", allow_header(found.allowed));
    return response;
  }
  exchange.route = found.route;
  exchange.route_number = found.number;
  request.route = found.route->path;
  request.parameters = std::move(found.parameters);
  request.query = target.query;
  if (auto refused = take_rate(exchange)) return refused;
  if (auto refused = check_parameters(exchange)) return refused;
  if (!is_safe(request.method) && exchange.route->csrf == Csrf::automatic)
    if (const auto foreign = foreign_origin(request)) return problem(request, 403, *foreign);
  if (exchange.route->conditional && request.headers.joined("If-Match").empty())
    return problem(
        request, 428,
        "say which version you changed: send its ETag as If-Match, so that nobody's work is overwritten");
  return refuse_body(exchange, head);
}

std::optional<Response> Service::take_rate(const Exchange& exchange) const {
  if (!options_.rate_limits || exchange.route->operations) return std::nullopt;
  const auto wait =
      limiter_->take(rate_of_route_[exchange.route_number], exchange.request.peer, exchange.began);
  if (!wait) return std::nullopt;
  ++metrics_->rate_limited;
  Response response = problem(exchange.request, 429, "too many requests from this address");
  response.headers.add("Retry-After", std::to_string(*wait));
  return response;
}

std::optional<Response> Service::refuse_body(const Exchange& exchange, const Head& head) const {
  const Request& request = exchange.request;
  const Body& body = exchange.route->body;
  if (!head.has_body()) {
    if (body.kind == Body::Kind::none || body.kind == Body::Kind::form) return std::nullopt;
    return problem(request, head.content_length ? 400 : 411, "a body is needed here");
  }
  const std::size_t most = body.kind == Body::Kind::none ? 0 : body.most_bytes;
  if (head.content_length.value_or(0) > most || (most == 0 && head.chunked))
    return problem(
        request, 413,
        most == 0 ? "no body is taken here" : "the body is larger than " + std::to_string(most) + " bytes");
  if (const auto coding = request.header("Content-Encoding"); coding && !same_name(*coding, "identity"))
    return problem(request, 415, "a compressed body is not taken: send it as it is");
  const std::string type = request.headers.joined("Content-Type");
  if (!is_accepted_type(body, media_type(type)))
    return problem(request, 415, "the body's Content-Type is not one that is taken here");
  return std::nullopt;
}

bool Service::runs_on_loop(const Exchange& exchange) const {
  return !exchange.route || exchange.route->runs_on.on_loop();
}

void Service::admit(Exchange& exchange) const {
  Request& request = exchange.request;
  exchange.admitted = true;
  if (exchange.route->policy.is_anonymous()) return;
  try {
    auto admitted = application_.gate->admit(request, exchange.route->policy);
    if (admitted) {
      request.admitted = std::move(*admitted);
      return;
    }
    const Refusal& refusal = admitted.error();
    if (refusal.status == 401 && !refusal.sign_in_path.empty() && request.wants_page() &&
        is_safe(request.method)) {
      exchange.answer = redirect(refusal.sign_in_path);
    } else {
      exchange.answer = problem(request, refusal.status, refusal.detail);
    }
    for (const Field& header : refusal.headers) exchange.answer->headers.add(header.name, header.value);
  } catch (const std::exception& exception) {
    exchange.answer =
        problem(request, Error{ErrorKind::fault, "the gate threw " + name_of_exception(exception)});
  }
}

void Service::receive_file(Exchange& exchange) const {
  const std::string type = exchange.request.headers.joined("Content-Type");
  if (exchange.route->body.kind == Body::Kind::bytes) {
    exchange.receiver = UploadReceiver::of_bytes(std::string(media_type(type)), options_.upload_folder);
    return;
  }
  auto receiver = UploadReceiver::of_form(type, options_.upload_folder);
  if (receiver)
    exchange.receiver = std::move(*receiver);
  else
    exchange.answer = problem(exchange.request, receiver.error());
}

std::optional<Response> Service::read_body(Exchange& exchange) const {
  Request& request = exchange.request;
  const Body& body = exchange.route->body;
  if (body.kind == Body::Kind::json) {
    auto value = read_json(request.body, {body.most_bytes});
    if (!value) return problem(request, value.error());
    request.json = std::move(*value);
    const auto found = body.schema.check(request.json);
    if (!found.empty()) return problem(request, 422, "the JSON is not what this address takes", found);
  } else if (body.kind == Body::Kind::form) {
    auto form = parse_form(request.body);
    if (!form) return problem(request, form.error());
    request.form = std::move(*form);
  } else if (exchange.receiver) {
    auto upload = exchange.receiver->finish();
    if (!upload) return problem(request, upload.error());
    request.upload = std::make_shared<Upload>(std::move(*upload));
    request.form = request.upload->fields;
  }
  if (body.kind != Body::Kind::form && body.kind != Body::Kind::multipart) return std::nullopt;
  // The token is looked at first: who forges a form learns nothing of its fields.
  if (exchange.route->csrf == Csrf::automatic && request.admitted.by_cookie) {
    const auto field = request.form.find(form_token_field), header = request.header(form_token_header);
    if (!is_token_of(field ? *field : header.value_or(""), request.admitted.form_secret))
      return problem(request, 403, "the form is too old or comes from another site: load the page again");
  }
  std::vector<Field> rest;
  for (const Field& entry : request.form)
    if (entry.name != form_token_field) rest.push_back(entry);
  request.form = Fields(std::move(rest));
  if (!body.schema.is_object()) return std::nullopt;
  const auto found = body.schema.check_form(request.form);
  if (!found.empty()) return problem(request, 422, "the form is not filled in as needed", found);
  return std::nullopt;
}

void Service::answer(Exchange& exchange) const {
  if (exchange.answer) return;
  if (!exchange.admitted) admit(exchange);
  if (exchange.answer) return;
  const Request& request = exchange.request;
  try {
    exchange.answer = read_body(exchange);
    if (exchange.answer) return;
    auto result = exchange.route->handler(request);
    exchange.answer = result ? std::move(*result) : problem(request, result.error());
  } catch (const std::exception& exception) {
    // What an exception says may hold what was being read: only its type is told.
    exchange.answer =
        problem(request, Error{ErrorKind::fault, "a handler threw " + name_of_exception(exception)});
  }
}

void Service::finish(const Exchange& exchange, std::uint64_t bytes_sent) const {
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - exchange.began).count();
  const int status = exchange.answer ? exchange.answer->status : 0;
  metrics_->count(exchange.route_number, status, seconds, bytes_sent);
  if (!options_.log_requests) return;
  LoggedRequest line;
  line.request_id = exchange.request.id;
  line.method = name_of(exchange.request.method);
  line.route = exchange.route ? std::string_view(exchange.route->path) : "none";
  line.status = status;
  line.milliseconds = seconds * 1000;
  line.bytes = bytes_sent;
  line.account = exchange.request.admitted.caller.account.value;
  if (exchange.answer && status >= 500) line.error = exchange.answer->cause.message;
  log_->request(line);
}

}  // namespace repere::web
