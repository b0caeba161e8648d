#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "web/http/problem.hpp"
#include "web/http/request.hpp"
#include "web/http/response.hpp"

namespace repere::web {

/// A name for a content: the same bytes have the same. For what has no version number.
std::string etag_of(std::string_view content);

/// Whether an If-None-Match or If-Match header lists this version ("*" lists all). The ending that compression adds to
/// a name ("-gzip", "-br") does not count.
/// Shape: `strong` (If-Match) refuses weak names (W/"…")
bool lists_etag(std::string_view header, std::string_view etag, bool strong);

/// Whether the client's If-Match names the current version.
bool names_version(const Request& request, std::string_view current_etag);

/// What a conditional write asks first: nothing when the client changed the current version. Else the refusal: 428 when it
/// does not say which version it changed, 412 with `current` (what is stored now) and `sent` (what the client wanted) side by side, so
/// that nobody's work is lost.
/// Shape: current_etag without quotes, as in Response::etag
std::optional<Response> stale(const Request& request, std::string_view current_etag,
                              const boost::json::value& current);

}  // namespace repere::web
