#pragma once
#include <string_view>
#include <vector>

#include "web/http/request.hpp"
#include "web/http/response.hpp"

namespace repere::web {

enum class LogLevel { info, warning, error };

/// What one kind of error becomes outside.
struct KindEntry {
  ErrorKind kind;
  int status;                   ///< HTTP
  std::string_view fhir_issue;  ///< code of OperationOutcome.issue (FHIR R4)
  LogLevel level;
  bool detail_is_for_client;  ///< the message says what to change; else it is for the operator alone
};

/// The one table.
const KindEntry& entry_of(ErrorKind kind);

/// Something wrong at one place of what was sent.
struct Violation {
  std::string pointer;  ///< JSON pointer ("/size_mm"), or the name of a parameter or field
  std::string detail;   ///< what is wrong and what to change; never repeats the value
};

/// What went wrong, as RFC 9457 says it (application/problem+json) or, for a browser that asks for a page, as one in the
/// reader's language. Carries the request's id; never patient data.
Response problem(const Request& request, const Error& error);
/// The same under a status that no kind of error has (401, 405, 413 …).
Response problem(const Request& request, int status, std::string_view detail);
Response problem(const Request& request, int status, std::string_view detail,
                 const std::vector<Violation>& violations, boost::json::object more = {});

/// "Not Found", in HTTP's words.
std::string_view reason_of(int status);

}  // namespace repere::web
