#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace repere::csv {

/// How many quotes and line feeds there are.
struct Tally {
  std::uint64_t quotes = 0;
  std::uint64_t lines = 0;
};
Tally tally_of(std::string_view text);

/// Where the first record behind the first line end of `text` begins; `quoted`: the text begins within quotes. Nothing
/// when no line ends there.
std::optional<std::size_t> first_record_end(std::string_view text, bool quoted);

}  // namespace repere::csv
