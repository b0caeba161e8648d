#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct pg_conn;
struct pg_result;

namespace repere::storage::postgresql {

/// An answer of the server; it is freed when it goes out of scope.
struct FreeAnswer {
  void operator()(pg_result* answer) const;
};
using Answer = std::unique_ptr<pg_result, FreeAnswer>;

/// What the server's five letters (SQLSTATE) mean to us.
ErrorKind kind_of(std::string_view sqlstate);

/// What a command met, in words: what happened to the database `name` and what to do. Neither a value of a row
/// nor a password is in it: the server's details and context, which repeat values, are left out.
/// Shape: answer may be null (the connection was lost)
tl::unexpected<Error> failure(pg_conn* handle, const pg_result* answer, const std::string& name);

/// Why there is no connection.
tl::unexpected<Error> connection_failure(pg_conn* handle, const std::string& name);

}  // namespace repere::storage::postgresql
