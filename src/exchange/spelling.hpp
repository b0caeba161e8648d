#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace repere::exchange {

/// The name that `text` was probably meant to be; empty when none is near.
/// Source: Damerau 1964, doi:10.1145/363958.363994 (one slip a letter; two in names of six letters or more)
std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names);

/// "; did you mean 'size_mm'?", or nothing.
std::string meant(std::string_view text, std::span<const std::string_view> names);

/// "'a', 'b', 'c'"
std::string listed(std::span<const std::string_view> names);

}  // namespace repere::exchange
