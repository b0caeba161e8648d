#include "base/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace repere {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::incorrect: return "incorrect";
    case ErrorKind::forbidden: return "forbidden";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::unsupported: return "unsupported";
    case ErrorKind::busy: return "busy";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::fault: return "fault";
  }
  return "fault";
}

int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::busy:
    case ErrorKind::unavailable:
    case ErrorKind::fault: return 3;
    default: return 1;
  }
}

tl::unexpected<Error> fail_in(std::string_view where, const Error& error) {
  return fail(error.kind, std::string(where) + ": " + error.message);
}

void broken_promise(std::string_view what, std::string_view file, int line) {
  std::fprintf(stderr, "repere: our own check failed: %.*s (%.*s:%d)\n", static_cast<int>(what.size()),
               what.data(), static_cast<int>(file.size()), file.data(), line);
  std::abort();
}

}  // namespace repere
