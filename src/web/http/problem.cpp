#include "web/http/problem.hpp"

#include <array>
#include <boost/json.hpp>

#include "web/http/problem_page.hpp"

namespace repere::web {

namespace {

// Ordered as ErrorKind. FHIR codes: https://hl7.org/fhir/R4/valueset-issue-type.html
constexpr std::array<KindEntry, 8> kinds = {{
    {ErrorKind::incorrect, 400, "invalid", LogLevel::info, true},
    {ErrorKind::forbidden, 403, "forbidden", LogLevel::warning, true},
    {ErrorKind::not_found, 404, "not-found", LogLevel::info, true},
    {ErrorKind::conflict, 409, "conflict", LogLevel::info, true},
    {ErrorKind::unsupported, 501, "not-supported", LogLevel::info, true},
    {ErrorKind::busy, 503, "throttled", LogLevel::warning, false},
    {ErrorKind::unavailable, 503, "transient", LogLevel::error, false},
    {ErrorKind::fault, 500, "exception", LogLevel::error, false},
}};

struct Reason {
  int status;
  std::string_view text;
};
constexpr std::array reasons = {Reason{100, "Continue"},
                                Reason{200, "OK"},
                                Reason{201, "Created"},
                                Reason{202, "Accepted"},
                                Reason{204, "No Content"},
                                Reason{303, "See Other"},
                                Reason{304, "Not Modified"},
                                Reason{400, "Bad Request"},
                                Reason{401, "Unauthorized"},
                                Reason{403, "Forbidden"},
                                Reason{404, "Not Found"},
                                Reason{405, "Method Not Allowed"},
                                Reason{406, "Not Acceptable"},
                                Reason{408, "Request Timeout"},
                                Reason{409, "Conflict"},
                                Reason{410, "Gone"},
                                Reason{411, "Length Required"},
                                Reason{412, "Precondition Failed"},
                                Reason{413, "Content Too Large"},
                                Reason{414, "URI Too Long"},
                                Reason{415, "Unsupported Media Type"},
                                Reason{417, "Expectation Failed"},
                                Reason{421, "Misdirected Request"},
                                Reason{422, "Unprocessable Content"},
                                Reason{428, "Precondition Required"},
                                Reason{429, "Too Many Requests"},
                                Reason{431, "Request Header Fields Too Large"},
                                Reason{500, "Internal Server Error"},
                                Reason{501, "Not Implemented"},
                                Reason{503, "Service Unavailable"},
                                Reason{505, "HTTP Version Not Supported"}};

}  // namespace

const KindEntry& entry_of(ErrorKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::string_view reason_of(int status) {
  for (const Reason& reason : reasons)
    if (reason.status == status) return reason.text;
  return "Status";
}

Response problem(const Request& request, const Error& error) {
  const KindEntry& entry = entry_of(error.kind);
  Response response =
      problem(request, entry.status, entry.detail_is_for_client ? std::string_view(error.message) : "");
  if (entry.status == 503) response.headers.add("Retry-After", error.kind == ErrorKind::busy ? "1" : "10");
  response.cause = error;
  return response;
}

Response problem(const Request& request, int status, std::string_view detail) {
  return problem(request, status, detail, {});
}

Response problem(const Request& request, int status, std::string_view detail,
                 const std::vector<Violation>& violations, boost::json::object more) {
  Response response;
  if (request.wants_page()) {
    response = page(problem_page(status, detail, request.id, request.language), request.language, status);
  } else {
    boost::json::object body{{"type", "about:blank"}, {"title", reason_of(status)}, {"status", status}};
    if (!detail.empty()) body["detail"] = detail;
    body["request_id"] = request.id;
    if (!violations.empty()) {
      boost::json::array errors;
      for (const Violation& v : violations) errors.push_back({{"pointer", v.pointer}, {"detail", v.detail}});
      body["errors"] = std::move(errors);
    }
    for (auto& member : more) body.insert_or_assign(member.key(), std::move(member.value()));
    response = json(body, status);
    response.type = "application/problem+json";
  }
  response.keeps_secret = true;  // repeats what was asked: no compression, no cache
  response.headers.add("Vary", "Accept, Accept-Language");
  return response;
}

}  // namespace repere::web
