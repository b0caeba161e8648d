#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace repere {

/// Why something could not be done. One table maps each to an exit code, an HTTP status and a log level.
enum class ErrorKind {
  incorrect,    ///< what was given is wrong
  forbidden,    ///< the person may not
  not_found,    ///< there is no such thing
  conflict,     ///< it was right, but something else changed meanwhile
  unsupported,  ///< right, but this version cannot
  busy,         ///< try again soon
  unavailable,  ///< something we need is not there (file, disk, database)
  fault,        ///< our mistake
};

/// The kind's name as it is printed and stored in JSON ("incorrect" ...).
std::string_view name_of(ErrorKind kind);

/// The exit code of a command that ends with this kind: 1 for the caller's errors, 3 for ours and the world's.
int exit_code_of(ErrorKind kind);

/// What went wrong: `message` says what, where (file, line, column, field) and what to change; it holds no patient data.
struct Error {
  ErrorKind kind = ErrorKind::fault;
  std::string message;
};

/// What a function returns that can fail for a reason outside our code. To become std::expected one day.
template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

/// The same error, said with where it happened in front ("knowledge/centres.csv: ...").
tl::unexpected<Error> fail_in(std::string_view where, const Error& error);

/// Ends the program with a message: a promise of our own code was broken. Stays on in release.
[[noreturn]] void broken_promise(std::string_view what, std::string_view file, int line);

}  // namespace repere

/// Checks a guarantee of our own code, in release too.
#define REPERE_ENSURE(condition)                                                 \
  do {                                                                           \
    if (!(condition)) ::repere::broken_promise(#condition, __FILE__, __LINE__); \
  } while (false)
