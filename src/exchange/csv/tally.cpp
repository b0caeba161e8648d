#include "exchange/csv/tally.hpp"

#include <algorithm>
#include <cstring>

#include "base/instruction_sets.hpp"

namespace repere::csv {
namespace {

using Bytes = signed char __attribute__((vector_size(64)));

// Counts in blocks of 64 bytes, a small number of which fit the counters of a byte each.
REPERE_HOT_LOOP Tally tally_of_blocks(const char* bytes, std::size_t blocks) {
  constexpr std::size_t most = 127;
  Tally sum;
  for (std::size_t from = 0; from < blocks; from += most) {
    Bytes quotes = {}, lines = {};
    for (std::size_t i = from; i < std::min(from + most, blocks); ++i) {
      Bytes block;
      std::memcpy(&block, bytes + 64 * i, 64);
      quotes -= block == '"';  // a lane that is true is -1
      lines -= block == '\n';
    }
    for (int lane = 0; lane < 64; ++lane) {
      sum.quotes += static_cast<std::uint64_t>(quotes[lane]);
      sum.lines += static_cast<std::uint64_t>(lines[lane]);
    }
  }
  return sum;
}

}  // namespace

Tally tally_of(std::string_view text) {
  Tally sum = tally_of_blocks(text.data(), text.size() / 64);
  for (const char c : text.substr(text.size() / 64 * 64)) {
    sum.quotes += c == '"';
    sum.lines += c == '\n';
  }
  return sum;
}

std::optional<std::size_t> first_record_end(std::string_view text, bool quoted) {
  std::size_t at = 0, feed = text.find('\n');
  while (feed != std::string_view::npos) {
    const std::size_t quote = quoted ? text.find('"', at) : text.substr(0, feed).find('"', at);
    if (quote == std::string_view::npos) return quoted ? std::nullopt : std::optional(feed + 1);
    quoted = !quoted;
    at = quote + 1;
    if (feed < at) feed = text.find('\n', at);
  }
  return std::nullopt;
}

}  // namespace repere::csv
