#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace repere {

/// The words of a text, between spaces; views into it.
inline std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// Whether a word stands among those of a text.
inline bool has_word(std::string_view text, std::string_view word) {
  const auto words = split_words(text);
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The text with small letters for A to Z; all else as it is.
inline std::string in_lower_case(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return folded;
}

/// Whether a text says nothing: no character but spaces, tabs and line ends.
inline bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace repere
