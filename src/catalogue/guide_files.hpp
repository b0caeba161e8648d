#pragma once
#include <filesystem>
#include <string_view>

#include "base/result.hpp"
#include "domain/guidance/guides.hpp"

namespace repere {

/// Reads one page; `name` stands for the file in messages.
/// Errors: incorrect with all that is wrong, one line each: file, line, field, what to change
Result<guidance::Guide> read_guide(std::string_view text, std::string_view name);

/// The pages of knowledge/guides, one a .toml file, in their order.
/// Errors: those of read_guide; incorrect if two pages have one id, order or address; not_found, unavailable
Result<guidance::Guides> load_guides(const std::filesystem::path& folder);

}  // namespace repere
