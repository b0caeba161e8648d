#pragma once
#include <string>

namespace repere::study {

/// A sentence in both languages.
struct Text {
  std::string fr, en;
  bool operator==(const Text&) const = default;
};

enum class Language { fr, en };
inline const std::string& in(Language language, const Text& text) { return language == Language::fr ? text.fr : text.en; }

}  // namespace repere::study
