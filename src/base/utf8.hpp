#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace repere {

/// Where the first byte stands that is not well-formed UTF-8 (or is a NUL); nothing when the whole text is good.
/// Source: Unicode 15, table 3-7 (well-formed byte sequences)
std::optional<std::size_t> first_bad_utf8(std::string_view text);

}  // namespace repere
