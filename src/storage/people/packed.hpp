#pragma once
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

// Texts one after the other, each behind its length: nothing inside one can look like the end of it.
namespace repere::storage {

/// Appends "5:abcde".
inline void pack(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

/// The texts that were packed; fewer when the bytes are not what pack() wrote.
inline std::vector<std::string> unpack(std::string_view packed) {
  std::vector<std::string> texts;
  while (!packed.empty()) {
    std::size_t length = 0;
    const auto [end, problem] = std::from_chars(packed.data(), packed.data() + packed.size(), length);
    const auto begin = static_cast<std::size_t>(end - packed.data()) + 1;
    if (problem != std::errc{} || begin > packed.size() || packed[begin - 1] != ':' ||
        packed.size() - begin < length)
      break;
    texts.emplace_back(packed.substr(begin, length));
    packed.remove_prefix(begin + length);
  }
  return texts;
}

}  // namespace repere::storage
