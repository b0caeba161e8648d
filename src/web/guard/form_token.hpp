#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "web/http/request.hpp"

namespace repere::web {

/// The name of the hidden field, and of the header that scripts may send instead.
inline constexpr std::string_view form_token_field = "form_token";
inline constexpr std::string_view form_token_header = "X-Form-Token";

/// The token that a session's forms carry; a different text each time, so that compressed pages do not betray it.
/// Shape: the request has been admitted with a session (Admitted::form_secret)
std::string form_token(const Request& request);
/// `<input type="hidden" …>` with it; empty for a request without a session.
std::string form_token_input(const Request& request);

/// Whether the token was made for this session.
bool is_token_of(std::string_view token, std::string_view form_secret);

/// Why a write cannot be trusted to come from this site's own pages, from what the browser says of it; nothing when it can, or
/// when the request carries nothing that a browser adds by itself (no cookie).
std::optional<std::string> foreign_origin(const Request& request);

}  // namespace repere::web
