#pragma once
#include "base/result.hpp"

struct sqlite3;

namespace repere::storage::sqlite {

/// What the last call on `handle` met, in words: what happened to `path` and what to do.
/// Shape: code is the extended result code of that call
tl::unexpected<Error> failure(sqlite3* handle, int code, const std::string& path);

}  // namespace repere::storage::sqlite
