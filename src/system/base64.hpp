#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace repere::system {

/// base64 with padding, as mail writes it.
/// Source: RFC 4648 section 4
std::string base64(std::string_view bytes);

/// base64url without padding, as web tokens write it.
/// Source: RFC 4648 section 5
std::string base64url(std::string_view bytes);

/// The bytes of such a text; nothing when a character does not belong there, or padding follows.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace repere::system
